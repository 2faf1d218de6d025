"""Registers and the gazetteer over them: names and symbols in a text become record ids.

>>> gazetteer = load_gazetteer()
>>> [m.id for m in gazetteer.mentions("The representative of Slovakia spoke for the European Union.")]
['SVK', 'org:european-union']
"""

from __future__ import annotations

from kg.linking.gazetteer import RegisterGazetteer, load_gazetteer

__all__ = ["RegisterGazetteer", "load_gazetteer"]
