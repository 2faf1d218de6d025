"""One hash over everything that decides a document's graph: code, registers, lexicons."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from kg import __version__, resources
from kg.errors import EnvironmentFailure
from kg.settings import Settings

_CODE = ("model", "reading", "linking", "extracting", "mapping", "validating")
_FILES = (
    "building/corrections.py",
    "building/documents.py",
    "building/assembling.py",
    "building/catalogue.py",
    "storing/index.py",
)
_DATA = ("ontology", "shapes")


@cache
def fingerprint() -> str:
    """Return 16 hexadecimal digits; equal ones make graphs of equal bytes and equal indexes."""
    package = Path(__file__).resolve().parents[1]
    files = [*package.glob("*.py"), *(package / name for name in _FILES)]
    for folder in _CODE:
        files += (package / folder).rglob("*.py")
    digest = hashlib.sha256(__version__.encode())
    for file in sorted(files):
        digest.update(file.relative_to(package).as_posix().encode() + file.read_bytes())
    for folder in _DATA:
        home = resources.path(folder)
        for file in sorted(path for path in home.rglob("*") if path.is_file()):
            digest.update(file.relative_to(home).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def run_fingerprint(settings: Settings) -> str:
    """Return the fingerprint of a build: that of the package, and of what the user brings.

    That is the name of the model that extracts, and the table of speakers.

    Raises:
        EnvironmentFailure: the table of speakers cannot be read.

    >>> run_fingerprint(Settings()) == fingerprint()
    True
    """
    named = fingerprint()
    if settings.model is not None:
        named += f" llm:{settings.model.name}"
    if settings.speakers is not None:
        named += f" speakers:{_hash(settings.speakers)}"
    return named if named == fingerprint() else hashlib.sha256(named.encode()).hexdigest()[:16]


def _hash(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError as error:
        raise EnvironmentFailure(f"{file}: cannot be read ({error.strerror})") from error
