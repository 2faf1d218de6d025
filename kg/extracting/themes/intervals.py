"""Stretches of a text, asked which of them holds a place; for any number in O(log n)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate


class Intervals:
    """Half-open intervals, overlapping or not.

    >>> names = Intervals([(4, 9), (2, 20), (30, 31)])
    >>> names.covers(5, 12), names.covers(19, 21), names.covers(30, 31)
    (True, False, True)
    """

    __slots__ = ("_furthest", "_starts")

    def __init__(self, intervals: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(intervals)
        self._starts = [start for start, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))

    def covers(self, start: int, end: int) -> bool:
        """Whether one of the intervals holds all of ``start:end``."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and self._furthest[at] >= end
