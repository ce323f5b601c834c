"""A check is free of luck: what the author left open is settled by what later beats need."""

from __future__ import annotations

from kizuna.diagnostics import Sink
from kizuna.story.fit import AT_MOST, REPLAYS, Fit
from kizuna.story.opening import open_story
from kizuna.story.report import narrowed_lines

from .stage_support import checked, codes, quay, story

POURS = "## Day 1, 09:00 · quay\n- Ada pours oil for Bo\n"


def test_what_nobody_needs_otherwise_goes_the_likeliest_way() -> None:
    report = checked("## Day 1, 09:00 · quay\n- Ada spars with Bo\n- Bo is awake\n")
    assert codes(report) == []
    assert report.narrowed == []


def test_a_chance_is_taken_if_a_later_beat_needs_it() -> None:
    report = checked("## Day 1, 09:00 · quay\n- Ada spars with Bo\n- Bo is asleep\n")
    assert codes(report) == []
    assert report.probability == 0.2
    assert [item.what.options[int(item.chosen)][0] for item in report.narrowed] == ["yes"]


def test_an_amount_is_narrowed_to_what_a_later_beat_needs() -> None:
    report = checked(POURS + "- Ada lights the lamp\n", "  oil(Ada): 14 oil\n  place(north lamp): quay\n")
    assert codes(report) == []
    assert report.narrowed == []
    report = checked(POURS + "- Ada's oil is fair\n", "  oil(Ada): 14 oil\n")
    assert codes(report) == []
    (narrowed,) = report.narrowed
    assert narrowed.low == 0.0
    highest = narrowed.what.amount(narrowed.high)
    assert 6.7 < highest < 6.8  # 14.75 oil, less at least 8 oil
    assert "dose at most 6.7" in narrowed_lines(report)[0]


def test_years_that_are_lived_again_in_search_of_luck_count_as_more_than_a_line() -> None:
    def replays(later: str) -> int:
        body = f"{POURS}## {later} later\n- The lamp is burning\n"
        opened = open_story(story(body), "story.md", Sink(), quay())
        assert opened is not None
        fit = Fit(opened.player)
        fit.play()
        return REPLAYS - fit.replays

    assert 0 < replays("a day") < 20
    assert replays("15 years") > AT_MOST


def test_what_the_doer_chooses_costs_no_luck() -> None:
    assert checked(POURS + "- Ada's oil is fair\n", "  oil(Ada): 14 oil\n").probability == 1.0


def test_beats_that_need_an_unlikely_turn_are_a_notice_with_the_figure() -> None:
    body = "## Day 1, 09:00 · quay\n- Ada spars with Bo\n- Bo is asleep\n- Cai's oil is fair\n"
    body += "## Day 1, 20:00 · quay\n- Ada spars with Cai\n- Cai is asleep\n"
    report = checked(body)
    assert codes(report) == ["K304"]
    assert "4.00%" in report.findings[0].message
    assert report.passes


def test_an_outcome_that_the_sentence_says_is_played() -> None:
    report = checked("## Day 1, 09:00 · tower\n- Cai fumbles with the lamp\n- The lamp is dark\n")
    assert codes(report) == []


def test_what_no_turn_of_luck_can_bring_about_stays_an_error() -> None:
    assert codes(checked(POURS + "- Bo has run dry\n")) == ["K311"]


def test_adopting_a_turn_of_luck_loses_nothing_that_held_before() -> None:
    body = "## Day 1, 09:00 · quay\n- Ada spars with Bo\n- Bo is awake\n- Bo writes a note\n- Bo is asleep\n"
    report = checked(body)
    assert codes(report) == ["K303"]
    assert [item.verdict for item in report.played] == ["fine", "fine", "fine", "fails"]


def test_a_check_says_the_same_every_time() -> None:
    body = "## Day 1, 09:00 · quay\n- Ada spars with Bo\n- Bo is asleep\n- …\n- Ada pours oil for Bo\n"
    first, second = checked(body), checked(body)
    assert [item.events for item in first.played] == [item.events for item in second.played]
    assert first.findings == second.findings
