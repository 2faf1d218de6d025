"""Put parameters into a question and ask it.

A value reaches the query only as a serialised RDF term inside the parameter's ``VALUES``
brace, so no value can change what the query does.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from kg.asking.choices import SCHEMES, regions
from kg.asking.questions import Parameter, Question, question
from kg.errors import BadParameter, MalformedQuery
from kg.iris import Iris, slug
from kg.linking import resolve
from kg.mapping.terms import iri_text, literal_text
from kg.model.table import Table
from kg.namespaces import XSD
from kg.settings import DEFAULT_BASE
from kg.storing.querying import Engine

_NUMBER = {
    "integer": re.compile(r"[+-]?[0-9]{1,18}"),
    "decimal": re.compile(r"[0-9]{0,9}\.?[0-9]{1,9}"),
}
_GOALS = "http://metadata.un.org/sdg/"
_GOAL = re.compile(
    r"(?:(?:SDG|goal|target)\s*)?((?:1[0-7]|[1-9])(?:\.(?:[1-9][0-9]?|[a-d]))?)", re.IGNORECASE
)
_REGISTERED = {
    "party": ("party", "group"),
    "group": ("group", "party"),
    "theme": ("theme",),
    "instrument": ("instrument",),
    "body": ("body",),
}


_ELSE = {"party": "body", "instrument": "symbol"}
"""What a value may be besides: a body that is spoken to, a symbol that no register names."""


def ask(
    engine: Engine, name: str, values: Mapping[str, Sequence[str]], base: str = DEFAULT_BASE
) -> Table:
    """Ask the question called ``name`` with parameter values as a person writes them.

    Raises:
        UnknownQuestion: no question has that name.
        BadParameter: a parameter is unknown, missing, or its value means nothing.
        QueryLimit: the query ran past its limits.
    """
    return rows(engine, bind(question(name), values, base))


def rows(engine: Engine, text: str) -> Table:
    """Answer a SELECT or ASK query.

    Raises:
        MalformedQuery: the query gives triples, not rows.
    """
    answer = engine.query(text)
    if not isinstance(answer, Table):
        raise MalformedQuery("a SELECT or ASK query is needed here; use 'rostrum sparql'")
    return answer


def bind(asked: Question, values: Mapping[str, Sequence[str]], base: str = DEFAULT_BASE) -> str:
    """Return the question's SPARQL text with the parameters in their places.

    Patterns behind ``# with NAME:`` come into force where the parameter is given: they say the
    same in a form that the engine can begin with.
    """
    text = asked.text
    for name in values:
        if asked.parameter(name) is None:
            known = ", ".join(p.name for p in asked.parameters) or "none"
            raise BadParameter(f"question {asked.name} has no parameter {name!r}; it has: {known}")
    for parameter in asked.parameters:
        given = values.get(parameter.name, ())
        if not given and parameter.required:
            hint = f" ({parameter.description})" if parameter.description else ""
            raise BadParameter(f"question {asked.name} needs --param {parameter.name}=…{hint}")
        if given:
            terms = " ".join(term(parameter, value, base) for value in given)
            hole = f"VALUES ?{parameter.name} {{ UNDEF }}"
            text = text.replace(hole, f"VALUES ?{parameter.name} {{ {terms} }}")
            text = text.replace(f"# with {parameter.name}: ", "")
    return text


def term(parameter: Parameter, value: str, base: str) -> str:
    """Return ``value`` as the SPARQL term that ``parameter`` takes.

    Raises:
        BadParameter: the value is no such thing; the message says what would be.
    """
    if parameter.type in _WRITTEN:
        return _WRITTEN[parameter.type](parameter, value)
    if re.match(r"https?://", value):
        return _iri(parameter, value)
    iris = Iris(base)
    if parameter.type in SCHEMES:
        return _concept(parameter, value, iris)
    if parameter.type == "document":
        return _iri(parameter, iris.document(value))
    return _registered(parameter, value, iris)


def _literal(parameter: Parameter, value: str) -> str:
    if parameter.type == "text":
        return literal_text(value)
    if parameter.type == "date":
        try:
            return literal_text(date.fromisoformat(value).isoformat(), XSD + "date")
        except ValueError as error:
            raise BadParameter(
                f"{parameter.name}: {value!r} is no date; write 2021-11-23"
            ) from error
    if not _NUMBER[parameter.type].fullmatch(value):
        raise BadParameter(f"{parameter.name}: {value!r} is no {parameter.type} number")
    number = str(int(value)) if parameter.type == "integer" else value
    return literal_text(number, XSD + parameter.type)


def _region(parameter: Parameter, value: str) -> str:
    """Return the names of the smallest regions that an M49 region holds."""
    named = {label.casefold(): parts for label, parts in regions().items()}
    parts = named.get(" ".join(value.split()).casefold())
    if parts is None:
        raise BadParameter(
            f"{parameter.name}: no region is called {value!r}{_near(value, regions())}"
        )
    return " ".join(literal_text(part, language="en") for part in parts)


def _concept(parameter: Parameter, value: str, iris: Iris) -> str:
    scheme, names = SCHEMES[parameter.type]
    if value not in names:
        raise BadParameter(f"{parameter.name}: {value!r} is none of {', '.join(names)}")
    return _iri(parameter, iris.concept(scheme, value))


def _goal(parameter: Parameter, value: str) -> str:
    """Return the IRI of a Sustainable Development Goal or target: 16, 16.2, SDG 5."""
    if value.startswith(_GOALS):
        return _iri(parameter, value)
    match = _GOAL.fullmatch(value)
    if match is None:
        raise BadParameter(f"{parameter.name}: {value!r} is no goal or target; write 16 or 16.2")
    return _iri(parameter, _GOALS + match[1].lower())


def _near(value: str, names: Iterable[str]) -> str:
    near = difflib.get_close_matches(value.title(), list(names), n=3)
    return (
        f"; did you mean {', '.join(near)}?" if near else f"; there are {', '.join(sorted(names))}"
    )


def _address(parameter: Parameter, value: str) -> str:
    if not re.match(r"https?://", value):
        raise BadParameter(f"{parameter.name}: {value!r} is no IRI (http://… or https://…)")
    return _iri(parameter, value)


def _iri(parameter: Parameter, value: str) -> str:
    try:
        return iri_text(value)
    except ValueError as error:
        raise BadParameter(f"{parameter.name}: {value!r} is no IRI") from error


_WRITTEN = {
    **dict.fromkeys(("text", "date", "integer", "decimal"), _literal),
    "region": _region,
    "sdg": _goal,
    "iri": _address,
}


def _registered(parameter: Parameter, value: str, iris: Iris) -> str:
    """Resolve a name or code by the registers."""
    kinds = _REGISTERED[parameter.type]
    resolution = resolve(value)
    found = [match for match in resolution.matches if match.kind in kinds]
    if not found:
        # Ids are slugs of common names: "human trafficking" is human-trafficking.
        found = [match for match in resolve(slug(value)).matches if match.kind in kinds]
    if not found:
        found = [
            match for match in resolution.matches if match.kind in _ELSE.get(parameter.type, "")
        ]
    ids = sorted({match.id for match in found})
    if len(ids) == 1:
        kind = "party" if parameter.type == "party" else found[0].kind
        return _iri(parameter, record_iri(kind, ids[0].removeprefix("org:"), iris))
    if ids:
        raise BadParameter(
            f"{parameter.name}: {value!r} may be {' or '.join(ids)}; name one of them"
        )
    near = f"; near it: {', '.join(resolution.hints)}" if resolution.hints else ""
    raise BadParameter(f"{parameter.name}: no {parameter.type} is called {value!r}{near}")


def record_iri(kind: str, record_id: str, iris: Iris) -> str:
    """Return the IRI of a registered thing."""
    makers = {
        "theme": iris.theme,
        "instrument": iris.instrument,
        "symbol": iris.instrument,
        "body": iris.body,
    }
    return makers.get(kind, iris.party)(record_id)
