"""Stands in, for hours only, for the parts of the extraction that are still being written."""

from __future__ import annotations

import importlib
from typing import Any

from kg.model.record import Attribution


def _call(module: str, name: str, *arguments: Any) -> Any:
    try:
        return getattr(importlib.import_module(f"kg.extracting.{module}"), name)(*arguments)
    except (ModuleNotFoundError, AttributeError, ImportError):
        return None


def attribute(layout: Any, mentions: Any, gazetteer: Any) -> Any:
    """Attribution, or narration throughout."""
    found = _call("attribution", "attribute", layout, mentions, gazetteer)
    return tuple(Attribution() for _ in layout.sentences) if found is None else found


def tag(layout: Any, said: Any) -> Any:
    """Themes, or none."""
    found = _call("themes", "tag", layout, said)
    return tuple(() for _ in layout.sentences) if found is None else found


def find(*arguments: Any) -> Any:
    """Acts, or none."""
    return _call("acts", "find", *arguments) or ()


def statements(*arguments: Any) -> Any:
    """Statements, or none."""
    return _call("statements", "statements", *arguments) or ()


def participations(*arguments: Any) -> Any:
    """Participations, or none."""
    return _call("participations", "participations", *arguments) or ()
