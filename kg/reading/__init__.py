"""Bytes → ``Source`` → ``Layout``, for every form a meeting document comes in."""

from __future__ import annotations

from kg.reading.decoding import read_source
from kg.reading.gathering import Failure, Found, sources
from kg.reading.registry import detect, lay_out

__all__ = ["Failure", "Found", "detect", "lay_out", "read_source", "sources"]
