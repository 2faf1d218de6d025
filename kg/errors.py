"""The errors that Rostrum raises on purpose; each message says where, what and what to do.

Exit codes of the command line follow the classes: 1 the data has violations, 2 usage,
3 environment.
"""

from __future__ import annotations


class RostrumError(Exception):
    """Base of every error that a user may see; its text is one line."""

    exit_code = 1


class DataError(RostrumError):
    """A document, record or graph is not what it should be."""


class UnreadableDocument(DataError):
    """A document cannot be decoded, is empty, binary or too large."""


class Defect(DataError):
    """A rule of ours failed on one document: no fault of the document, nor of the others."""

    @classmethod
    def of(cls, error: Exception) -> Defect:
        """Return the error that a user sees in place of an unexpected one.

        >>> print(Defect.of(KeyError("x")))
        a rule failed on it (KeyError: 'x'); please report the document
        """
        return cls(
            f"a rule failed on it ({type(error).__name__}: {error}); please report the document"
        )


class UsageError(RostrumError):
    """The caller named something that does not exist or does not fit."""

    exit_code = 2


class UnknownQuestion(UsageError):
    """No canned query has that name."""


class BadParameter(UsageError):
    """A query parameter is unknown, missing or of the wrong type."""


class MalformedQuery(UsageError):
    """A SPARQL text that the engine refuses."""


class EnvironmentFailure(RostrumError):
    """The machine does not let us: disk, permission, missing program, killed child."""

    exit_code = 3


class StoreError(EnvironmentFailure):
    """A store folder is missing, foreign, damaged or in use."""


class QueryLimit(EnvironmentFailure):
    """A query ran past its limit of time, memory or rows and was ended; no rows are given."""
