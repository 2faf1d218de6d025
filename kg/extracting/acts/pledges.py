"""The details of a pledge: how strong it is, how much, until when, for whom."""

from __future__ import annotations

import re

from kg.model.record import Pledge
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
    rf"{_COIN}\s?\d[\d,.]{{0,20}}{_SCALE}?"
    rf"|\b\d[\d,.]{{0,20}}{_SCALE}?(?:-| )(?:[A-Za-z]+ ){{0,2}}?{_UNIT}"
    rf"|\b{_NUMBER}{_SCALE} (?:[A-Za-z]+ )?{_UNIT}"
    rf"|\b\d[\d,.]{{0,20}}{_SCALE}\b"
)
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DEADLINE = re.compile(
    r"\b(?:by|before|until|no later than|not later than|from|starting in|beginning in|in|over|within|through|throughout)"
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


_DUE = ("by ", "before ", "until ", "no later", "not later", "within ")


def pledge(text: str, span: Span, cue: Span, rule: str) -> Pledge:
    """Read the details of a commitment or action off its clause ``text[span]``.

    The strength of a commitment is that of its cue, raised by an amount or a date. A deed done
    counts 4, one in progress 3, one in law 5.

    >>> said = "His country would provide $10 million to developing countries by 2030"
    >>> found = pledge(said, Span(0, len(said)), Span(12, 25), "own:will")
    >>> found.strength, found.amount, found.deadline, found.beneficiary
    (4, '$10 million', 'by 2030', 'developing countries')
    """
    words = " ".join(text[span.start : span.end].split())
    amount, deadline = _AMOUNT.search(words), _deadline(words, done=rule in _DEEDS)
    beneficiary = _BENEFICIARY.search(words)
    shown = text[cue.start : cue.end]
    strength = (
        _deed(words, rule, amount=amount is not None)
        if rule in _DEEDS
        else _promise(shown, rule, fixed=amount is not None or deadline is not None)
    )
    return Pledge(
        strength=strength,
        measure=span,
        amount=amount.group().strip(" ,.") if amount else None,
        deadline=deadline,
        beneficiary=beneficiary.group(1) if beneficiary else None,
    )


_DEEDS = {
    "own:past": 4, "own:perfect": 4, "own:progressive": 3, "own:present": 3, "own:policy": 3,
    "own:national": 4, "frame:vote": 4,
}  # fmt: skip


def _deadline(words: str, *, done: bool) -> str | None:
    for match in _DEADLINE.finditer(words):
        if not done or match.group().startswith(_DUE):
            return match.group()
    return None


def _deed(words: str, rule: str, *, amount: bool) -> int:
    if _LAW.search(words):
        return 5
    return max(_DEEDS[rule], 4 if amount else 0)


def _promise(shown: str, rule: str, *, fixed: bool) -> int:
    strength = 3
    if _SOFT.search(shown):
        strength = 1
    elif rule.startswith(("phrase:", "noun:")) and _BOUND.search(shown):
        strength = 2
    return max(strength, 4) if fixed and strength > 1 else strength
