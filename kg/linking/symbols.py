"""UN document symbols: found, read and normalised."""
from __future__ import annotations
from collections.abc import Iterator
from dataclasses import dataclass
from kg.model.source import Span

@dataclass(frozen=True, slots=True)
class SymbolMention:
    """A symbol in a text."""
    span: Span
    printed: str
    key: str

def find(text: str) -> Iterator[SymbolMention]:
    """Yield symbols."""
    return iter(())
