"""The wordings by which coverage reports decisions: who acts, what is only recalled, by what proof."""

from __future__ import annotations

import re

HEADS = (
    "Assembly|Council|Committee|Commission|Conference|Board|Forum|Subcommittee|Meeting|Group|"
    "Congress|Bureau|Tribunal|body|organ"
)
ACTOR = re.compile(
    rf"(?:\b(?:[Tt]he|[Ii]ts|[Tt]hat) (?:(?:[A-Z\d][\w-]*|fifteen-\w+|and|on|for|of|whole|main) ){{0,6}}?"
    rf"(?P<head>{HEADS})"
    r"(?: (?:for|on|of) [^,;.]{0,120}?)?"
    r"|\b(?P<other>[Ii]t|[Tt]hey|[Dd]elegates|[Dd]elegations|(?:Council |Committee |Assembly )?[Mm]embers|"
    r"(?:Member )?States|States parties|[Pp]arties|[Rr]epresentatives))(?P<mid>(?:[ ,][^;:.]*)?)$"
)
MANNER_WORDS = (
    "also then today unanimously further first next later finally again in the this morning "
    "afternoon evening earlier acting without a an vote by consensus as went on to proceeded moved "
    "voted agreed subsequently thus which following its action day and recorded of for favour "
    "against abstaining abstention abstentions with no none votes voting roll-call separate show "
    "hands at meeting outset orally revised amended having concluded however meanwhile therefore "
    "similarly in-favour formally now accordingly one same time too both all so narrowly "
    "overwhelmingly resolution- decision- previously- paragraph paragraphs secret ballot "
    "acclamation simple majority two-thirds instead had once more likewise just"
)
MID_WORDS = frozenset(MANNER_WORDS.split())
SPOKEN = re.compile(
    r"\b(?:said|says|recalled|recalling|noted|noting|stressed|stated|underlined|pointed out|"
    r"warned|emphasized|regretted|hoped|reminded|observed|explained|added|argued|believed|told|"
    r"asked|wondered|urged|called|welcomed|welcoming|hailed|praised|lauded|voiced|expressed|"
    r"insisted|indicated|informed)\b"
)
SUBORDINATE = re.compile(
    r"\b(?:that|when|after|since|if|because|where|which|while|once|until|before|whether|should|"
    r"had|unless|ever) (?:the |its )?$",
    re.IGNORECASE,
)
PAST = re.compile(
    r"^[^;.]{0,60}?\b(?:in (?:19|20)\d\d|on \d{1,2} [A-Z][a-z]+ (?:19|20)\d\d|last (?:year|month|week|"
    r"session|autumn|spring|summer|December|[A-Z]\w+)|(?:years|months|weeks|decades) ago|yesterday|"
    r"earlier this (?:year|month|week))\b"
)
BY_TEXT = re.compile(
    r"^(?:Also |Then |Next |Further |In (?:other|further|related) (?:matters|business|action),? )?"
    r"(?:By|Through|Under|In (?=an? (?:\w+ ){0,3}(?:resolution|decision|text)\b)) ?"
    r"(?!(?:the|its|other|further) (?:terms|provisions) )(?P<what>(?:the terms of )?(?:an?|the|that|another|"
    r"its|draft|resolution|one) ?[^;]*?), the (?:[\w-]+ )*(?:Assembly|Council|Committee|Commission|Conference|"
    r"Board) (?P<verb>\w+)"
)
PASSIVE = re.compile(
    r"\b(?P<be>was|were|has(?P<never> not)? been|have been|is|being) (?:\w+ly |also |then |thus |first |today |again )*"
    r"(?P<not>not )?(?P<verb>adopted|approved|passed|rejected|defeated|carried|retained|elected|re-elected|"
    r"appointed|deferred|postponed|extended|renewed)\b"
)
PASSIVE_PROOF = re.compile(
    r"^[^.;]{0,80}?(?:\bby an? [^.;]{0,30}vote|without (?:a vote|objection)|by consensus|\bunanimous|by acclamation|"
    r"\btoday\b|as (?:orally )?(?:revised|amended|a whole)|\bby \d+ votes|votes? (?:to|in favour)|"
    r"as (?:resolution|decision|document) |\((?:resolution|decision) )|^,? (?:owing to|due to|because of|"
    r"having failed|having received|as it (?:failed|did not))"
)
INNER_MANNER = re.compile(r",? (?:unanimously|without a vote|by consensus|by a recorded vote),? ")
RELATIVE = re.compile(
    rf",? which (?:it|the (?:[\w-]+ ){{0,3}}(?:{HEADS})) (?:then |also |unanimously |later )*$"
)
TURNED_TO = re.compile(
    r"\b(?:took up|turned (?:next )?to|moved (?:on )?to|considered|had before (?:it|them)|began with) "
)
IMPERSONAL = re.compile(
    r"\b(?:[Ii]t was (?:then |also |further |thus |later )?(?:decided|agreed) that|(?:[Aa]ssembly|Council|"
    r"Committee|Commission|Conference|Board) (?:then |also |further |today )*decided"
    r"(?:,? (?:unanimously|without a vote|by consensus),?)? (?P<to>to|not to|that)) (?P<what>[^.;]+)"
)
OWN_TERMS = re.compile(
    r"^(?:Further )?(?:By|Under) (?:the|that|its|other|further|a|this) (?:\w+ )?(?:text|resolution|terms|"
    r"draft|decision|provisions)|^In the text|^Further"
)
ADOPTION = re.compile(
    r"\b(?:through|with|by|in) (?:its|the) (?:unanimous )?(?:adoption|approval)(?: today)? of\b"
)
INVERTED = re.compile(
    r"^(?:(?:Also|Then|Likewise|Similarly|Further) )?(?P<verb>[Aa]dopted|[Aa]pproved|[Rr]ejected|[Ee]lected|[Dd]eferred|[Pp]ostponed)\b"
    r"(?P<how>[^;:.()]{0,80}?)\b(?:was|were) "
)
RECORDED = re.compile(
    r"^(?:The |Therefore,? the )?(?:[Oo]ral |[Dd]raft |[Oo]perative |[Pp]reambular |[Pp]roposed |[Ss]ub-)*"
    r"(?:[Rr]esolution|[Dd]ecision|[Aa]mendment|text|motion|paragraph|proposal|[Rr]eport|recommendations?)\b"
    r"[^;]{0,160}?\b(?:was|were|has been|has not been|is) (?:\w+ly |therefore |thus |not )?(?:adopted|rejected|approved|retained)"
)
LEADING = re.compile(r"^[A-Z]\w+(?:ed|ing)\b[^;]*?, (?=(?:the|that|this|it|draft)\b)")
OPENS = re.compile(r"(?:^|^Also |[,—] ?|\bby )(?:unanimously |Unanimously |also |by consensus )?$")
ABSOLUTE = re.compile(
    rf"\b(?:with|saw) (?:the |its )?(?:[\w-]+ ){{0,5}}?(?:{HEADS}|[Mm]embers|[Dd]elegates) "
    r"(?:also |then |unanimously )*$"
)
ANY_BODY = re.compile(rf"\b(?:the|The) (?:[\w-]+ ){{0,4}}?(?:{HEADS})\b|, it \b")
MAIN_CLAUSE = re.compile(rf", (?:the|its|it) (?:[\w-]+ ){{0,4}}?(?:{HEADS})\b")
DEPENDENT = re.compile(r"\b(?:that|which|who|when|if|once|until|after) [^,]*$")
SWEEP = re.compile(
    r"\b(?:All|Both|The|These|Those|Each)\b[^.;]{0,60}?\b(?:texts|drafts|resolutions|decisions|of (?:them|"
    r"which)|documents)\b[^.;]{0,40}? (?:were|was) (?:all |each |also )?(?:adopted|approved)\b(?P<how>[^.;]*)"
)


INFINITIVES = {
    "adopt": "adopted", "approve": "approved", "pass": "passed", "reject": "rejected",
    "elect": "elected", "endorse": "endorsed", "defer": "deferred", "postpone": "postponed",
}  # fmt: skip
