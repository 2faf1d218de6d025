"""Speech acts, clause by clause, by verb frames kept in tables."""

from kg.extracting.acts.finding import Subjects, find

__all__ = ["Subjects", "find"]
