"""Numbers in words and digits, dates and clock times as UN documents print them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kg.model.source import Span

_UNIT_WORDS = """zero one two three four five six seven eight nine ten eleven twelve thirteen
fourteen fifteen sixteen seventeen eighteen nineteen"""
_TEN_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_MONTH_NAMES = """January February March April May June July August September October November
December"""
_UNITS = _UNIT_WORDS.split()
_TENS = _TEN_WORDS.split()
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12,
}  # fmt: skip
_VALUES = (
    {word: at for at, word in enumerate(_UNITS)}
    | {word: 10 * (at + 2) for at, word in enumerate(_TENS)}
    | {"no": 0, "none": 0, "a": 1, "an": 1, "single": 1}
)

NUMBER_WORD = (
    r"(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,4}|no|none|(?:one|a) hundred(?: and [a-z]+(?:-[a-z]+)?)?|"
    + "|".join(rf"{ten}(?:[- ](?:{'|'.join(_UNITS[1:10])}))?" for ten in _TENS)
    + "|"
    + "|".join(sorted(_UNITS, key=len, reverse=True))
    + ")"
)
ORDINAL_WORD = (
    r"(?:\d{1,4}(?:st|nd|rd|th)|(?:(?:one |a )?hundred(?: and)?[- ])?(?:(?:"
    + "|".join(_TENS)
    + r")[- ])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|"
    r"twelfth|[a-z]{3,5}teenth)|(?:(?:one |a )?hundred(?: and)?[- ])?(?:"
    + "|".join(ten[:-1] + "ieth" for ten in _TENS)
    + "))"
)
MONTHS = _MONTH_NAMES.split()
MONTH = "|".join("May" if name == "May" else rf"{name[:3]}(?:{name[3:]}|t?\.)?" for name in MONTHS)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = "|".join(WEEKDAYS)
_DATE = re.compile(
    rf"(?:(?P<weekday>{_WEEKDAY}),? )?(?:the )?"
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: ?(?:to|and|-|–) ?\d{{1,2}})?[ -](?P<month>{MONTH})"
    rf"(?:[ ,-]+(?P<year>\d{{4}})| (?:to|through|until|and|-|–) \d{{1,2}} (?:{MONTH}) (?P<until>\d{{4}}))?"
    rf"|(?P<month2>{MONTH}) (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year2>\d{{4}}))?"
    r"|(?P<iso>(?:19|20)\d\d(?P<sep>-?)[01]\d(?P=sep)[0-3]\d))(?!\w)",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(
    r"\b(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))? ?(?P<half>[ap])\.? ?m\b\.?"
    r"|(?P<word>noon|midday|midnight))",
    re.IGNORECASE,
)


def number(text: str) -> int | None:
    """Return the value of a cardinal in digits or words, ``None`` where it is none.

    >>> [number(word) for word in ("158", "1,674", "thirty-seven", "none", "a", "votes")]
    [158, 1674, 37, 0, 1, None]
    >>> number("one hundred and twelve")
    112
    """
    plain = text.lower().replace(",", "").strip()
    if plain.isdigit():
        return int(plain)
    total, seen = 0, False
    for word in re.split(r"[- ]+", plain):
        if word == "and" and seen:
            continue
        if word == "hundred":
            total = max(total, 1) * 100
        elif word in _VALUES:
            total += _VALUES[word]
        else:
            return None
        seen = True
    return total if seen else None


def ordinal(text: str) -> int | None:
    """Return the value of an ordinal.

    >>> [ordinal(word) for word in ("76th", "seventy-ninth", "Eightieth", "fourth", "last")]
    [76, 79, 80, 4, None]
    >>> ordinal("hundred and twelfth"), ordinal("hundredth")
    (112, None)
    """
    plain = text.lower().strip()
    if plain[:1].isdigit():
        return int(re.match(r"\d+", plain)[0])  # type: ignore[index]
    head, _, last = plain.replace(" ", "-").rpartition("-")
    base = number(head.replace("-", " ")) if head else 0
    stem = last[:-4] + "y" if last.endswith("ieth") else last.removesuffix("th")
    value = _ORDINALS.get(last, _VALUES.get(stem) if last.endswith("th") else None)
    return None if value is None or base is None else base + value


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in the text; ``year`` is ``None`` where it prints none, ``weekday`` 0 = Monday."""

    span: Span
    day: int
    month: int
    year: int | None
    weekday: int | None = None

    def full(self, year: int | None = None) -> date | None:
        """Return the calendar date, with ``year`` where the text gives none."""
        known = self.year or year
        try:
            return date(known, self.month, self.day) if known else None
        except ValueError:
            return None


def dates(text: str, start: int = 0, end: int | None = None) -> Iterator[DateMention]:
    """Yield the dates printed in ``text``: "24 November", "May 3, 2001", "2021-11-23", "19971007".

    >>> [d.full(1999) for d in dates("on Monday, 3 May, and 23-Nov-2021; June 5, 2001; 19971007")]
    [datetime.date(1999, 5, 3), datetime.date(2021, 11, 23), datetime.date(2001, 6, 5), \
datetime.date(1997, 10, 7)]
    >>> [d.full() for d in dates("from 23 March to 2 April 2026, from 2 to 6 June 2008")]
    [datetime.date(2026, 3, 23), datetime.date(2008, 6, 2)]
    """
    limit = len(text) if end is None else end
    if not _DIGIT.search(text, start, limit):
        return
    for match in _DATE.finditer(text, start, limit):
        found = _read(match)
        if found and 1 <= found.month <= 12 and 1 <= found.day <= 31:
            yield found


def _read(match: re.Match[str]) -> DateMention | None:
    span = Span(match.start(), match.end())
    if iso := match["iso"]:
        digits = iso.replace("-", "")
        return DateMention(span, int(digits[6:]), int(digits[4:6]), int(digits[:4]))
    month = (match["month"] or match["month2"])[:3].title()
    year = match["year"] or match["until"] or match["year2"]
    weekday = match["weekday"]
    return DateMention(
        span,
        int(match["day"] or match["day2"]),
        next(at for at, name in enumerate(MONTHS, 1) if name.startswith(month)),
        int(year) if year else None,
        WEEKDAYS.index(weekday.title()) if weekday else None,
    )


def clock(text: str) -> str | None:
    """Return the first clock time in ``text`` as "HH:MM".

    >>> clock("at 10 a.m. on Wednesday"), clock("at 3:30 p.m."), clock("at noon"), clock("soon")
    ('10:00', '15:30', '12:00', None)
    """
    match = _CLOCK.search(text)
    if not match:
        return None
    if match["word"]:
        return "00:00" if match["word"].lower() == "midnight" else "12:00"
    hour = int(match["hour"]) % 12 + (12 if match["half"].lower() == "p" else 0)
    return f"{hour:02}:{match['minute'] or '00'}"
