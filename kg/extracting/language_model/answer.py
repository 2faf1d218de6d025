"""What a model must answer, and the check that it did."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.model.record import ActType, Certainty, Polarity

_FENCE = re.compile(r"\A\s*```(?:json)?\s*\n(.*?)\n\s*```\s*\Z", re.DOTALL)
_LONGEST_LIST = 400


class MalformedAnswer(ValueError):
    """The text is no JSON of the agreed form; the message says where it departs."""


@dataclass(frozen=True, slots=True)
class SaidAct:
    """An act as the model gives it: ``quote``, ``cue`` and ``addressees`` are words to be found."""

    sentence: int
    type: ActType
    quote: str
    cue: str
    addressees: tuple[str, ...] = ()
    polarity: Polarity = Polarity.AFFIRMED
    certainty: Certainty = Certainty.ASSERTED


@dataclass(frozen=True, slots=True)
class SaidTheme:
    """A theme of a sentence and the words that show it."""

    sentence: int
    theme: str
    cue: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One block as the model understands it."""

    acts: tuple[SaidAct, ...] = ()
    themes: tuple[SaidTheme, ...] = ()


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _words(kind: type[ActType] | type[Polarity] | type[Certainty]) -> dict[str, Any]:
    return {"type": "string", "enum": [one.value for one in kind]}


_TEXT, _NUMBER = {"type": "string"}, {"type": "integer"}
SCHEMA = _object(
    acts={
        "type": "array",
        "items": _object(
            sentence=_NUMBER,
            type=_words(ActType),
            quote=_TEXT,
            cue=_TEXT,
            addressees={"type": "array", "items": _TEXT},
            polarity=_words(Polarity),
            certainty=_words(Certainty),
        ),
    },
    themes={"type": "array", "items": _object(sentence=_NUMBER, theme=_TEXT, cue=_TEXT)},
)
"""The JSON Schema of an answer, sent along so that servers can hold the model to it."""


def parse(said: str) -> Answer:
    r"""Return the answer in ``said``, which may stand in a fence of Markdown.

    Raises:
        MalformedAnswer: it is not of the form that :data:`SCHEMA` describes.

    >>> parse('{"acts": [], "themes": [{"sentence": 1, "theme": "debt", "cue": "debt"}]}').themes
    (SaidTheme(sentence=1, theme='debt', cue='debt'),)
    >>> parse('{"acts": [{"sentence": 1, "type": "threat"}], "themes": []}')
    Traceback (most recent call last):
    kg.extracting.language_model.answer.MalformedAnswer: acts[0].quote: missing
    """
    fenced = _FENCE.match(said)
    try:
        value = json.loads(fenced.group(1) if fenced else said)
    except (ValueError, RecursionError) as error:
        raise MalformedAnswer("not JSON") from error
    if not isinstance(value, dict):
        raise MalformedAnswer("not an object")
    return Answer(
        acts=tuple(_act(row, f"acts[{at}]") for at, row in enumerate(_rows(value, "acts"))),
        themes=tuple(_theme(row, f"themes[{at}]") for at, row in enumerate(_rows(value, "themes"))),
    )


def _rows(value: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    rows = value.get(key)
    if not isinstance(rows, list) or len(rows) > _LONGEST_LIST:
        raise MalformedAnswer(f"{key}: not a list of at most {_LONGEST_LIST}")
    if not all(isinstance(row, dict) for row in rows):
        raise MalformedAnswer(f"{key}: holds what is no object")
    return rows


def _act(row: Mapping[str, Any], at: str) -> SaidAct:
    quote = _text(row, "quote", at)
    addressees = row.get("addressees", [])
    if not isinstance(addressees, list) or not all(isinstance(one, str) for one in addressees):
        raise MalformedAnswer(f"{at}.addressees: not a list of texts")
    try:
        return SaidAct(
            sentence=_integer(row, at),
            type=ActType(_text(row, "type", at)),
            quote=quote,
            cue=_text(row, "cue", at),
            addressees=tuple(one for one in addressees if one.strip()),
            polarity=Polarity(row.get("polarity", "affirmed")),
            certainty=Certainty(row.get("certainty", "asserted")),
        )
    except MalformedAnswer:
        raise
    except ValueError as error:
        raise MalformedAnswer(f"{at}: {error}") from error


def _theme(row: Mapping[str, Any], at: str) -> SaidTheme:
    return SaidTheme(_integer(row, at), _text(row, "theme", at), _text(row, "cue", at))


def _text(row: Mapping[str, Any], key: str, at: str) -> str:
    value = row.get(key)
    if value is None:
        raise MalformedAnswer(f"{at}.{key}: missing")
    if not isinstance(value, str) or not value.strip():
        raise MalformedAnswer(f"{at}.{key}: not a text")
    return value


def _integer(row: Mapping[str, Any], at: str) -> int:
    value = row.get("sentence")
    if type(value) is not int:
        raise MalformedAnswer(f"{at}.sentence: not a number")
    return value
