"""The second world: rescues on the same packs, in a story and in a free run."""

from __future__ import annotations

from pathlib import Path

from kizuna.chronicle.codec import decode
from kizuna.diagnostics import Sink
from kizuna.diagnostics.formatter import format_text
from kizuna.story.check import check
from kizuna.story.stage import tables_of
from tests.rows.support import DAY, Play, shipped

ROOT = Path(__file__).resolve().parent.parent
STORY = ROOT / "worlds" / "pass" / "stories" / "001-the-north-couloir.md"


def test_the_story_of_the_north_couloir_holds() -> None:
    """Twenty beats from the tour to the sickroom, without an error or a warning."""
    report = check(STORY, Sink(), shipped("pass"))
    assert format_text(report.findings) == "no errors"
    assert report.beats == 20


def test_people_are_rescued_in_a_free_run() -> None:
    """Sixty people live six weeks, in which one falls: pagers go, a party sets out, he is brought in and admitted."""
    play = Play(shipped("pass", 60, 1), seed=1, autonomy=True)
    play.live(6.25 * DAY)
    play.put("person.place", "Basti Huber", play.thing("saddle"))
    play.choose("person.situation", "Basti Huber", "danger")
    for attr, value in (("on_tour", 1), ("went_up_at", play.machine.now), ("lying", 1), ("mobility", 0.02)):
        play.put(f"person.{attr}", "Basti Huber", value)
    play.live(36 * DAY)
    done = [event.rule for event in decode(*play.machine.drain(), tables_of(play.world)) if event.status == "done"]
    counts = {rule: done.count(f"action/{rule}") for rule in (
        "go up on a tour", "answer the pager", "set out to the rescue", "bring in", "admit", "give out a mission",
        "carry out the mission", "go back to the day job",
    )}
    assert all(count >= 1 for count in counts.values()), counts
    assert counts["give out a mission"] <= 15, "what can wait is asked for about once a week"
    assert not [rule for rule in done if rule.startswith("integrity/")]
