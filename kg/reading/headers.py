"""What a document's head says of itself: symbol, date, session, meetings, body.

Each reader looks at one line at a time and returns value and place within the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
         "august aug", "september sept sep", "october oct", "november nov", "december dec"), 1
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + ")"
_DAY_MONTH_YEAR = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH}\.?,?[ -](\d{{4}})\b", re.IGNORECASE
)
_MONTH_DAY_YEAR = re.compile(
    rf"\b{_MONTH}\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b", re.IGNORECASE
)
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])")
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\. ?(\d{1,2})\. ?((?:19[4-9]|20\d)\d)(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_COMPACT = re.compile(r"(?<![\d/])((?:19[4-9]|20\d)\d)(\d{2})(\d{2})(?![\d/])")

_UNITS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"]  # fmt: skip
_TENS = {"twent": 20, "thirt": 30, "fort": 40, "fift": 50, "sixt": 60, "sevent": 70, "eight": 80,
         "ninet": 90}  # fmt: skip
_ORDINALS = {word: number for number, word in enumerate(_UNITS, 1)}
for _stem, _ten in _TENS.items():
    _ORDINALS[_stem + "ieth"] = _ten
    for _unit, _word in enumerate(_UNITS[:9], 1):
        _ORDINALS[f"{_stem}y-{_word}"] = _ten + _unit
_ORDINAL = r"(?:[A-Za-z]+(?:-[A-Za-z]+)?|\d{1,3}(?:st|nd|rd|th)|[IVXL]+)"
_SESSION = re.compile(
    r"\b((?:[a-z]+ty[- ])?[a-z]+|\d{1,3} ?(?:st|nd|rd|th)|[IVXL]+)"
    r" (?:(?:resumed|regular|special|emergency special|annual|substantive|organizational|general"
    r"|extraordinary|executive) )?session\b",
    re.IGNORECASE,
)
_GENERAL_ASSEMBLY = re.compile(
    r"\b([A-Za-z]+ty[- ][a-z]+|[A-Za-z]+|\d{1,3}(?:st|nd|rd|th)) General Assembly\b"
)
_MEETINGS = re.compile(
    r"\b((?:\d{1,5}+(?:st|nd|rd|th)?+(?:,? and |, | & | ?[-–] ?| to )?+){0,6}\d{1,5}(?:st|nd|rd|th))"
    r" (?:\([A-Za-z ]+\) )?(?:(?:plenary|formal|informal|private|closed|public|emergency|special|resumed"
    r"|joint|open) )*meetings?\b",
    re.IGNORECASE,
)
_MEETING_WORDS = re.compile(
    r"\b(?:(?:One|Two|Three|Four) (?:thousand|hundred)[ a-z-]{0,200}|[A-Za-z]+ty-[a-z]+|[A-Za-z]+(?:th|st|nd|rd))"
    r" (?:plenary )?meeting\b",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"\(((?:AM|PM|Night|Morning|Afternoon)(?:(?: ?(?:&|and|,|/) ?)(?:AM|PM|Night))*)\)",
    re.IGNORECASE,
)
_SYMBOL = re.compile(
    r"(?<![\w/])(?:[A-Z]{1,7}(?:/[A-Z]{1,7}){0,3}/\d{1,6}(?:[-–][A-Z]{1,5}(?:/[A-Z]{1,5})*/\d{1,6}|[-–/][A-Z]\b)*"
    r"|(?:A|S|E|T|ST|CCPR|CEDAW|CAT|CERD|CRC|TD|ICCD|FCCC|NPT|DP|HRI|IDB|UNEP|ISBA|SPLOS|LOS|CD|JIU|DC)"
    r"(?:/[A-Za-z0-9.()*-]{1,16}){1,8})(?![\w/])"
)  # fmt: skip
_PRESS = re.compile(
    r"(?<![\w/])((?:GA|SC|ECOSOC|SG|DSG|DEV|WOM|SEA|HR|POP|SOC|ENV|AFR|PI|ORG|IHA|L|OBV|DC|NGO|REF|TAD|BIO"
    r"|SAG|DCF|HAB|PAL|PKO|ICEF|UNIS|UNEP|HQ|CS|EN|CD|NR|ICJ|CH|M|OC|PM|SP|DH|DB|CRB|CAB|CCPCJ|NAR"
    r"|AIDS|WFP|ICC|RD|TRUSTEES|TR|NC|PA|PR|EMC|FEM|GEN|HE|IK|LT|UN)"
    r"(?:/[A-Z0-9]{1,8}){0,3}/\d{1,6}(?:[-–](?:[A-Z]{1,6}/)+\d{1,6})*(?:[-–/](?:Rev|Add|Corr)\.\d+(?:\*+)?)?)(?![\w/])"
)


def ordinal(words: str) -> int | None:
    """Return the number of an ordinal in words, figures or Roman numerals.

    >>> ordinal("Seventy-sixth"), ordinal("38th"), ordinal("fiftieth"), ordinal("XV"), ordinal("plenary")
    (76, 38, 50, 15, None)
    """
    key = "-".join(words.lower().split())
    if key in _ORDINALS:
        return _ORDINALS[key]
    digits = re.match(r"(\d{1,3})-?(?:st|nd|rd|th)?\Z", key)
    if digits:
        return int(digits.group(1))
    return _roman(words) if re.fullmatch(r"[IVXL]+", words) else None


def _roman(numeral: str) -> int | None:
    values = [{"I": 1, "V": 5, "X": 10, "L": 50}[char] for char in numeral]
    total = sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )
    return total or None


def find_date(line: str) -> tuple[str, int, int] | None:
    """Return the first date in ``line`` as ISO 8601, and where it stands.

    >>> find_date("Wednesday, 16 April 2025, 10 a.m.")
    ('2025-04-16', 11, 24)
    >>> find_date("19971007")[0], find_date("23-Nov-2021 03:36:34")[0], find_date("SEPTEMBER 24, 2024")[0]
    ('1997-10-07', '2021-11-23', '2024-09-24')
    """
    found = [hit for hit in _dates(line) if hit]
    return min(found, key=lambda hit: hit[1]) if found else None


def _dates(line: str) -> Iterator[tuple[str, int, int] | None]:
    for match in _DAY_MONTH_YEAR.finditer(line):
        yield _date(match, match.group(3), _MONTHS[match.group(2).lower()], match.group(1))
    for match in _MONTH_DAY_YEAR.finditer(line):
        yield _date(match, match.group(3), _MONTHS[match.group(1).lower()], match.group(2))
    for pattern in (_SLASHED, _DOTTED):
        for match in pattern.finditer(line):
            yield _date(match, match.group(3), match.group(2), match.group(1))
    for pattern in (_ISO, _COMPACT):
        for match in pattern.finditer(line):
            yield _date(match, *match.groups())


def _date(match: re.Match[str], *parts: str | int) -> tuple[str, int, int] | None:
    year, month, day = (int(part) for part in parts)
    try:
        return date(year, month, day).isoformat(), match.start(), match.end()
    except ValueError:
        return None


def find_session(line: str) -> tuple[str, int, int] | None:
    """Return the number of a session named in ``line``, and where.

    >>> find_session("Seventy-sixth Session,"), find_session("Plenary Meeting, 76th Session")
    (('76', 0, 21), ('76', 17, 29))
    >>> find_session("Sixty-fourth General Assembly")[0], find_session("this session")
    ('64', None)
    """
    for pattern in (_SESSION, _GENERAL_ASSEMBLY):
        for match in pattern.finditer(line):
            words = match.group(1).replace(" th", "th")
            number = ordinal(words) or ordinal(words.rpartition(" ")[2])
            if number:
                return str(number), match.start(), match.end()
    return None


def find_meetings(line: str) -> tuple[str, int, int] | None:
    """Return the meeting numbers in ``line``, parted by commas, and where.

    >>> find_meetings("38th & 39th Meetings (AM & PM)"), find_meetings("10216th Meeting (PM)")[0]
    (('38,39', 0, 20), '10216')
    >>> find_meetings("2nd to 4th Meetings")[0], find_meetings("First meeting")[0]
    ('2,3,4', '1')
    """
    match = _MEETINGS.search(line)
    if match:
        numbers = [int(number) for number in re.findall(r"\d+", match.group(1))]
        ranged = re.search(r"\d[a-z]*(?: ?[-–] ?| to )\d", match.group(1))
        if ranged and len(numbers) == 2 and 0 < numbers[1] - numbers[0] < 12:
            numbers = list(range(numbers[0], numbers[1] + 1))
        return ",".join(map(str, numbers)), match.start(), match.end()
    for match in _MEETING_WORDS.finditer(line):
        number = ordinal(re.sub(r" (?:plenary )?meeting$", "", match.group(), flags=re.IGNORECASE))
        if number:
            return str(number), match.start(), match.end()
    return None


def find_parts(line: str) -> tuple[str, int, int] | None:
    """Return the parts of the day in ``line``, parted by commas, and where.

    >>> find_parts("38th & 39th Meetings (AM & PM)")
    ('AM,PM', 21, 30)
    """
    match = _PARTS.search(line)
    if not match:
        return None
    parts = re.findall(r"AM|PM|Night|Morning|Afternoon", match.group(1), re.IGNORECASE)
    spelled = {"MORNING": "AM", "AFTERNOON": "PM"}
    upper = [spelled.get(part.upper(), part.upper()) for part in parts]
    return ",".join(upper), match.start(), match.end()


def find_press_symbol(line: str) -> tuple[str, int, int] | None:
    """Return a press-release symbol in ``line``, and where.

    >>> find_press_symbol("Press Release GA/SHC/4300"), find_press_symbol("A/79/L.64")
    (('GA/SHC/4300', 14, 25), None)
    """
    match = _PRESS.search(line)
    return (match.group(1), match.start(1), match.end(1)) if match else None


def find_symbol(line: str) -> tuple[str, int, int] | None:
    """Return any UN symbol in ``line``, and where.

    >>> find_symbol("A/79/PV.64 16/04/2025")[0], find_symbol("A/RES/64/293")[0]
    ('A/79/PV.64', 'A/RES/64/293')
    """
    match = _SYMBOL.search(line)
    return (match.group(), match.start(), match.end()) if match else None
