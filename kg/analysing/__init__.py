"""Networks of who speaks of what, asks whom, agrees with whom and speaks for whom.

``gathering`` reads the acts behind the ties, ``networks`` joins them to edges, ``backbone``
keeps the edges that chance does not explain, ``measures`` and ``comparing`` describe the
result, ``stability`` asks how much of it rests on single acts, ``writing`` exports it.
``docs/networks.md`` has the formulae and their sources.
"""

from kg.analysing.gathering import Material, Selection, gather
from kg.analysing.networks import KINDS, Edge, Kind, Network, kind, network

__all__ = [
    "KINDS",
    "Edge",
    "Kind",
    "Material",
    "Network",
    "Selection",
    "gather",
    "kind",
    "network",
]
