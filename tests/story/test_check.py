"""What a check finds, what it explains, and what it leaves out because it only follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from kizuna.diagnostics import Severity, Sink
from kizuna.story.check import check

from .stage_support import checked, codes, line_of, only, story

POUR = "## Day 1, 09:00 · quay\n- Ada pours oil for Bo\n"
POOR = "  oil(Ada): 2 oil\n"


def test_a_story_that_can_happen_has_no_findings() -> None:
    report = checked(POUR + "- Bo thanks her\n- Bo's oil is fair\n- Bo's trust for Ada is some\n")
    assert report.findings == []
    assert report.closing() == "0 errors, 0 warnings in 4 beats"


def test_a_requirement_that_fails_is_named_with_both_values() -> None:
    finding = only(checked(POUR, POOR))
    assert finding.code == "K203"
    assert finding.notes[0].startswith("something to give: Ada Holm's oil is low, 2.75 oil; needs at least 3 oil")


def test_it_says_when_the_requirement_holds_again() -> None:
    finding = only(checked(POUR, POOR))
    assert any("holds again on year 0, January 1, 12:00" in note for note in finding.notes)


def test_it_says_which_line_changed_the_value_last() -> None:
    body = "## Day 1, 09:00 · quay\n- Ada pours oil for Bo (dose: 12 oil)\n- Ada pours oil for Bo\n"
    finding = only(checked(body, "  oil(Ada): 14 oil\n"))
    changed = finding.notes[1]
    assert "→" in changed
    assert f"at line {line_of(story(body, POOR), 'dose: 12')}" in changed


def test_what_fails_only_because_an_earlier_line_fails_is_a_note_of_that() -> None:
    report = checked(POUR + "- Bo thanks Ada\n- Bo's trust for Ada is some\n- Bo pours oil for Ada\n", POOR)
    finding = only(report)
    assert finding.code == "K203"
    assert sum("follows from this" in note for note in finding.notes) == 3
    assert [item.verdict for item in report.played] == ["fails", "follows", "follows", "follows"]


def test_a_line_that_would_fail_anyway_is_a_finding_of_its_own() -> None:
    report = checked(POUR + "- Ada lights the lamp\n", POOR)
    assert codes(report) == ["K203", "K203"]


def test_two_lines_that_fail_for_one_reason_are_one_finding() -> None:
    report = checked("## quay\n- Bo writes a note\n- Bo pours oil for Ada\n", "  awake(Bo): no\n")
    assert codes(report) == ["K203"]
    assert "able to act" in only(report).notes[0]


def test_of_two_failures_a_line_follows_from_the_one_that_fails_for_its_own_reason() -> None:
    bo, cai = "- Bo pours oil for Ada\n", "- Cai pours oil for Bo\n"
    report = checked(f"## Day 1, 09:00 · quay\n{bo}{cai}{bo}", "  oil(Bo): 2 oil\n  trust(Bo, Ada): firm\n")
    first, second = report.findings
    assert (first.message, second.message) == ("Bo Lund pours oil for Ada Holm", "Cai Moe pours oil for Bo Lund")
    assert any("follows from this: Bo Lund pours oil" in note for note in first.notes)
    assert not any("follows from this" in note for note in second.notes)


def test_a_line_follows_from_the_failure_that_would_have_made_it_so_not_from_one_that_might_have() -> None:
    bo = "- Bo is asleep\n"
    first, second = checked(f"## Day 1, 09:00 · quay\n{bo}- Ada spars with Bo\n{bo}", "  awake(Ada): no\n").findings
    assert (first.code, second.code) == ("K303", "K203")
    assert any("follows from this: Bo Lund is asleep" in note for note in first.notes)


def test_a_line_that_lacks_only_time_follows_from_no_failure() -> None:
    body = "## Day 1, 09:00 · quay\n- Cai pours oil for Ada\n- Bo pours oil for Ada\n"
    start = "  oil(Bo): 2.249 oil\n  trust(Bo, Ada): firm\n"
    assert codes(checked(body, start)) == ["K203", "K203"]


def test_an_assertion_that_is_not_so_says_what_is_so_and_since_when() -> None:
    finding = only(checked("## Day 1, 09:00 · quay\n- Ada spars with Bo\n- Bo is asleep\n- Bo is awake\n"))
    assert finding.code == "K303"
    assert finding.notes[0] == "instead: Bo Lund is asleep"
    assert "Ada Holm spars with Bo Lund" in finding.notes[1]


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        ("Bo believes that the lamp is dark", True),
        ("Bo believes that the lamp is burning", False),
        ("Bo is certain that the lamp is dark", False),
        ("Bo does not know whether the lamp is burning", True),
        ("Bo wonders whether the lamp is burning", False),
        ("Bo's place is quay", True),
        ("Bo's place is tower", False),
        ("Bo's oil is fair", False),
    ],
)
def test_states_and_beliefs_are_looked_at(claim: str, holds: bool) -> None:
    assert codes(checked(f"## Day 1, 09:00\n- {claim}\n")) == ([] if holds else ["K303"])


def test_somebody_who_is_told_believes_it_though_it_is_false() -> None:
    body = "## Day 1, 09:00 · quay\n- Ada tells Bo that the lamp burns\n"
    body += "- Bo believes that the lamp is burning\n- The lamp is dark\n"
    assert codes(checked(body)) == []


def test_what_happens_by_itself_is_waited_for_a_little() -> None:
    body = "## Day 1, 09:00 · tower\n- Cai lights the lamp\n- Cai has run dry\n- Cai's vigour is able\n"
    assert codes(checked(body, "  oil(Cai): 4.5 oil\n")) == []


def test_what_does_not_happen_by_itself_is_told_with_the_condition() -> None:
    finding = only(checked("## Day 1, 09:00 · quay\n- Ada has run dry\n"))
    assert finding.code == "K311"
    assert "needs spent" in finding.notes[0]


def test_an_event_answers_for_one_line_only() -> None:
    report = checked(POUR + "- Bo thanks Ada\n- Bo thanks Ada\n")
    assert codes(report) == ["K311"]


def test_what_is_done_but_does_not_work_is_told() -> None:
    body = "## Day 1, 09:00 · tower\n- Cai lights the lamp\n- Cai lights the lamp\n"
    finding = only(checked(body, "  oil(Cai): 18 oil\n"))
    assert finding.code == "K203"
    assert "not lit yet" in finding.notes[0]


def test_somebody_is_not_where_the_rule_looks_for_him() -> None:
    finding = only(checked("- Ada pours oil for Cai\n", "  trust(Ada, Cai): firm\n"))
    assert finding.code == "K203"
    assert "Cai Moe" in finding.notes[0]


def test_an_amount_outside_its_range_is_told_in_its_unit() -> None:
    finding = only(checked("## quay\n- Ada pours oil for Bo (dose: 19 oil)\n"))
    assert finding.code == "K109"
    assert "1.4 oil" in finding.notes[0]


def test_a_detail_that_the_rule_does_not_have_is_told() -> None:
    assert codes(checked("## quay\n- Ada pours oil for Bo (dosis: 3 oil)\n")) == ["K101"]
    assert codes(checked("## tower\n- Cai lights the lamp (outcome: explodes)\n")) in (["K107"], ["K302"])


class TestWaivers:
    def test_a_finding_can_be_accepted_with_a_reason(self) -> None:
        report = checked("## quay\n- Bo is asleep <!-- intended K303: he dreams -->\n")
        assert report.findings == []
        assert [(item.finding.code, item.reason) for item in report.accepted] == [("K303", "he dreams")]
        assert report.closing().endswith("1 accepted")

    def test_a_waiver_that_meets_nothing_is_a_warning(self) -> None:
        finding = only(checked("## quay\n- Bo is awake <!-- intended K303: he dreams -->\n"))
        assert (finding.code, finding.severity) == ("K308", Severity.WARNING)

    def test_a_waiver_is_for_its_own_line_and_code(self) -> None:
        body = "## quay\n- Bo is asleep <!-- intended K203: no -->\n- Ada is asleep\n"
        assert sorted(codes(checked(body))) == ["K303", "K303", "K308"]

    def test_a_waiver_needs_a_reason_and_a_known_code(self) -> None:
        body = "## quay\n- Bo is asleep <!-- intended K303 -->\n- Ada is awake <!-- intended K999: why -->\n"
        assert codes(checked(body)) == ["K308", "K308"]

    def test_an_accepted_finding_speaks_for_no_later_line(self) -> None:
        body = "## quay\n- Bo is asleep <!-- intended K303: a rumour -->\n- Bo is asleep\n- Bo is awake\n"
        report = checked(body)
        assert [(item.code, item.spans[0].line) for item in report.findings] == [
            ("K303", line_of(story(body), "a rumour") + 1)
        ]
        assert len(report.accepted) == 1

    def test_a_line_that_follows_from_an_accepted_one_can_be_accepted_too(self) -> None:
        asleep = "- Bo is asleep <!-- intended K303: {} -->\n"
        report = checked(f"## quay\n{asleep.format('a rumour')}- Bo is asleep\n{asleep.format('again')}")
        assert codes(report) == ["K303"]
        assert [item.reason for item in report.accepted] == ["a rumour", "again"]

    @pytest.mark.parametrize("accepted", [0, 1, 2])
    def test_lines_that_fail_for_one_reason_are_parted_by_a_waiver(self, accepted: int) -> None:
        lines = ["- Bo writes a note", "- Bo writes a note", "- Bo pours oil for Ada"]
        lines[accepted] += " <!-- intended K203: he walks in his sleep -->"
        report = checked("## quay\n" + "\n".join(lines) + "\n", "  awake(Bo): no\n")
        assert (codes(report), len(report.accepted)) == (["K203"], 1)
        assert sum("follows from this" in note for note in only(report).notes) == 1


class TestWhatIsSetByHand:
    """A mark sets a state or a belief for which the world has no rule yet, and says so."""

    def test_a_marked_line_makes_what_it_says_so(self) -> None:
        body = "## quay\n- Bo is asleep <!-- set: nights -->\n- Bo is asleep\n- Bo writes a note\n"
        report = checked(body)
        assert codes(report) == ["K203"]
        assert [item.line.mark.lacks for item in report.by_hand if item.line.mark] == ["nights"]
        assert report.closing() == "1 error, 0 warnings in 3 beats, 1 set by hand"

    def test_a_belief_can_be_set_too(self) -> None:
        lamp = "Bo believes that the lamp is burning"
        assert codes(checked(f"## Day 1, 09:00\n- {lamp} <!-- set: rumours -->\n- {lamp}\n- The lamp is dark\n")) == []

    @pytest.mark.parametrize("line", ["Bo is awake", "Ada spars with Bo"])
    def test_a_mark_that_is_not_needed_is_a_warning(self, line: str) -> None:
        finding = only(checked(f"## Day 1, 09:00 · quay\n- {line} <!-- set: nights -->\n"))
        assert finding.code == "K308"
        assert finding.severity is Severity.WARNING

    def test_what_the_world_undoes_at_once_is_told_unless_what_keeps_it_so_is_set_too(self) -> None:
        tired = "---\nworld: harbour\ncast: [Ben Holt]\n---\n## the quay\n{}- Ben is asleep <!-- set: nights -->\n"
        spent = "- Ben's strength is spent <!-- set: toil -->\n"
        for before, told in (("", ["K308"]), (spent, [])):
            report = check(tired.format(before), Sink(), shelves=[Path(__file__).parent.parent / "library"])
            assert codes(report) == told

    @pytest.mark.parametrize(("first", "more", "undone"), [
        ("Ben is asleep", ["Ana is asleep"], [7, 8]),
        ("Ben is asleep", ["Ana is asleep", "Ana is awake"], [7, 8]),
        ("Ben's strength is spent", ["Ben is asleep", "Ana is asleep"], [9]),
        ("Ben is asleep", ["Ana lifts the red crate"], [7, 8]),
        ("Ben's strength is spent", ["Ben is asleep"], []),
    ])
    def test_of_several_in_a_row_each_is_looked_at(self, first: str, more: list[str], undone: list[int]) -> None:
        """At the end of the row, when the world has had its say; what a later line sets otherwise is undone, too."""
        lines = "".join(f"- {line} <!-- set: nights -->\n" for line in (first, *more))
        text = f"---\nworld: harbour\ncast: [Ana Reis, Ben Holt]\n---\n\n## the quay\n{lines}"
        report = check(text, Sink(), shelves=[Path(__file__).parent.parent / "library"])
        assert [item.spans[0].line for item in report.findings] == undone
        assert set(codes(report)) <= {"K308"}
