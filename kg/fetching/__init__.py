"""Addresses → a folder of raw pages that ``rostrum build`` reads. The only way to the network.

``addresses`` says which address may be asked, ``exchange`` asks once (httpx, in a child
process that ``courier`` keeps and the kernel ends in time), ``fetching`` follows redirects at
a polite pace and obeys ``robots``, ``pages`` keeps what came.
"""

from __future__ import annotations

from kg.fetching.courier import Courier
from kg.fetching.feeds import items
from kg.fetching.fetching import Fetcher, Outcome, Policy
from kg.fetching.pace import Pace
from kg.fetching.pages import Pages, open_pages

__all__ = ["Courier", "Fetcher", "Outcome", "Pace", "Pages", "Policy", "items", "open_pages"]
