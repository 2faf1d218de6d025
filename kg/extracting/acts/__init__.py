"""Speech acts, clause by clause, by verb frames kept in tables."""

from kg.extracting.acts.finding import find

__all__ = ["find"]
