"""A graph on disk: canonical N-Quads are the truth, an Oxigraph store is their index.

A store folder holds *generations*; a build makes a new one beside the old and swaps them at
one instant (``generations``). Queries run in child processes that can be killed
(``querying``).
"""
