"""The calendar section, schedules, dates, and the times in scene headings."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kizuna.diagnostics import NOWHERE, Sink
from kizuna.pack.tree import Map, Node, Scalar
from kizuna.pack.yaml import parse_yaml
from kizuna.world.calendar import Calendar
from kizuna.world.calendar_section import build_calendar, schedule
from kizuna.world.dates import KNOWN_FORMS, read_clock, read_day, read_moment, read_scene_time
from kizuna.world.model import Schedule
from kizuna.world.scope_of import calendar_choices

HOUR = 3_600_000


def node(text: str) -> Node:
    """The tree of a few lines."""
    sink = Sink()
    found = parse_yaml(dedent(text), "c.yaml", sink)
    assert found is not None
    return found


def told(sink: Sink) -> list[str]:
    """Place, code and message of each finding."""
    return [f"{d.spans[0].line}:{d.spans[0].column} {d.code} {d.message}" for d in sink]


def started() -> Calendar:
    """The usual calendar, begun in year 12 on the first of April at six."""
    return build_calendar(node("start: year 12, April 1, 06:00"), Sink())


def test_a_pack_without_a_calendar_has_the_usual_one() -> None:
    assert build_calendar(None, Sink()) == Calendar()


def test_the_start_of_the_calendar_is_moment_zero() -> None:
    assert started().text(0) == "year 12, April 1, 06:00"


def test_a_calendar_of_ones_own() -> None:
    sink = Sink()
    made = build_calendar(node("""
        day: 20 h
        week: [Ash, Oak]
        months: {Sow: 10, Reap: 12}
        seasons: {dry: Reap 1, wet: Sow 1}
        parts: {light: 04:00, dark: 15:00}
        start: year 3, Reap 2, light
    """), sink)
    assert told(sink) == []
    assert made.day == 20 * HOUR
    assert made.week == ("Ash", "Oak")
    assert made.seasons == (("wet", 0), ("dry", 10))
    assert made.parts == (("light", 4 * HOUR), ("dark", 15 * HOUR))
    assert made.text(0) == "year 3, Reap 2, 04:00"


def test_seasons_and_parts_that_are_left_out_are_scaled_to_the_day_and_year() -> None:
    made = build_calendar(node("{day: 12 h, months: {Only: 73}}"), Sink())
    assert dict(made.parts)["dusk"] == 9 * HOUR
    assert dict(made.seasons)["summer"] == 151 * 73 // 365


@pytest.mark.parametrize(("text", "expected"), [
    ("weeks: [a]", "1:1 K101 unknown key 'weeks'"),
    ("[a]", "1:1 K102 the calendar has to be a map"),
    ("day: [1 h]", "1:6 K102 day of the calendar needs one value"),
    ("day: 4 m", "1:6 K205 '4 m' is no span of time"),
    ("day: 1 s", "1:6 K109 a day of '1 s' is not between 1 min and 11574 days"),
    ("week: []", "1:7 K102 week needs between 1 and 400 names, not 0"),
    ("week: [Ash, ash]", "1:13 K104 'ash' stands twice in week"),
    ("week: [a b]", "1:8 K105 'a b' cannot name one of the week"),
    ("months: {May: 0}", "1:15 K109 May has '0' days"),
    ("months: {May: [3]}", "1:15 K102 'May' needs one value"),
    ("seasons: {wet: April 31}", "1:16 K108 'April 31' is no day of the calendar"),
    ("seasons: {wet: May 1, dry: 1 May}", "1:23 K108 'dry' begins when 'wet' does"),
    ("parts: {night: 24:00}", "1:16 K108 '24:00' is no time of day"),
    ("start: year 1, Juni 1", "1:8 K108 'year 1, Juni 1' is no moment of this calendar"),
])
def test_what_is_wrong_in_a_calendar_is_told_with_its_place(text: str, expected: str) -> None:
    sink = Sink()
    build_calendar(node(text), sink)
    assert told(sink) == [expected]


@pytest.mark.parametrize(("text", "week", "months", "parts"), [
    ("{week: [Ash, Be ta, ash], months: {Old: 3, Nu: x}}", "Ash Be ta", "Old Nu", ""),
    ("{week: {Ash: 1, Bet: 2}, months: [Old, Nu]}", "Ash Bet", "Old Nu", ""),
    ("{week: Ash, parts: {dusk: 18:00, dawn: soon, noon: 18:00}}", "Ash", "", "dusk dawn noon"),
])
def test_names_are_kept_whatever_is_wrong_with_them(text: str, week: str, months: str, parts: str) -> None:
    """Otherwise every use of one would be told as a fault again."""
    made = build_calendar(node(text), Sink())
    assert " ".join(made.week) == week
    assert " ".join(name for name, _ in made.months) == (months or " ".join(name for name, _ in Calendar().months))
    assert " ".join(name for name, _ in made.parts) == (parts or " ".join(name for name, _ in Calendar().parts))
    assert [at for _, at in made.parts] == sorted({at for _, at in made.parts})


def test_expressions_read_the_names_of_the_calendar() -> None:
    choices = calendar_choices(started())
    assert choices["weekday"].values[0] == "Monday"
    assert choices["season"].values == ("winter", "spring", "summer", "autumn")
    assert choices["month"].values[3] == "April"
    assert choices["part"].values[1] == "dawn"


@pytest.mark.parametrize(("text", "expected"), [
    ("hour", Schedule(HOUR)),
    ("3 days", Schedule(72 * HOUR)),
    ("20 min", Schedule(HOUR // 3)),
    ("1.5 h", Schedule(HOUR * 3 // 2)),
    ("day at 08:00", Schedule(24 * HOUR, 8 * HOUR)),
    ("2 days at dusk", Schedule(48 * HOUR, 18 * HOUR)),
    ("Monday at 09:00", Schedule(0, 9 * HOUR, 0)),
    ("sunday", Schedule(0, 0, 6)),
])
def test_schedules(text: str, expected: Schedule) -> None:
    sink = Sink()
    assert schedule(text, NOWHERE, started(), sink) == expected
    assert not sink.found


@pytest.mark.parametrize(("text", "message", "hint"), [
    ("Mondy at 09:00", "'Mondy at 09:00' is no schedule", "did you mean 'Monday'?"),
    ("day at 25:00", "'25:00' is no time of day",
     "write hours and minutes within a day of 24 h, or one of night, dawn, morning, noon, afternoon, dusk, evening"),
    ("day at 24:00", "'24:00' is no time of day", "a day ends where the next begins: write 00:00 of that"),
    ("hour at 08:00", "'hour at 08:00': a time of day goes with whole days only", "write `day at 08:00`"),
    ("2 ms", "'2 ms': a schedule repeats after at least 1 s", ""),
    ("", "'' is no schedule", "write for example `hour`, `20 min`, `3 days`, `day at 08:00` or `Monday at 09:00`"),
])
def test_what_is_no_schedule_is_told_with_a_hint(text: str, message: str, hint: str) -> None:
    sink = Sink()
    assert schedule(text, NOWHERE, started(), sink) is None
    assert [(d.message, d.hint) for d in sink] == [(message, hint)]


@pytest.mark.parametrize(("text", "expected"), [
    ("year 12, April 1, 06:00", "year 12, April 1, 06:00"),
    ("April 3", "year 12, April 3, 00:00"),
    ("3 april, dawn", "year 12, April 3, 05:00"),
    ("the 2nd of May, 07:30:15", "year 12, May 2, 07:30:15"),
    ("year 13", "year 13, January 1, 00:00"),
    ("22:30", "year 12, April 1, 22:30"),
])
def test_dates_take_what_they_leave_out_from_the_base(text: str, expected: str) -> None:
    calendar = started()
    found = read_moment(text, calendar)
    assert found is not None
    assert calendar.text(found) == expected


@pytest.mark.parametrize("text", ["", "April 31", "April", "24:00", "April 3, April 4", "year -1", "year 1234567"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_moment(text, started()) is None


NOON = "year 12, April 1, 15:30"
SCENES = [
    ("Day 1", NOON, "April 1, 15:30", "April 1, 23:59"),
    ("Day 2, 07:30", NOON, "April 2, 07:30", "April 2, 07:30"),
    ("Day 1, dusk", NOON, "April 1, 18:00", "April 1, 19:29"),
    ("day 2, Dawn", NOON, "April 2, 05:00", "April 2, 06:59"),
    ("April 3, dawn", NOON, "April 3, 05:00", "April 3, 06:59"),
    ("the next morning", NOON, "April 2, 07:00", "April 2, 11:29"),
    ("the next morning", "year 12, April 2, 02:00", "April 2, 07:00", "April 2, 11:29"),
    ("The next morning, 08:00", NOON, "April 2, 08:00", "April 2, 08:00"),
    ("the next day", NOON, "April 2, 05:00", "April 2, 23:59"),
    ("the next day, dusk", NOON, "April 2, 18:00", "April 2, 19:29"),
    ("that evening", NOON, "April 1, 19:30", "April 1, 23:59"),
    ("that afternoon", NOON, "April 1, 15:30", "April 1, 17:59"),
    ("that night", NOON, "April 2, 00:00", "April 2, 04:59"),
    ("three days later", NOON, "April 4, 15:30", "April 4, 23:59"),
    ("three days later, dusk", NOON, "April 4, 18:00", "April 4, 19:29"),
    ("an hour later", NOON, "April 1, 16:30", "April 1, 16:30"),
    ("half an hour later", NOON, "April 1, 16:00", "April 1, 16:00"),
    ("20 minutes later", NOON, "April 1, 15:50", "April 1, 15:50"),
    ("a few minutes later", NOON, "April 1, 15:32", "April 1, 15:35"),
    ("twenty weeks later", NOON, "August 19, 15:30", "August 19, 23:59"),
    ("a month later", "year 12, March 31, 10:00", "April 30, 10:00", "April 30, 23:59"),
    ("dusk", NOON, "April 1, 18:00", "April 1, 19:29"),
    ("dawn", NOON, "April 2, 05:00", "April 2, 06:59"),
    ("07:30", NOON, "April 2, 07:30", "April 2, 07:30"),
    ("Monday, 09:00", NOON, "April 4, 09:00", "April 4, 09:00"),
    ("meanwhile", NOON, "April 1, 15:30", "April 1, 15:30"),
]


@pytest.mark.parametrize(("heading", "previous", "earliest", "latest"), SCENES)
def test_scene_headings(heading: str, previous: str, earliest: str, latest: str) -> None:
    calendar = started()
    before = read_moment(previous, calendar)
    assert before is not None
    found = read_scene_time(heading, calendar, before, read_moment(NOON, calendar) or 0)
    assert found is not None
    assert calendar.text(found.earliest)[9:] == earliest
    assert calendar.text(found.latest)[9:][: len(latest)] == latest


def test_that_morning_in_the_afternoon_lies_before_the_scene() -> None:
    calendar = started()
    previous = read_moment(NOON, calendar)
    assert previous is not None
    found = read_scene_time("that morning", calendar, previous, 0)
    assert found is not None
    assert found.latest < previous


@pytest.mark.parametrize("text", ["", "forest", "Day 0", "Day x", "later on", "a while later", "dusk, dusk, dusk"])
def test_a_heading_without_a_known_time_is_none(text: str) -> None:
    assert read_scene_time(text, started(), 0, 0) is None


def test_every_form_given_in_hints_is_read() -> None:
    calendar = started()
    assert [form for form in KNOWN_FORMS if read_scene_time(form, calendar, HOUR, 0) is None] == []


WORDS = st.sampled_from([
    "Day", "the", "next", "that", "a", "few", "three", "2", "0", "999999999", "days", "months", "later", "dusk",
    "April",
    "31", "year", "07:30", "99:99", ",", "half", "an", "hour", "Monday", "٣", "of",
])


@given(st.lists(WORDS, max_size=7).map(" ".join) | st.text(max_size=40))
def test_no_text_makes_reading_a_time_raise(text: str) -> None:
    calendar = started()
    found = read_scene_time(text, calendar, 5 * HOUR, HOUR)
    assert found is None or found.earliest <= found.latest
    read_moment(text, calendar)
    read_day(text, calendar)
    read_clock(text, calendar)
    sink = Sink()
    assert (schedule(text, NOWHERE, calendar, sink) is None) == bool(sink.found)


@given(st.integers(0, 10**12))
def test_a_moment_reads_back_from_its_text(at: int) -> None:
    calendar = started()
    assert read_moment(calendar.text(at), calendar) == at - at % 1000


@given(st.dictionaries(
    st.sampled_from(["day", "week", "months", "seasons", "parts", "start", "what"]), st.text(max_size=8), max_size=6))
def test_no_text_in_a_calendar_raises(entries: dict[str, str]) -> None:
    items = tuple((Scalar(key, NOWHERE), Scalar(value, NOWHERE)) for key, value in entries.items())
    calendar = build_calendar(Map(items, NOWHERE), Sink())
    assert calendar.year_days >= 1
