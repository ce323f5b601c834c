"""What comes of each line of a story when it is played."""

from __future__ import annotations

from dataclasses import dataclass, field

from kizuna.chronicle.event import Event
from kizuna.diagnostics import Diagnostic
from kizuna.story.assertions import Claim
from kizuna.story.footprint import Footprint
from kizuna.story.script import Line
from kizuna.story.unsaid import Open

FINE, FAILS, UNREAD, SKIPPED, FOLLOWS = "fine", "fails", "unread", "skipped", "follows"


@dataclass(slots=True)
class Played:
    """One line as it was played.

    `sort` is action | trigger | state | belief | stretch | unread. `verdict` is one of FINE, FAILS, UNREAD, SKIPPED
    (offered, but not possible) and FOLLOWS (fails only because an earlier line did; `root` is that line's index).
    `sentence` is the world's own wording. `opened` is the moment before the line's scene opened, `time` and `ends`
    are those of the beat. `events` are all that happened from the line before to the end of this one, the first
    `earlier` of them before the beat's turn; `own` are the ids of the beat's own events, `settings` those by which
    values were set from outside just before it. `late` is who could not come in time. Lines with the same `cause` fail
    for one and the same reason. `journeys` are (who, where to, as identities) that people were sent on to be there.
    `names` are what things that came to be were called then. `by_hand` is what its mark has made so.
    `ending` is the index of the line that began what this one ends, its own
    if no line did.
    """

    index: int
    line: Line
    sort: str = "unread"
    verdict: str = UNREAD
    sentence: str = ""
    opened: int = 0
    time: int = 0
    ends: int = 0
    place: int = 0
    events: list[Event] = field(default_factory=list)
    earlier: int = 0
    own: tuple[int, ...] = ()
    settings: tuple[int, ...] = ()
    findings: list[Diagnostic] = field(default_factory=list)
    opens: tuple[Open, ...] = ()
    reads: Footprint = field(default_factory=Footprint)
    writes: Footprint = field(default_factory=Footprint)
    root: int = -1
    late: int = 0
    cause: tuple[object, ...] = ()
    journeys: frozenset[tuple[int, int]] = frozenset()
    names: dict[int, str] = field(default_factory=dict)
    by_hand: Claim | None = None
    ending: int = -1

    @property
    def fine(self) -> bool:
        """Whether nothing speaks against the line."""
        return self.verdict == FINE
