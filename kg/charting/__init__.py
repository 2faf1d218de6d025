"""Charts that need nothing from elsewhere: Vega-Altair describes them, vl-convert draws them.

``plots`` are bars, lines, heat maps and time lines, ``tiles`` is the map of States,
``nodes`` draws networks, ``drawing`` makes SVG and PNG of any of them.
"""
