from __future__ import annotations

import re

import pytest

from kg.extracting.outcomes import outcomes
from kg.model.layout import Form
from kg.model.record import Vote
from kg.reading import lay_out, read_source

MANY_WAYS = [
    (
        "Acting without a vote, the Assembly adopted a draft resolution titled “Sport as an enabler "
        "of peace” (document A/77/L.28).",
        ("adopted", "Sport as an enabler of peace", "A/77/L.28", "without-vote"),
    ),
    (
        "The Council, unanimously adopting resolution 2719 (2023), agreed to consider such requests.",
        ("adopted", "resolution 2719 (2023)", "S/RES/2719(2023)", "unanimous"),
    ),
    (
        "The Assembly elected Bahrain, Colombia and Latvia to serve two-year terms on the Council.",
        ("elected", "Bahrain, Colombia and Latvia to serve two-year terms on the Council", None,
         "unknown"),
    ),
    (
        "Also today, the Council extended the mandate of the United Nations Mission until 15 March.",
        ("renewed", "mandate of the United Nations Mission", None, "unknown"),
    ),
    (
        "The Committee postponed action on the draft decision concerning conference services.",
        ("postponed", "action on the draft decision concerning conference services", None, "unknown"),
    ),
    (
        "In other action, the Commission approved by consensus its draft agenda for the next session.",
        ("adopted", "draft agenda for the next session", None, "consensus"),
    ),
    (
        "Delegates adopted the Nassau Declaration by acclamation.",
        ("adopted", "Nassau Declaration", None, "without-vote"),
    ),
    (
        "The Council decided to extend the mandate of the Panel of Experts until 30 June by "
        "unanimously adopting resolution 1306 (2000).",
        ("adopted", "resolution 1306 (2000)", "S/RES/1306(2000)", "unanimous"),
    ),
    (
        "By a resolution on landlocked countries (document A/C.2/72/L.30), approved without a vote, "
        "the Assembly would call upon partners to help.",
        ("adopted", "resolution on landlocked countries", "A/C.2/72/L.30", "without-vote"),
    ),
    (
        "It was then agreed that the Commission will not submit any guidance to the Facility.",
        ("adopted", "decision not to submit any guidance to the Facility", None, "unknown"),
    ),
    (
        "The week-long session closed with the 54-member Council adopting a Ministerial Declaration "
        "aimed at faster recovery.",
        ("adopted", "Ministerial Declaration", None, "unknown"),
    ),
    (
        "Turning to the draft entitled “Trade for all” (document A/C.2/60/L.12), the Committee "
        "approved it without a vote.",
        ("adopted", "Trade for all", "A/C.2/60/L.12", "without-vote"),
    ),
    (
        "The Council adopted draft decision I, entitled “Report of the Commission”, contained in "
        "document E/2010/26.",
        ("adopted", "Report of the Commission", "E/2010/26", "unknown"),
    ),
    (
        "The Council renewed for one year the embargo on Ruritania through its unanimous adoption "
        "of resolution 1903 (2009).",
        ("adopted", "resolution 1903 (2009)", "S/RES/1903(2009)", "unanimous"),
    ),
    (
        "The Security Council this morning decided unanimously to extend the mandate of the "
        "Mission in Haiti until 15 October 2010.",
        ("renewed", "mandate of the Mission in Haiti", None, "unanimous"),
    ),
    (
        "The draft resolution was not adopted, owing to the negative vote of a permanent member.",
        ("rejected", "draft resolution", None, "recorded-vote"),
    ),
    (
        "Unanimously adopting resolution 1892 (2009) under Chapter VII, it authorized more police.",
        ("adopted", "resolution 1892 (2009)", "S/RES/1892(2009)", "unanimous"),
    ),
    (
        "The General Assembly today elected by secret ballot 14 States to serve for three years.",
        ("elected", "14 States to serve for three years", None, "unknown"),
    ),
    (
        "The Assembly decided, without a vote, to include an additional item on its agenda.",
        ("adopted", "decision to include an additional item on its agenda", None, "without-vote"),
    ),
    (
        "The Committee approved — by a recorded vote of 110 in favour to 2 against (Chad, Peru), with 9"
        " abstentions — a draft resolution on “Wells in dry lands”.",
        ("adopted", "Wells in dry lands", None, "recorded-vote"),
    ),
    (
        "Next, the Committee took up a text on dry wells, introduced by Peru, which it approved by a"
        " recorded vote of 110 in favour to none against, with 9 abstentions.",
        ("adopted", "text on dry wells", None, "recorded-vote"),
    ),
    (
        "The Assembly decided to defer consideration of the item to its seventy-fifth session.",
        ("postponed", "consideration of the item to its seventy-fifth session", None, "unknown"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MANY_WAYS)
def test_reads_decisions_in_many_ways_of_wording(lay, gazetteer, text, expected):
    layout = lay(text)
    found = outcomes(layout, gazetteer.mentions(layout.plain))
    assert [(one.kind, one.what, one.symbol, one.procedure) for one in found] == [expected]


VOTES = [
    (
        "By a recorded vote of 158 in favour to 2 against (Israel, United States), with one "
        "abstention (Argentina), the Assembly adopted the draft (document A/79/L.1).",
        ("adopted", Vote(158, 2, 1, (), ("ISR", "USA"), ("ARG",))),
    ),
    (
        "Adopting resolution 2334 (2016) by a vote of 14 in favour with 1 abstention (United "
        "States), the Council reiterated its demand.",
        ("adopted", Vote(14, None, 1, (), (), ("USA",))),
    ),
    (
        "The Board, by 55 votes to 3, with 4 abstentions, adopted the report of its panel.",
        ("adopted", Vote(55, 3, 4)),
    ),
    (
        "The motion was rejected by a vote of 60 against to 40 in favour, with thirty-one "
        "abstentions.",
        ("rejected", Vote(40, 60, 31)),
    ),
    (
        "The Security Council today failed to adopt a draft resolution on shipping, owing to the "
        "veto of a permanent member. The text received 10 votes in favour, 3 against (China, "
        "Russian Federation, United States) and 2 abstentions.",
        ("rejected", Vote(10, 3, 2, (), ("CHN", "RUS", "USA"))),
    ),
    (
        "The Assembly adopted the text as orally revised. The vote was 120 in favour to 2 against "
        "(Belarus, Syria), with 40 abstentions.",
        ("adopted", Vote(120, 2, 40, (), ("BLR", "SYR"))),
    ),
    (
        "The Council adopted resolution 1973 (2011) by 10 votes to none, with China, the Russian "
        "Federation and Germany abstaining.",
        ("adopted", Vote(10, 0, None, (), (), ("CHN", "RUS", "DEU"))),
    ),
    (
        "The Council took up the draft contained in document S/2018/321, which it rejected by a "
        "vote of 6 in favour to 7 against, with 2 abstentions (China, Kenya).",
        ("rejected", Vote(6, 7, 2, (), (), ("CHN", "KEN"))),
    ),
    (
        "The Assembly adopted, by a recorded vote of 130 in favour to 2 against (Israel, United "
        "States), with 3 abstentions, the draft resolution on refugees (document A/75/L.5).",
        ("adopted", Vote(130, 2, 3, (), ("ISR", "USA"))),
    ),
    (
        "Operative paragraph 5 was retained by a recorded vote of 101 in favour to 10 against, "
        "with 20 abstentions.",
        ("adopted", Vote(101, 10, 20)),
    ),
]


@pytest.mark.parametrize(("text", "expected"), VOTES)
def test_reads_votes_in_every_order(lay, gazetteer, text, expected):
    layout = lay(text)
    (one,) = outcomes(layout, gazetteer.mentions(layout.plain))
    assert (one.kind, one.vote) == expected
    assert one.procedure == "recorded-vote"


NO_OUTCOMES = [
    "The vote was taken after the representative of Kenya spoke.",
    "The representative of Kenya said the Council adopted a text that was weak.",
    "He recalled that the Assembly adopted the Declaration in 1986.",
    "The Agreement was adopted on 19 June 2023.",
    "The Council should adopt a strong resolution, he said.",
    "By the terms of that text, the Assembly decided to hold a summit in 2024.",
    "Since the Assembly adopted the Programme of Action, much has changed.",
    "The Committee is expected to adopt its report on Friday.",
    "“The Assembly adopted a shameful text,” she said.",
    "The African Union recently adopted a road map on silencing the guns.",
]


@pytest.mark.parametrize("text", NO_OUTCOMES)
def test_what_is_recalled_or_hoped_is_no_outcome(lay, gazetteer, text):
    layout = lay(text)
    assert outcomes(layout, gazetteer.mentions(layout.plain)) == ()


def test_several_texts_in_one_sentence_are_several_outcomes(lay, gazetteer):
    layout = lay(
        "Also adopted without a vote were resolutions on oceans (document A/78/L.15) and on "
        "sustainable fisheries (document A/78/L.14)."
    )
    found = outcomes(layout, gazetteer.mentions(layout.plain))
    assert [(one.what, one.symbol, one.procedure) for one in found] == [
        ("resolutions on oceans", "A/78/L.15", "without-vote"),
        ("sustainable fisheries", "A/78/L.14", "without-vote"),
    ]


def test_a_lead_and_its_detail_are_one_outcome(lay, gazetteer):
    layout = lay(
        "The Assembly today adopted a resolution on road safety.\n"
        "By a recorded vote of 90 in favour to 1 against (Ukraine), it adopted the draft resolution "
        "on road safety (document A/70/L.44)."
    )
    (one,) = outcomes(layout, gazetteer.mentions(layout.plain))
    assert (one.symbol, one.vote.in_favour, one.vote.parties_against) == (
        "A/70/L.44", 90, ("UKR",),
    )  # fmt: skip


def test_a_decision_on_the_draft_is_on_the_one_taken_up(lay, gazetteer):
    layout = lay(
        "The Committee next took up a draft resolution on mountains (document A/C.2/71/L.22). "
        "The representative of Kyrgyzstan introduced it. The Committee then approved the draft "
        "resolution without a vote."
    )
    (one,) = outcomes(layout, gazetteer.mentions(layout.plain))
    assert (one.what, one.symbol) == ("draft resolution on mountains", "A/C.2/71/L.22")


def test_one_sentence_may_state_the_procedure_of_all(lay, gazetteer):
    layout = lay(
        "The Assembly adopted a text on roads (document A/70/L.1). It also adopted a text on rails "
        "(document A/70/L.2). Both texts were adopted without a vote."
    )
    found = outcomes(layout, gazetteer.mentions(layout.plain))
    assert [one.procedure for one in found] == ["without-vote", "without-vote"]


LEADS = [
    (
        "The Security Council today failed to adopt a resolution on the war in Ruritania.\n"
        "The draft resolution, submitted by Chile (document S/2023/773), would have called for a "
        "pause.  It was rejected by a recorded vote of 12 in favour to 1 against (United States), "
        "with 2 abstentions (Russian Federation, United Kingdom).",
        ("rejected", "resolution on the war in Ruritania", "S/2023/773", 12),
    ),
    (
        "The General Assembly today adopted a resolution demanding an end to the fighting, by a "
        "recorded vote of 149 in favour to 12 against, with 19 abstentions.\n"
        "Delegates spoke at length.\n"
        "By the text “Protection of civilians” (document A/ES-10/L.34/Rev.1), the Assembly demanded "
        "that all comply.",
        ("adopted", "Protection of civilians", "A/ES-10/L.34/Rev.1", 149),
    ),
    (
        "The Security Council today adopted a resolution on piracy off Ruritania.\n"
        "Unanimously adopting resolution 2608 (2021), the Council condemned all such acts.",
        ("adopted", "resolution 2608 (2021) on piracy off Ruritania", "S/RES/2608(2021)", None),
    ),
    (
        "The Security Council today failed to adopt a draft resolution on the war, owing to a veto.\n"
        "Delegates spoke. Many spoke. More spoke. Even more spoke.\n"
        "The Council rejected the draft (document S/2024/173) by a vote of 13 in favour to 1 against "
        "(United States), with 1 abstention (United Kingdom).",
        ("rejected", "draft resolution on the war", "S/2024/173", 13),
    ),
    (
        "The Security Council today extended the mandate of the Mission in Haiti.\n"
        "Unanimously adopting resolution 1892 (2009), it authorized more police.",
        ("adopted", "resolution 1892 (2009)", "S/RES/1892(2009)", None),
    ),
]


@pytest.mark.parametrize(("text", "expected"), LEADS)
def test_a_lead_and_its_sequel_are_one_decision(lay, gazetteer, text, expected):
    layout = lay(text)
    (one,) = outcomes(layout, gazetteer.mentions(layout.plain))
    assert (one.kind, one.what, one.symbol, one.vote.in_favour) == expected


def test_the_verb_of_another_body_is_no_outcome_of_this_one(lay, gazetteer):
    layout = lay("The Council adopted a resolution on the matter, and speakers regretted it.")
    mentions = gazetteer.mentions(layout.plain)
    assert outcomes(layout, mentions, body="General Assembly") == ()
    assert len(outcomes(layout, mentions, body="Security Council")) == 1


def test_reads_the_printed_lists_of_a_verbatim_record(lay, gazetteer):
    layout = lay(
        "A recorded vote was taken.\n"
        "In favour:  Kenya, Latvia, France, Colombia\n"
        "Against:  United States\n"
        "Abstaining:  None\n"
        "Draft resolution A/79/L.64 was adopted by 4 votes to 1 (resolution 79/283).",
        Form.VERBATIM,
    )
    (one,) = outcomes(layout, gazetteer.mentions(layout.plain))
    assert one.vote == Vote(4, 1, 0, ("KEN", "LVA", "FRA", "COL"), ("USA",), ())
    assert one.symbol == "A/79/L.64"


def test_the_chair_announces_a_vote_before_the_decision(lay, gazetteer):
    layout = lay(
        "The draft resolution received 14 votes in favour, none against and 1 abstention. "
        "The draft resolution has been adopted as resolution 2509 (2020).",
        Form.VERBATIM,
    )
    (one,) = outcomes(layout, gazetteer.mentions(layout.plain))
    assert (one.what, one.vote) == ("resolution 2509 (2020)", Vote(14, 0, 1))


def test_the_chair_announces_that_a_text_has_failed(lay, gazetteer):
    layout = lay(
        "The draft resolution received 13 votes in favour, 1 against and 1 abstention. The draft "
        "resolution has not been adopted, owing to the negative vote of a permanent member.",
        Form.VERBATIM,
    )
    (one,) = outcomes(layout, gazetteer.mentions(layout.plain))
    assert (one.kind, one.vote) == ("rejected", Vote(13, 1, 1))


@pytest.mark.shared
def test_votes_in_verbatim_records_are_those_of_the_councils_own_table(shared_dir, gazetteer):
    tables = (shared_dir / "vocab" / "sc-meetings").glob("scact2020*_table_en.html")
    words = " ".join(re.sub(r"<[^>]+>", " ", path.read_text(errors="replace")) for path in tables)
    row = re.compile(r"S/RES/(\d+)\s+\((\d{4})\)\s+(\d+)-(\d+)-(\d+)")
    known = {
        f"S/RES/{found[1]}({found[2]})": tuple(int(found[at]) for at in (3, 4, 5))
        for found in row.finditer(words)
    }
    reached = {}
    for path in sorted((shared_dir / "corpus" / "verbatim").glob("S_PV.8*.txt")):
        layout = lay_out(read_source(path.read_bytes(), path.stem, str(path)))
        for one in outcomes(layout, gazetteer.mentions(layout.plain)):
            vote = one.vote
            if one.kind == "adopted":
                reached[one.symbol] = (vote.in_favour, vote.against or 0, vote.abstaining or 0)
    assert len(reached) >= 12
    assert reached == {symbol: known[symbol] for symbol in reached}


def test_a_speech_decides_nothing(lay, gazetteer):
    layout = lay("The Assembly adopted the resolution today.", Form.SPEECH)
    assert outcomes(layout, gazetteer.mentions(layout.plain)) == ()
