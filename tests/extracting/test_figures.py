from __future__ import annotations

import pytest

from kg.extracting.figures import clock, dates, number, ordinal


@pytest.mark.parametrize(
    ("text", "value"),
    [("none", 0), ("sixty-four", 64), ("one hundred and eighteen", 118), ("2,719", 2719),
     ("a hundred", 100), ("dozens", None)],
)  # fmt: skip
def test_numbers(text, value):
    assert number(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("twelfth", 12), ("twentieth", 20), ("fifty-first", 51), ("103rd", 103), ("thirteenth", 13),
     ("twenty-fifth", 25), ("same", None)],
)  # fmt: skip
def test_ordinals(text, value):
    assert ordinal(text) == value


@pytest.mark.parametrize(
    ("text", "time"),
    [("10 a.m.", "10:00"), ("3:15 p.m.", "15:15"), ("12 p.m.", "12:00"), ("12:30 a.m.", "00:30"),
     ("at noon", "12:00"), ("10.30 a.m.", "10:30"), ("tomorrow", None)],
)  # fmt: skip
def test_clock_times(text, time):
    assert clock(text) == time


def test_impossible_dates_have_no_day():
    (found,) = dates("on 31 February 2020")
    assert found.full() is None
