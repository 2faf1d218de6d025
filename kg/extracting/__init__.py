"""From a layout and the names in it to a record: what was said, by whom, and what was decided."""

from kg.extracting.compose import extract
from kg.extracting.extractor import Extractor, Rules

__all__ = ["Extractor", "Rules", "extract"]
