"""Regular English inflection of cue phrases, done once when the lexicon is loaded.

The lexicon writes a phrase once; texts write it in the singular, the plural and, for verbs
(marked by a star), in their regular forms. Expanding costs memory instead of a lemmatiser's
time on every text.
"""

from __future__ import annotations

from collections.abc import Iterator

_VOWELS = "aeiou"
_SIBILANT = ("s", "x", "ch", "sh", "z")
_LINKS = (" of ", " in ", " for ", " to ", " on ", " against ", " with ", " between ", " at ")
_IRREGULAR = {
    "woman": "women", "man": "men", "child": "children", "person": "people", "crisis": "crises",
    "life": "lives", "drug": "drugs",
}  # fmt: skip
_SINGULAR = {plural: singular for singular, plural in _IRREGULAR.items() if singular != "person"}
_SPELLINGS = (
    ("labour", "labor"), ("defence", "defense"), ("programme", "program"), ("centre", "center"),
    ("ization", "isation"), ("ize", "ise"), ("peacekeep", "peace-keep"),
    ("peacebuild", "peace-build"), ("cooperat", "co-operat"), ("coordinat", "co-ordinat"),
    ("counter-terror", "counterterror"),
)  # fmt: skip


def plural(noun: str) -> str:
    """Return the regular plural of a noun in lower case.

    >>> plural("country"), plural("crisis"), plural("arms embargo"), plural("box")
    ('countries', 'crises', 'arms embargoes', 'boxes')
    """
    head, blank, last = noun.rpartition(" ")
    if last in _IRREGULAR:
        form = _IRREGULAR[last]
    elif last.endswith("y") and last[-2:-1] not in _VOWELS:
        form = last[:-1] + "ies"
    elif last.endswith((*_SIBILANT, "embargo", "veto")):
        form = last + "es"
    else:
        form = last + "s"
    return head + blank + form


def singular(noun: str) -> str:
    """Return the singular of a regular plural, or the noun itself.

    >>> singular("ceasefires"), singular("policies"), singular("sanctions list"), singular("crisis")
    ('ceasefire', 'policy', 'sanctions list', 'crisis')
    """
    head, blank, last = noun.rpartition(" ")
    if last in _SINGULAR:
        form = _SINGULAR[last]
    elif last.endswith("ies") and len(last) > 4:
        form = last[:-3] + "y"
    elif last.endswith(("sses", "ches", "shes", "xes")):
        form = last[:-2]
    elif last.endswith("s") and not last.endswith(("ss", "us", "is", "cs")):
        form = last[:-1]
    else:
        form = last
    return head + blank + form


def verb_forms(verb: str) -> tuple[str, ...]:
    """Return the regular forms of a verb.

    >>> verb_forms("starve")
    ('starve', 'starves', 'starved', 'starving')
    >>> verb_forms("ratify"), verb_forms("traffick")[2:]
    (('ratify', 'ratifies', 'ratified', 'ratifying'), ('trafficked', 'trafficking'))
    """
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    return verb, plural(verb), verb + "ed", verb + "ing"


def forms(cue: str) -> Iterator[str]:
    """Yield every form in which a text may write ``cue``, the written one first.

    A star follows a verb to be inflected, an exclamation mark a phrase that is not.

    >>> sorted(forms("peace talk"))
    ['peace talk', 'peace talks']
    >>> sorted(forms("end* the war"))[:3]
    ['end the war', 'ended the war', 'ending the war']
    >>> list(forms("WHO")), sorted(forms("victim of torture"))[-1]
    (['WHO'], 'victims of torture')
    >>> list(forms("Greek Cypriot"))
    ['Greek Cypriot', 'Greek Cypriots']
    """
    if cue.endswith("!"):
        yield cue[:-1]
        return
    if "*" in cue:
        before, _, after = cue.partition("*")
        head, blank, verb = before.rpartition(" ")
        for form in verb_forms(verb):
            yield head + blank + form + after
        return
    seen: set[str] = set()
    for number in _numbers(cue):
        for form in _spelled(number):
            if form not in seen:
                seen.add(form)
                yield form


def _spelled(cue: str) -> Iterator[str]:
    yield cue
    for british, american in _SPELLINGS:
        if british in cue:
            yield cue.replace(british, american)


def _numbers(cue: str) -> Iterator[str]:
    yield cue
    last = cue.rsplit(" ", 1)[-1]
    if (last.isalpha() or "-" in last) and last.islower() and len(last) > 2:
        yield cue if cue.endswith("s") and " " not in cue else plural(singular(cue))
        if " " in cue:
            yield singular(cue)
    elif last.istitle() and last.isalpha() and len(last) > 4 and not last.endswith(_SIBILANT):
        yield cue + "s"
    for link in _LINKS:
        head, found, tail = cue.partition(link)
        word = head.rsplit(" ", 1)[-1]
        if found and word.islower() and len(word) > 3 and word.isalpha():
            yield plural(singular(head)) + link + tail
            yield singular(head) + link + tail
