"""A graph and the shapes of ``shapes/`` give a report, which is a value.

>>> from kg.validating import validate
>>> validate(b"").conforms
True
"""

from kg.validating.report import Report, Result
from kg.validating.validation import ENGINES, validate, validate_house

__all__ = ["ENGINES", "Report", "Result", "validate", "validate_house"]
