"""The details of a pledge: how strong it is, how much, until when, for whom."""

from __future__ import annotations

import re

from kg.model.record import ActType, Pledge
from kg.model.source import Span

_NUMBER = r"(?:\d[\d,. ]{0,14}|an?|one|two|three|four|five|six|seven|eight|nine|ten|half a)"
_SCALE = r"(?:\s?(?:thousand|million|billion|trillion))"
_COIN = r"(?:US\$|\$|€|£|¥|C\$|A\$|NZ\$|CHF\s?|SEK\s?|NOK\s?|DKK\s?|EUR\s?|USD\s?|GBP\s?|JPY\s?)"
_UNIT = (
    r"(?:dollars|euros|pounds|kroner|kronor|yen|yuan|francs|per cent|percent|troops|peacekeepers|"
    r"soldiers|police officers|personnel|observers|experts|scholarships|tons|tonnes|doses|refugees|"
    r"hectares|megawatts|gigawatts|trees|vaccines|doctors|teachers|households|jobs)"
)
_AMOUNT = re.compile(
    rf"{_COIN}\s?\d[\d,.]*{_SCALE}?"
    rf"|\b\d[\d,.]*{_SCALE}?(?:-| )(?:[A-Za-z]+ ){{0,2}}?{_UNIT}"
    rf"|\b{_NUMBER}{_SCALE} (?:[A-Za-z]+ )?{_UNIT}"
    rf"|\b\d[\d,.]*{_SCALE}\b"
)
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DEADLINE = re.compile(
    r"\b(?:by|before|until|no later than|not later than|from|starting in|beginning in|in|over|within|through|throughout|during|for)"
    r" (?:(?:the )?(?:end|middle|beginning|start|close|course) of )?"
    rf"(?:(?:\d{{1,2}} )?(?:{_MONTH})(?: \d{{4}})?|(?:mid-)?(?:19|20)\d\d(?:[-–](?:20)?\d\d)?"
    r"|the (?:(?:next|coming|following) (?:\w+ )?(?:years?|months?|decades?|biennium|session)|year|decade|century)"
    r"|this (?:year|decade|session)|next (?:year|month|decade)|the coming years"
    r"|(?:two|three|four|five|ten|\d+) years)\b"
)
_BENEFICIARY = re.compile(
    r"\b(?:to (?:help|assist|support)|assist(?:ing|ance to)?|help(?:ing)?|support(?:ing)?|to|for|towards|in support of) "
    r"((?:the |all |those |other |its |their )?(?:(?!of |and |to |in |with |on )[\w'’-]+ ){0,3}?"
    r"(?:countries|States|nations|people|peoples|children|women|girls|refugees|victims|communities|"
    r"populations?|Fund|Funds|Agency|Programme|Office|UNRWA|UNHCR|UNICEF|WFP|WHO|survivors|civilians|neighbours|partners|Ukraine|Africa|Gaza|Haiti|Afghanistan))\b"
)
_SOFT = re.compile(
    r"\b(?:st(?:and|ood|ands|anding) (?:always |fully )?ready|ready to|ready for|readiness|willing(?:ness)?|prepared(?:ness)? to|"
    r"hopes? to|keen|eager|open to|offer(?:ed|s)? to|count on|looks? forward)\b",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:commit(?:ted|ment|ments)|dedicat(?:ed|ion)|determin(?:ed|ation)|resolved?|steadfast|engaged|adherence)\b",
    re.IGNORECASE,
)
_LAW = re.compile(
    r"\b(?:enact(?:ed|ing)?|legislat(?:ed|ion|ing)|ratif(?:ied|ication)|passed|law|laws|act of parliament|"
    r"promulgated|amended|constitution|acceded|signed into)\b",
    re.IGNORECASE,
)


def pledge(text: str, span: Span, type_: ActType) -> Pledge:
    """Read the details of a commitment or action off its clause ``text[span]``.

    >>> said = "His country would provide $10 million to developing countries by 2030"
    >>> found = pledge(said, Span(0, len(said)), ActType.COMMITMENT)
    >>> found.strength, found.amount, found.deadline, found.beneficiary
    (4, '$10 million', 'by 2030', 'developing countries')
    """
    words = " ".join(text[span.start : span.end].split())
    amount, deadline = _AMOUNT.search(words), _DEADLINE.search(words)
    beneficiary = _BENEFICIARY.search(words)
    return Pledge(
        strength=_strength(words, type_, amount is not None, deadline is not None),
        measure=span,
        amount=amount.group().strip(" ,.") if amount else None,
        deadline=deadline.group() if deadline else None,
        beneficiary=beneficiary.group(1) if beneficiary else None,
    )


def _strength(words: str, type_: ActType, amount: bool, deadline: bool) -> int:
    if amount and deadline and type_ is ActType.ACTION:
        return 5
    if _LAW.search(words) and type_ is ActType.ACTION:
        return 5
    if amount or deadline:
        return 4
    if type_ is ActType.COMMITMENT and _SOFT.search(words):
        return 1
    if type_ is ActType.COMMITMENT and _BOUND.search(words):
        return 2
    return 3
