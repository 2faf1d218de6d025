"""From a noun phrase to the speaker whom it names."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from kg.extracting.attribution.lexicon import lexicon
from kg.extracting.attribution.people import People, cased, introduction
from kg.extracting.attribution.phrases import Naming, NounPhrase
from kg.extracting.attribution.speakers import (
    MANY_SPEAKERS,
    SECRETARIAT,
    Speaker,
    party_of_title,
    person_id,
    places,
    unknown_organization,
    unnamed_body,
)
from kg.extracting.attribution.tokens import Tokens
from kg.iris import slug
from kg.model.mentions import Mention
from kg.model.record import CHAIR, Person

_NAME_AFTER = re.compile(r"(?:,[iTN&,]{0,9})?,?H?(N(?:[NP]{0,5}N))(?=[,(]|r*[VWF])")
_HOME = re.compile(r"\(a?S\)")
_DIRECT = re.compile("[SOGCBA]'?i*[Rd]|[Rd][foy]a?[iT]*[SOGCB](?:fa?O)?$")
_OF = re.compile("R[foy]a?")
_BODY_OFFICIAL = re.compile(
    r"(?:Department|Organization|Organisation|Secretariat|Office|world body)[’']s|(?:United Nations|\bU\.?N\.?\b)"
)
# Units of the Secretariat that coverage names without saying whose they are.
_UNIT = re.compile(
    r"[Tt]he (?:(?:Deputy|Acting|Assistant) )?(?:Director|Chief|Head)\b[^,;()]{0,80}\b(?:Division|Branch|Section)\b"
)
_OWNED = re.compile("fa?O$")
_PETITIONER = "petitioner"
_PLACE_OWNED = re.compile(r"[’']s (?=[A-Z])")
# Who spoke through one delegate goes on through him: "The four members would follow the file".
_COUNTED = re.compile(
    r"[Tt]he (?:two|three|four|five|six|seven|eight|nine|ten) (?:members|countries|States|delegations)\b"
)
_INDEFINITE = re.compile(r"[Aa]n? ")
_OF_BODY = re.compile(r"[Tt]he (?P<body>[A-Z]\w+)[’']s ")
_ARTICLE = re.compile(r"^(?:the|The|an?|An?) ")
_EXPERT = re.compile(
    r"(?:(?:An?|The|Another|One|an?|the) )?(?:Committee |Country )?[Ee]xpert(?: from| of|$)"
)
_UN_OFFICER = re.compile(
    r"^(?:[Tt]he )?(?:Committee |Commission |Council |Executive )?Secretary$|Secretary (?:of|to) the"
    r"|Legal Counsel|Controller|High Representative|Relief Coordinator|(?:Military|Police) Adviser"
)
_INDEPENDENT = re.compile(r"(?:Special|Country) [Rr]apporteur")
_WITH_NAME = frozenset(
    {Naming.PRESIDING, Naming.OFFICE, Naming.SECRETARIAT, Naming.HEAD, Naming.THAT_COUNTRY}
)
_MANDATE = re.compile(r"[py]a?[iTNSCA_]{1,3}(?:[pf&]a?[iTN_]{1,3}){0,2}(?=[,VWFe]|r[VW])")
_NAMED_NEXT = re.compile(",?H?N[NP]{0,6}[,(]")
_TITLED = re.compile(r",(?:u|phu)?(a?i*K[foy]a?[iTNBScpyf&a_]{1,16}?),")
_AMOUNTS = frozenset({"more", "less", "much", "little", "enough"})
_BRACKETED = re.compile(r"\([^()]*\)")


def identify(tokens: Tokens, phrase: NounPhrase, people: People) -> tuple[Speaker, int] | None:
    """Return the speaker of a phrase and the token after all that belongs to the name.

    ``None``: the phrase names nobody who could speak.
    """
    if phrase.naming in (Naming.NAMED, Naming.ADDRESSED):
        return _person(tokens, phrase, people)
    if phrase.naming is Naming.DELEGATE and (respelled := _respelled(tokens, phrase)):
        return respelled
    speaker = _impersonal(tokens, phrase)
    named = _NAME_AFTER.match(tokens.code, phrase.end)
    if named and phrase.naming in _WITH_NAME:
        name = tokens.words(*named.span(1))
        speaker = speaker or people.find(name) or Speaker((person_id(name),))
        home = _HOME.match(tokens.code, named.end(1))
        state = tokens.mentions[home.end() - 2].ids[0] if home else speaker.home
        person = Person(cased(name), speaker.person.role)
        speaker = replace(speaker, person=person, home=state)
        if tokens.code[phrase.end] == "H":
            return speaker, named.end(1)
    return (speaker, phrase.end) if speaker else None


def _person(tokens: Tokens, phrase: NounPhrase, people: People) -> tuple[Speaker, int] | None:
    start = end = phrase.end
    while start > phrase.start and tokens.code[start - 1] in "NP":
        start -= 1
    addressed = tokens.code[start - 1 : start] == "H"
    name = tokens.words(start, end)
    made = introduction(tokens, start, end)
    known = people.find(name)
    if known and (
        made is None or addressed or len((known.person.name or "").split()) > end - start
    ):
        return known, made.end if made else end
    if made:
        return made.speaker, made.end
    if phrase.naming is Naming.ADDRESSED and tokens.code[phrase.start] != "H":
        return None
    return Speaker((person_id(name),), Person(cased(name))), end


def _impersonal(tokens: Tokens, phrase: NounPhrase) -> Speaker | None:
    text = tokens.words(phrase.start, phrase.end)
    if _EXPERT.match(text):
        sent = [i for i in range(phrase.start, phrase.end) if tokens.code[i] == "O"]
        sender = tokens.mentions[sent[0]].ids[0] if sent else None
        return Speaker((sender,), Person(role=_role(text))) if sender else MANY_SPEAKERS
    found = [tokens.mentions[i] for i in range(phrase.start, phrase.end) if i in tokens.mentions]
    return _BY_NAMING[phrase.naming](tokens, phrase, found)


def _collective(tokens: Tokens, phrase: NounPhrase, _: list[Mention]) -> Speaker | None:
    code = tokens.code
    single = code[phrase.end - 1] in "MR" and code[phrase.start] == "a"
    definite = single and tokens.word(phrase.start).lower() == "the"
    if code[phrase.start : phrase.end] == "m" and tokens.word(phrase.start).lower() in _AMOUNTS:
        return None
    opens = phrase.start == 0 and phrase.end == 2 and code[1] in "cQ"
    if code[phrase.start] == "N" and tokens.word(phrase.start) != "Those" and not opens:
        return None
    if _COUNTED.match(tokens.words(phrase.start, phrase.end)):
        return None
    return None if definite or code[phrase.end - 1] == "M" else MANY_SPEAKERS


def _presiding(tokens: Tokens, phrase: NounPhrase, _: list[Mention]) -> Speaker | None:
    text = tokens.words(phrase.start, phrase.end)
    if _INDEPENDENT.search(text):
        return _mandate_holder(tokens, phrase, text)
    if "K" not in tokens.code[phrase.start : phrase.end] and "resident" not in text.lower():
        officer = _UN_OFFICER.search(text)
        if officer is None:
            owner = _owner(tokens, phrase)
            known = Speaker((owner,), Person(role=_role(text))) if owner else None
            return known or _private(tokens, phrase, text)
        return Speaker((SECRETARIAT,), Person(role=_role(text)))
    return Speaker((CHAIR,), Person(role=_role(text)))


def _private(tokens: Tokens, phrase: NounPhrase, text: str) -> Speaker | None:
    """Name somebody who speaks for no body by what he is: "a journalist told the Council"."""
    office = tokens.word(tokens.code.index("M", phrase.start))
    if not _INDEFINITE.match(text) or not lexicon().is_kind(office, "private"):
        return None
    return Speaker(("person:" + slug(office),), Person(role=_role(text)))


def _mandate_holder(tokens: Tokens, phrase: NounPhrase, text: str) -> Speaker | None:
    """Name an expert by the mandate: "the Special Rapporteur on torture"."""
    mandate = _MANDATE.match(tokens.code, phrase.end)
    end = mandate.end() if mandate else phrase.end
    if _NAMED_NEXT.match(tokens.code, end) or (mandate is None and tokens.code[end] not in "VW"):
        return None
    role = _role(tokens.words(phrase.start, mandate.end()) if mandate else text)
    return Speaker(("person:" + slug(role),), Person(role=role))


def _secretariat(tokens: Tokens, phrase: NounPhrase, found: list[Mention]) -> Speaker | None:
    outside = phrase.naming is Naming.OFFICIAL and not found
    if outside and (owner := _owner(tokens, phrase)):
        return Speaker((owner,), Person(role=_role(tokens.words(phrase.start, phrase.end))))
    if outside and not _BODY_OFFICIAL.search(tokens.words(phrase.start, phrase.end)):
        return None
    party, capacity = party_of_title(tokens, phrase.start, phrase.end)
    role = _role(tokens.words(phrase.start, phrase.end))
    party = None if outside else party
    return Speaker((party or SECRETARIAT,), Person(role=role), capacity)


def _owner(tokens: Tokens, phrase: NounPhrase) -> str | None:
    """Return the organization that "the Court's prosecutor" means, if the sentence names it before."""
    owned = _OF_BODY.match(tokens.words(phrase.start, phrase.end))
    if owned is None:
        return None
    for at, mention in tokens.mentions.items():
        name = tokens.text[mention.span.start : mention.span.end]
        if tokens.code[at] == "O" and at < phrase.start and name.endswith(" " + owned["body"]):
            return mention.ids[0]
    return None


def _that_country(tokens: Tokens, phrase: NounPhrase, _: list[Mention]) -> Speaker | None:
    if tokens.code[phrase.end - 1] != "d":
        return Speaker((), Person(role=tokens.word(phrase.end - 1)))
    office = tokens.code.index("M", phrase.start)
    return Speaker((), Person(role=_role(tokens.words(phrase.start, office + 1))))


def _bare(_: Tokens, __: NounPhrase, found: list[Mention]) -> Speaker | None:
    return Speaker((found[0].ids[0],)) if found else None


def _office(tokens: Tokens, phrase: NounPhrase, found: list[Mention]) -> Speaker | None:
    text = tokens.words(phrase.start, phrase.end)
    party, capacity = party_of_title(tokens, phrase.start, phrase.end)
    if party is None and phrase.naming is Naming.HEAD:
        inside = _UNIT.match(text)
        known = unknown_organization(text, places(tokens, phrase.start, phrase.end))
        party = SECRETARIAT if inside and not found else known
    return Speaker((party,), Person(role=_role(text)), capacity) if party else None


def _delegation(tokens: Tokens, phrase: NounPhrase, found: list[Mention]) -> Speaker | None:
    text = tokens.words(phrase.start, phrase.end)
    if "d" in tokens.code[phrase.start : phrase.end] and "delegation" not in text:
        return None
    role = _role_noun(tokens, phrase).lower()
    if role == _PETITIONER:
        return _petitioner(tokens, phrase)
    capacity = "observer" if role.startswith("observer") or "Observer" in text else None
    if phrase.naming is Naming.DELEGATE and (chair := _in_the_chair(tokens, phrase, found)):
        return chair
    if found and (phrase.naming is Naming.DELEGATES or _is_direct(tokens, phrase)):
        chosen = _listed(tokens, phrase) if phrase.naming is Naming.DELEGATES else found[:1]
        ids = tuple(dict.fromkeys(m.ids[0] for m in chosen if m.kind != "body"))
        return Speaker(ids, Person(role=role), capacity) if ids else None
    place = _OF.search(tokens.code, phrase.start, phrase.end)
    if place is None:
        return None
    owned = _OWNED.search(tokens.code[place.end() : phrase.end])
    end = place.end() + owned.start() if owned else phrase.end
    named = tokens.words(place.end(), end)
    party = unknown_organization("of " + named) or unnamed_body(named)
    return Speaker((party,), Person(role=role), capacity) if party else None


def _petitioner(tokens: Tokens, phrase: NounPhrase) -> Speaker:
    """Name a petitioner, who speaks for no State, by the organization or else by the place."""
    text = _role(tokens.words(phrase.start, phrase.end))
    owner = _PLACE_OWNED.search(text)
    party = unknown_organization("of " + text[owner.end() :]) if owner else None
    if party is None and not _is_direct(tokens, phrase):
        party = unknown_organization(text, places(tokens, phrase.start, phrase.end))
    return Speaker((party or "person:" + slug(text),), Person(role=_PETITIONER))


def _listed(tokens: Tokens, phrase: NounPhrase) -> list[Mention]:
    """Return the parties of a list, without those in brackets for whom one of them speaks."""
    hidden = {
        at
        for match in _BRACKETED.finditer(tokens.code, phrase.start, phrase.end)
        for at in range(*match.span())
    }
    places = range(phrase.start, phrase.end)
    return [tokens.mentions[i] for i in places if i in tokens.mentions and i not in hidden]


def _in_the_chair(tokens: Tokens, phrase: NounPhrase, found: list[Mention]) -> Speaker | None:
    """Read "the representative of X, Chair of the Working Group on Y," as the one who presides."""
    titled = _TITLED.match(tokens.code, phrase.end)
    if titled is None or not found or found[0].kind == "body":
        return None
    party, _ = party_of_title(tokens, *titled.span(1))
    if party != CHAIR:
        return None
    role = Person(role=_role(tokens.words(*titled.span(1))))
    return Speaker((CHAIR,), role, None, found[0].ids[0])


_BY_NAMING: dict[Naming, Callable[[Tokens, NounPhrase, list[Mention]], Speaker | None]] = {
    Naming.COLLECTIVE: _collective,
    Naming.PRESIDING: _presiding,
    Naming.SECRETARIAT: _secretariat,
    Naming.OFFICIAL: _secretariat,
    Naming.THAT_COUNTRY: _that_country,
    Naming.BARE: _bare,
    Naming.OFFICE: _office,
    Naming.HEAD: _office,
    Naming.DELEGATE: _delegation,
    Naming.DELEGATES: _delegation,
}


def _respelled(tokens: Tokens, phrase: NounPhrase) -> tuple[Speaker, int] | None:
    """Resolve "the representative of X" where only another spelling of X is registered."""
    place = _OF.search(tokens.code, phrase.start, phrase.end)
    petitions = _role_noun(tokens, phrase).lower() == _PETITIONER
    if place is None or _is_direct(tokens, phrase) or petitions:
        return None
    first = place.end()
    found = tokens.resolver.find(tokens.words(first, min(first + 10, len(tokens.code))))
    if found is None:
        return None
    person = Person(role=_role_noun(tokens, phrase).lower())
    return Speaker((found[0],), person), max(phrase.end, first + found[1])


def _is_direct(tokens: Tokens, phrase: NounPhrase) -> bool:
    """Whether a registered name stands right where the party is named."""
    return bool(_DIRECT.search(tokens.code[phrase.start : phrase.end]))


def _role_noun(tokens: Tokens, phrase: NounPhrase) -> str:
    for i in range(phrase.start, phrase.end):
        if tokens.code[i] in "RQd":
            word = tokens.word(i)
            return word.removesuffix("s") if tokens.code[i] == "Q" else word
    return ""


def _role(text: str) -> str:
    return _ARTICLE.sub("", text)
