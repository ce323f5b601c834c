"""Whatever becomes of a world's files or a story: they are read, built, lived and checked, and nothing is raised."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kizuna.diagnostics import Severity, Sink
from kizuna.diagnostics.formatter import format_text
from kizuna.engine.happenings import CascadeError
from kizuna.engine.machine import Machine
from kizuna.pack.load import load_pack
from kizuna.story.check import check
from kizuna.story.report import text_report
from kizuna.world.build import build_world

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")  # it would stand for the real fault

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
ROOM = 2_000
MILL = HERE / "worlds" / "mill"
LEAF = ROOT / "worlds" / "leaf"
HARBOUR = HERE / "library" / "harbour"
STORIES = [HERE / "samples" / name / "story.md" for name in ("story-fine", "story-waiver-accepts", "story-too-heavy")]
INSERTS = [
    "99999999999999999", "1e300", "1e-300", "-1", "0", "0 ms", "1 ms", "1 h", "100 %", "0..1000000000", "-5 %",
    "nobody", "self", "yes", "no", "*", "/ 0", "(((((((((((((((((((((((((((((((((", "[" * 70, "not " * 50,
    "\x00", "\x1b[31m", "\x85", "\u2028", "\u202e", "\ufeff", "\ud7ff", "絆", "İ", "ß", "é", "𝔘", "😀",
    ": ", "- ", "{}", "[]", "'", '"', "`", "#", "|", ">", "&a ", "*a ", "{p}", "{self}", "\t", "  ", "\n",
    " in all person", " where yes", "count(x in all person)", "sum(1 for x in all person)", "now", "clock",
    "wave(0 h, 0 h)", "wave(1 ms, 0 h)", "exp(1000)", "log(0)", "sqrt(-1)", "chance 100 %",
    "every: 1 ms", "again: 1 ms",
    "takes: 0 s", "override: yes", "extend: yes", "remove: yes", "value: ", "and", "or", "is", "<=", "==", "!=",
]


def texts(folder: Path) -> dict[str, str]:
    """The files of a pack that hold declarations."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.yaml"))
    }


def edited(draw: st.DrawFn, text: str) -> str:
    """A text after one fault: lines deleted, doubled, swapped or shifted, something put in, a word for another."""
    lines = text.split("\n")
    here, there = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    match draw(st.sampled_from(["delete", "double", "swap", "shift", "insert", "insert", "word", "word", "cut"])):
        case "delete":
            del lines[here : here + draw(st.integers(1, 3))]
        case "double":
            lines.insert(there, lines[here])
        case "swap":
            lines[here], lines[there] = lines[there], lines[here]
        case "shift":
            lines[here] = "  " + lines[here]
        case "cut":
            lines[here] = lines[here][: draw(st.integers(0, len(lines[here])))]
        case "insert":
            at = draw(st.integers(0, len(lines[here])))
            lines[here] = lines[here][:at] + draw(st.sampled_from(INSERTS) | st.text(max_size=3)) + lines[here][at:]
        case _:
            words, others = lines[here].split(" "), lines[there].split(" ")
            put = draw(st.sampled_from(others) | st.sampled_from(INSERTS))
            words[draw(st.integers(0, len(words) - 1))] = put
            lines[here] = " ".join(words)
    return "\n".join(lines)


@st.composite
def broken_files(draw: st.DrawFn, files: dict[str, str]) -> dict[str, str]:
    """A pack's files after one to three faults."""
    found = dict(files)
    for _ in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from(sorted(found)))
        found[name] = edited(draw, found[name])
    return found


@st.composite
def broken_text(draw: st.DrawFn, originals: list[str]) -> str:
    """One of the texts after one to three faults."""
    text = draw(st.sampled_from(originals))
    for _ in range(draw(st.integers(1, 3))):
        text = edited(draw, text)
    return text


def live_through(files: dict[str, str], days: int = 2) -> None:
    """From files to two days of life; all that may be raised is the error of a cascade."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place) / "pack"
        for name, text in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8", "surrogatepass"))
        sink = Sink()
        pack = load_pack(root, sink, [ROOT / "packs", ROOT / "worlds"])
        world = build_world(pack, sink) if pack is not None else None
        assert format_text(sink, pack.sources.get if pack is not None else None)
        if world is None or sink.failed:
            return
        try:
            machine = Machine.begin(world, 1)
            machine.live(days * world.calendar.day, ROOM)
        except CascadeError as cascade:
            format_text([cascade.diagnostic])


def check_through(text: str) -> None:
    """A story that is checked has a report."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "story.md"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        sink = Sink()
        report = check(path, sink, shelves=[HERE / "library"])
    assert text_report(report, {path.name: text}.get)


def hostile(examples: int) -> settings:
    """As many examples, without a limit of time for each."""
    return settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))


@hostile(120)
@given(broken_files(texts(MILL)))
def test_a_broken_mill_is_told_or_lived(files: dict[str, str]) -> None:
    """A small world of every construct."""
    live_through(files)


@hostile(40)
@given(broken_files(texts(HARBOUR)))
def test_a_broken_harbour_is_told_or_lived(files: dict[str, str]) -> None:
    """The world of the sample stories."""
    live_through(files)


@hostile(12)
@given(broken_files(texts(LEAF)))
def test_a_broken_leaf_is_told_or_lived(files: dict[str, str]) -> None:
    """The village, with all that it includes."""
    live_through(files)


@hostile(60)
@given(broken_text([path.read_text(encoding="utf-8") for path in STORIES]))
def test_a_broken_story_is_told(text: str) -> None:
    """Of the harbour."""
    check_through(text)


@pytest.mark.slow
@hostile(4_000)
@given(broken_files(texts(MILL)) | broken_files(texts(HARBOUR)))
def test_thousands_of_broken_worlds_are_told_or_lived(files: dict[str, str]) -> None:
    """As above, often."""
    live_through(files)


@pytest.mark.slow
@hostile(300)
@given(broken_files(texts(LEAF)))
def test_hundreds_of_broken_villages_are_told_or_lived(files: dict[str, str]) -> None:
    """As above, often."""
    live_through(files)


@pytest.mark.slow
@hostile(1_500)
@given(broken_text([path.read_text(encoding="utf-8") for path in STORIES]))
def test_thousands_of_broken_stories_are_told(text: str) -> None:
    """As above, often."""
    check_through(text)


ENDLESS = {
    "six roles over everybody": (
        "actions:\n  meet:\n    roles: {a: keeper, b: keeper in all keeper, c: keeper in all keeper, "
        "d: keeper in all keeper, e: keeper in all keeper, f: keeper in all keeper}\n    utility: 1\n"
        "    phrases: ['{a} meets {b}, {c}, {d}, {e}, {f}']",
        ["K407"],
    ),
    "everybody of everybody of everybody": (
        "triggers:\n  sum up:\n    roles: {a: keeper}\n    every: hour\n    effects: [for each k in all keeper: "
        "[oil(a) += sum(sum(1 l for m in all keeper) for n in all keeper)]]\n    phrases: ['{a} sums up']",
        ["K407"],
    ),
    "a condition that counts again at once": (
        "triggers:\n  drip: {roles: {a: keeper}, when: oil(a) > 5 l, again: 1 ms, phrases: ['{a} drips']}", ["K109"],
    ),
    "every millisecond": ("triggers:\n  tick: {every: 1 ms, phrases: ['it ticks']}", ["K109"]),
    "the time since now": (
        "triggers:\n  tick: {roles: {a: keeper}, when: since(now) >= 0 s, phrases: ['{a} ticks']}", ["K406"],
    ),
    "a wave of a millisecond": (
        "triggers:\n  splash: {roles: {a: keeper}, when: 'oil(a) > 5 l + 1 l * wave(1 ms, 0 h)', "
        "phrases: ['{a} splashes']}",
        ["K406"],
    ),
    "a time below nothing": (
        "actions:\n  leap: {roles: {a: keeper}, takes: 0 - 5 min, utility: 1, phrases: ['{a} leaps']}", ["K109"],
    ),
    "no time at all": (
        "actions:\n  blink: {roles: {a: keeper}, takes: 0 s, utility: 1, begins: [oil(a) -= 0 l], "
        "phrases: ['{a} blinks']}",
        [],
    ),
    "idle for no time": ("kinds: {keeper: {extend: yes, decides: {every: 0 ms}}}", ["K109"]),
    "at once, and again": ("kinds: {keeper: {extend: yes, decides: {reaction: 0 ms}}}", ["K109"]),
}


@pytest.mark.parametrize(("text", "expected"), ENDLESS.values(), ids=ENDLESS)
def test_what_would_never_end_is_refused_or_paced(text: str, expected: list[str]) -> None:
    """A hundred keepers; what is not refused lives for an hour in fewer events than one each second."""
    keepers = "cast:\n" + "".join(f"  K{number}: {{place: quay}}\n" for number in range(100))
    manifest = "pack: endless\nlanguage: 1\nincludes: [keepers]\n"
    files = {"pack.yaml": manifest, "rules.yaml": text, "cast.yaml": keepers}
    with tempfile.TemporaryDirectory() as place:
        for name, content in files.items():
            (Path(place) / name).write_text(content, encoding="utf-8")
        sink = Sink()
        pack = load_pack(Path(place), sink, [HERE / "library"])
        assert pack is not None
        world = build_world(pack, sink)
        assert [item.code for item in sink if item.severity is Severity.ERROR] == expected, format_text(sink)
        if world is not None:
            machine = Machine.begin(world, 1)
            machine.live(3_600_000, 2 * ROOM)
            assert machine.recorded > 0
            assert machine.recorded <= 2 * 100 * 3_600
