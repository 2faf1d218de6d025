"""Registers and the gazetteer over them: names and symbols in a text become record ids.

>>> gazetteer = load_gazetteer()
>>> [m.id for m in gazetteer.mentions("The representative of Slovakia spoke for the European Union.")]
['SVK', 'org:european-union']
>>> resolve("SK").id
'SVK'
"""

from __future__ import annotations

from kg.linking.gazetteer import RegisterGazetteer, load_gazetteer
from kg.linking.resolver import Match, Resolution, Resolver, resolve

__all__ = [
    "Match",
    "RegisterGazetteer",
    "Resolution",
    "Resolver",
    "load_gazetteer",
    "resolve",
]
