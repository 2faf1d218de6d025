"""Where one sentence reports that the body decided something, and on what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from kg import resources
from kg.extracting.symbols import numbered, printed
from kg.extracting.titles import title_before
from kg.model.layout import Form, Layout
from kg.model.record import Vote
from kg.model.source import Span

_HEADS = (
    "Assembly|Council|Committee|Commission|Conference|Board|Forum|Subcommittee|Meeting|Group|"
    "Congress|Bureau|Tribunal|body|organ"
)
_ACTOR = re.compile(
    rf"(?:\b(?:[Tt]he|[Ii]ts|[Tt]hat) (?:(?:[A-Z\d][\w-]*|fifteen-\w+|and|on|for|of|whole|main) ){{0,6}}?"
    rf"(?P<head>{_HEADS})"
    r"(?: (?:for|on|of) [^,;.]{0,120}?)?"
    r"|\b(?P<other>[Ii]t|[Tt]hey|[Dd]elegates|[Dd]elegations|(?:Council |Committee |Assembly )?[Mm]embers|"
    r"(?:Member )?States|States parties|[Pp]arties|[Rr]epresentatives))(?P<mid>(?:[ ,][^;:.]*)?)$"
)
_MID_WORDS = frozenset(
    "also then today unanimously further first next later finally again in the this morning "
    "afternoon evening earlier acting without a an vote by consensus as went on to proceeded moved "
    "voted agreed subsequently thus which following its action day and recorded of for favour "
    "against abstaining abstention abstentions with no none votes voting roll-call separate show "
    "hands at meeting outset orally revised amended having concluded however meanwhile therefore "
    "similarly in-favour formally now accordingly one same time too both all so narrowly "
    "overwhelmingly resolution- decision- previously- paragraph paragraphs secret ballot "
    "acclamation simple majority two-thirds instead had once more likewise just".split()
)
_SPOKEN = re.compile(
    r"\b(?:said|says|recalled|recalling|noted|noting|stressed|stated|underlined|pointed out|"
    r"warned|emphasized|regretted|hoped|reminded|observed|explained|added|argued|believed|told|"
    r"asked|wondered|urged|called|welcomed|welcoming|hailed|praised|lauded|voiced|expressed|"
    r"insisted|indicated|informed)\b"
)
_SUBORDINATE = re.compile(
    r"\b(?:that|when|after|since|if|because|where|which|while|once|until|before|whether|should|"
    r"had|unless|ever) (?:the |its )?$"
)
_PAST = re.compile(
    r"^[^;.]{0,60}?\b(?:in (?:19|20)\d\d|on \d{1,2} [A-Z][a-z]+ (?:19|20)\d\d|last (?:year|month|week|"
    r"session|autumn|spring|summer|December|[A-Z]\w+)|(?:years|months|weeks|decades) ago|yesterday|"
    r"earlier this (?:year|month|week))\b"
)
_BY_TEXT = re.compile(
    r"^(?:Also |Then |Next |Further |In (?:other|further|related) (?:matters|business|action),? )?"
    r"By (?!(?:the|its|other|further) (?:terms|provisions) )(?P<what>(?:the terms of )?(?:an?|the|that|another|"
    r"its|draft|resolution|one) ?[^;]*?), the (?:[\w-]+ )*(?:Assembly|Council|Committee|Commission|Conference|"
    r"Board) (?P<verb>\w+)"
)
_PASSIVE = re.compile(
    r"\b(?P<be>was|were|has been|have been|is|being) (?:\w+ly |also |then |thus |first |today |again )*"
    r"(?P<not>not )?(?P<verb>adopted|approved|passed|rejected|defeated|carried|retained|elected|re-elected|"
    r"appointed|deferred|postponed|extended|renewed)\b"
)
_PASSIVE_PROOF = re.compile(
    r"^[^.;]{0,80}?(?:\bby an? [^.;]{0,30}vote|without a vote|by consensus|\bunanimous|by acclamation|"
    r"\btoday\b|as (?:orally )?(?:revised|amended|a whole)|\bby \d+ votes|votes? (?:to|in favour)|"
    r"as (?:resolution|decision|document) |\((?:resolution|decision) )"
)
_IMPERSONAL = re.compile(
    r"\b(?:[Ii]t was (?:then |also |further |thus |later )?(?:decided|agreed) that|(?:[Aa]ssembly|Council|"
    r"Committee|Commission|Conference|Board) (?:then |also |further |today )*decided (?P<to>to|not to|that))"
    r" (?P<what>[^.;]+)"
)
_PLURAL = re.compile(
    r"^(?:the |a total of |some |nearly |all )?(?:[\w-]+ ){0,2}?(?:several|many|two|three|four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve|\d+|both|all|its|these|those|a series of|various|a number of|[\w-]+teen|"
    r"twenty[\w-]*|thirty[\w-]*) (?:[\w-]+ ){0,4}?"
    r"(?:resolutions|decisions|texts|drafts|amendments|measures|items|recommendations|documents)\b",
    re.IGNORECASE,
)
_INCLUDING_ONE = re.compile(r"\bincluding one (?P<what>[a-z]+ing [^.;]+)|\bincluding (?P<of>a [^.;,]+)")
_END = re.compile(
    r",? (?:by (?:an? )?(?:\w+ )*vote|by consensus|without a vote|unanimously|as orally|as amended|as a "
    r"whole|with \d|with no |which|while|who|where|whose|whereby|thereby|aimed at|calling|urging|requesting|"
    r"deciding|demanding|backing|for submission|that (?:would|will|replaces|sets|calls|urges|decides|reaffirms)"
    r"|introduced|submitted|sponsored|tabled|by acclamation|owing to|due to|after|following|today|for "
    r"(?:a|an) (?:further|additional|period)|until|through \d|from \d|by \d+ votes|by a|but|so that|and "
    r"(?:adopted|approved|elected|decided|took|heard|also|then)|in order to|prior to|before|whose|despite)\b"
    r"|[;“”]| ?\((?:documents?|see|A/|S/|E/)|, (?=(?:the|and|as|with|in|on|at|having|to|including|it|he|she)\b)"
    r"|[.,]?$| — "
)
_PRONOUN = re.compile(r"^(?:it|them|this|that|these|those|itself)\b", re.IGNORECASE)
_MANNER = re.compile(
    r"^[,) ]*(?:(?:by consensus|without a vote|unanimously|by acclamation|as orally (?:revised|"
    r"amended)|today|also|on (?:\w+day)),? )*(?:and (?=on |the ))?"
)
_INVERTED = re.compile(
    r"^(?:(?:Also|Then|Likewise|Similarly|Further) )?(?P<verb>[Aa]dopted|[Aa]pproved|[Rr]ejected|[Ee]lected|[Dd]eferred|[Pp]ostponed)\b"
    r"(?P<how>[^;:.()]{0,80}?)\b(?:was|were) "
)
_RECORDED = re.compile(
    r"^(?:The |Therefore,? the )?(?:[Oo]ral |[Dd]raft |[Oo]perative |[Pp]reambular |[Pp]roposed |[Ss]ub-)*"
    r"(?:[Rr]esolution|[Dd]ecision|[Aa]mendment|text|motion|paragraph|proposal|[Rr]eport|recommendations?)\b"
    r"[^.;]{0,160}?\b(?:was|were|has been|is) (?:\w+ly |therefore |thus |not )?(?:adopted|rejected|approved|retained)"
)
_SWEEP = re.compile(
    r"\b(?:All|Both|The|These|Those|Each)\b[^.;]{0,60}?\b(?:texts|drafts|resolutions|decisions|of (?:them|"
    r"which)|documents)\b[^.;]{0,40}? (?:were|was) (?:all |each |also )?(?:adopted|approved)\b(?P<how>[^.;]*)"
)


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision in a sentence: what on, and the clause whose vote and manner are its own."""

    kind: str
    what: str
    clause: Span
    symbol: str | None = None


@dataclass(frozen=True, slots=True)
class _Verb:
    kind: str
    needs: re.Pattern[str] | None

    def takes(self, rest: str) -> bool:
        """Whether the words after the verb name what it can act on."""
        return self.needs is None or self.needs.search(rest[:160]) is not None


@cache
def _verbs() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, _Verb]]:
    past, participles, verbs = [], [], {}
    for row in resources.rows("ontology/lexicons/outcome-verbs.tsv"):
        verb = _Verb(row["kind"], re.compile(row["object"], re.IGNORECASE) if row["object"] else None)
        for form, group in ((row["past"], past), (row["participle"], participles)):
            if form:
                group.append(form)
                verbs[form] = verb
    past.sort(key=len, reverse=True)
    infinitives = ["adopt", "approve", "pass", "reject", "elect", "endorse", "defer", "postpone"]
    for form in infinitives:
        verbs[form] = verbs[form + ("ed" if not form.endswith("e") else "d")] if form != "defer" else verbs["deferred"]
    went = rf"(?:went on|proceeded|moved|voted|agreed) to (?:{'|'.join(infinitives)})"
    return (
        re.compile(rf"\b(?:{went}|{'|'.join(past)})\b"),
        re.compile(rf"\b(?:{'|'.join(participles)})\b", re.IGNORECASE),
        verbs,
    )


def decisions(layout: Layout, span: Span, body: str | None = None) -> list[Decision]:
    """Return the decisions that the sentence at ``span`` reports."""
    text = layout.plain
    masked = _masked(text[span.start : span.end])
    found: list[Decision] = []
    if layout.form is Form.COVERAGE:
        found.extend(_by_text(text, span, masked))
        if not found:
            found.extend(_active(text, span, masked, body))
            found.extend(_participial(text, span, masked, found))
        if not found:
            found.extend(_inverted(text, span, masked))
    if not found:
        if layout.form is Form.COVERAGE or _RECORDED.match(masked):
            found.extend(_passive(text, span, masked))
    if not found and layout.form is Form.COVERAGE:
        found.extend(_impersonal(text, span, masked))
    return _settled(found, span)


def _masked(sentence: str) -> str:
    """Return the sentence with its quotations blanked, at the same length."""
    blank = re.sub(r"“[^”]*(?:”|$)", lambda m: "“" + "_" * (len(m[0]) - 2) + "”", sentence)
    return blank.replace("\u00a0", " ")


def _by_text(text: str, span: Span, masked: str) -> Iterator[Decision]:
    match = _BY_TEXT.match(masked)
    if not match:
        return
    pending = match["verb"] in ("would", "will")
    if pending and not re.search(r"\b(?:adopted|approved)\b", match["what"]):
        return
    whole = Span(span.start + match.start("what"), span.start + match.end("what"))
    for what, symbol in _objects(text, whole):
        if symbol or "“" in match["what"]:
            yield Decision("adopted", what, span, symbol)


def _active(text: str, span: Span, masked: str, body: str | None) -> Iterator[Decision]:
    pattern, _, verbs = _verbs()
    after = 0
    for match in pattern.finditer(masked):
        form = match[0] if match[0] in verbs else match[0].split()[-1]
        if match.start() < after or not _acts(masked[: match.start()], body):
            continue
        rest = masked[match.end() :]
        verb = verbs[form]
        if _PAST.match(rest) or not verb.takes(rest):
            continue
        start = span.start + match.end()
        stop = _next_verb(masked, match.end(), pattern)
        clause = Span(span.start + after, span.start + stop)
        after = stop if stop < len(masked) else match.end()
        place = Span(start, span.start + stop)
        objects = _described(text, place) if verb.kind == "renewed" else _objects(text, place)
        for what, symbol in objects:
            yield Decision(verb.kind, what, clause, symbol)


def _acts(left: str, body: str | None) -> bool:
    """Whether the body itself is the subject of a verb whose left context is ``left``."""
    flat = re.sub(r"\([^()]*\)|,? ?\b[Bb]y a[n ]? ?[^;]*?\bvotes? of [^;]*?(?:abstentions?|abstaining|against|favour)"
                  r"(?: \([^()]*\))?,?", " ", left)  # fmt: skip
    match = _ACTOR.search(flat)
    if not match:
        return False
    before = flat[: match.start()]
    if _SUBORDINATE.search(before) or _SPOKEN.search(before):
        return False
    if match["head"] and body and match["head"].lower() not in body.lower().split():
        return False
    mid = re.findall(r"[\w-]+", match["mid"].lower())
    return all(word in _MID_WORDS or word.isdigit() for word in mid)


def _next_verb(masked: str, start: int, pattern: re.Pattern[str]) -> int:
    """Return where the clause of a decision ends: before "and rejected …", or at the end."""
    match = re.compile(rf",? (?:and|but|while|as well as) (?:it )?(?:also |then |unanimously |later )*(?={pattern.pattern})").search(masked, start)
    return match.start() if match else len(masked)


def _participial(
    text: str, span: Span, masked: str, found: list[Decision]
) -> Iterator[Decision]:
    _, pattern, verbs = _verbs()
    for match in pattern.finditer(masked):
        left = masked[: match.start()]
        verb = verbs[match[0].lower()]
        opens = re.search(r"(?:^|^Also |[,—] ?|\bby )(?:unanimously |Unanimously |also |by consensus )?$", left)
        absolute = re.search(
            rf"\b(?:with|saw) (?:the |its )?(?:[\w-]+ ){{0,5}}?(?:{_HEADS}|[Mm]embers|[Dd]elegates) "
            r"(?:also |then |unanimously )*$", left,
        )  # fmt: skip
        acted = re.search(rf"\b(?:the|The) (?:[\w-]+ ){{0,4}}?(?:{_HEADS})\b", masked)
        if not (absolute or (opens and acted and not _SPOKEN.search(left))):
            continue
        rest = masked[match.end() :]
        pronoun = bool(_PRONOUN.match(rest.strip()))
        if _PAST.match(rest) or not (pronoun or verb.takes(rest)):
            continue
        stop = re.search(rf", (?:the|its|it) (?:[\w-]+ ){{0,4}}?(?:{_HEADS})\b", rest) if not left.strip() else None
        end = span.start + match.end() + (stop.start() if stop else len(rest))
        place = Span(span.start + match.end(), end)
        if pronoun:
            place = Span(span.start, span.start + match.start())
        for what, symbol in _objects(text, place):
            yield Decision(verb.kind, what, span, symbol)


def _inverted(text: str, span: Span, masked: str) -> Iterator[Decision]:
    """Yield "Also adopted without a vote were resolutions on … and …"."""
    match = _INVERTED.match(masked)
    if match:
        kind = _verbs()[2][match["verb"].lower()].kind
        for what, symbol in _objects(text, Span(span.start + match.end(), span.end)):
            yield Decision(kind, what, span, symbol)


def _passive(text: str, span: Span, masked: str) -> Iterator[Decision]:
    after = 0
    for match in _PASSIVE.finditer(masked):
        left, rest = masked[after : match.start()], masked[match.end() :]
        if _SPOKEN.search(left) or _PAST.match(rest) or not _PASSIVE_PROOF.match(rest):
            continue
        if re.search(r"\b(?:that|which|who|when|if|once|until|after) [^,]*$", left) and not left.startswith("That "):
            continue
        kind = _passive_kind(match)
        subject = Span(span.start + after, span.start + match.start())
        objects = _objects(text, subject) or [(_cut(text[subject.start : subject.end]), None)]
        numbers = [one for one in numbered(text, span.start + match.end(), span.end)]
        for what, symbol in objects:
            if what and not _PRONOUN.match(what) and not _PLURAL.match(what):
                if numbers and not symbol and re.search(r"\bas $", text[subject.end : numbers[0].span.start]):
                    what = numbers[0].name
                own = symbol or (numbers[0].symbol if numbers and len(objects) == 1 else None)
                yield Decision(kind, what, span, own)
        after = match.end()


def _passive_kind(match: re.Match[str]) -> str:
    kinds = {"rejected": "rejected", "defeated": "rejected", "elected": "elected",
             "re-elected": "elected", "appointed": "elected", "deferred": "postponed",
             "postponed": "postponed", "extended": "renewed", "renewed": "renewed"}  # fmt: skip
    return "rejected" if match["not"] else kinds.get(match["verb"], "adopted")


def _impersonal(text: str, span: Span, masked: str) -> Iterator[Decision]:
    match = _IMPERSONAL.search(masked)
    if not match or _SPOKEN.search(masked[: match.start()]) or _SUBORDINATE.search(masked[: match.start()]):
        return
    if masked.startswith(("By ", "Under ", "In the text", "Further")) or "would" in masked[: match.start()]:
        return
    what = " ".join(text[span.start + match.start("what") : span.start + match.end("what")].split())
    denied = re.match(rf"(?:the )?(?:[\w-]+ )*?(?:{_HEADS}) (?:will|would|shall) (?P<not>not )?", what)
    if denied:
        what = f"decision {'not ' if denied['not'] else ''}to {what[denied.end():]}"
    else:
        what = f"decision {match['to'] or 'that'} {what}"
    yield Decision("adopted", what.strip(), span)


def _objects(text: str, span: Span) -> list[tuple[str, str | None]]:
    """Return the texts named in the object of a decision, by symbol, number or description."""
    found: list[tuple[str, str | None]] = []
    floor = span.start
    numbers = [one for one in numbered(text, span.start, span.end)]
    for symbol, place in printed(text, span.start, span.end):
        if any(place.within(one.span) for one in numbers) or "/PV." in symbol or "/SR." in symbol:
            continue
        opening = text.rfind("(", floor, place.start)
        title = title_before(text, floor, opening if opening >= 0 else place.start)
        name = title.name if title else _cut(text[floor : opening if opening >= 0 else place.start])
        found.append((name or symbol, symbol))
        floor = place.end + (text[place.end : place.end + 1] == ")")
    if found:
        return found
    if numbers:
        return [(one.name, one.symbol) for one in numbers]
    return _described(text, span)


def _described(text: str, span: Span) -> list[tuple[str, str | None]]:
    words = " ".join(text[span.start : span.end].split())
    if _PLURAL.match(words):
        one = _INCLUDING_ONE.search(words)
        if not one:
            return []
        what = f"resolution {one['what']}" if one["what"] else one["of"]
        return [(_cut(what), None)]
    quoted = re.match(r"(?:an?|the|its) (?:[\w’-]+ ){0,6}?(?:titled |entitled |on |called )?(?:the )?“(?P<t>[^”]{6,})[,.]?”", words)
    name = quoted["t"].strip(" ,.") if quoted else _cut(words)
    return [(name, None)] if name and not _PRONOUN.match(name) else []


def _cut(words: str) -> str:
    """Return the noun phrase that ``words`` begin with.

    >>> _cut("a Political Declaration aimed at generating momentum")
    'Political Declaration'
    >>> _cut("the appointment of Ann Example as head of the Fund for a further two-year term")
    'appointment of Ann Example as head of the Fund'
    """
    flat = " ".join(words.split()).strip(" ,")
    flat = _MANNER.sub("", flat)
    flat = re.sub(r"^(?:and (?:on )?|on )?(?:the|an?|its|that|this|two|on) ", "", flat, flags=re.I)
    match = _END.search(flat)
    return flat[: match.start()].strip(" ,.") if match else flat.strip(" ,.")


def _settled(found: list[Decision], span: Span) -> list[Decision]:
    """Drop doubles; a mandate renewed by the resolution adopted in the same sentence is one."""
    if any(one.kind == "adopted" for one in found):
        found = [one for one in found if one.kind != "renewed"]
    kept: list[Decision] = []
    for one in found:
        if not any(one.kind == other.kind and one.what == other.what and one.symbol == other.symbol for other in kept):
            kept.append(one)
    if len(kept) == 1:
        return [replace(kept[0], clause=span)]
    return kept


def procedure(text: str, vote: Vote, known: str = "unknown") -> str:
    """Return how a decision was taken, from the words of its clause.

    >>> procedure("Acting without a vote, the Assembly adopted the text", Vote())
    'without-vote'
    >>> procedure("adopted the text by 9 votes to 1", Vote(9, 1))
    'recorded-vote'
    """
    lowered = text.lower()
    if re.search(r"\bunanimous", lowered):
        return "unanimous"
    if vote.in_favour is not None or re.search(r"\brecorded vote|roll-call|\bveto", lowered):
        return "recorded-vote"
    if re.search(r"\bwithout (?:a|being put to a) vote|by acclamation", lowered):
        return "without-vote"
    return "consensus" if re.search(r"\bby consensus\b", lowered) else known


def sweeping(text: str) -> str | None:
    """Return the procedure that a sentence states of all texts before it.

    >>> sweeping("Both texts were adopted without a vote.")
    'without-vote'
    """
    match = _SWEEP.search(text)
    found = procedure(match["how"], Vote()) if match else "unknown"
    return found if found in ("without-vote", "consensus", "unanimous") else None
