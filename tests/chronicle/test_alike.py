"""What is lived again is compared with what was recorded."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from shutil import copytree

import pytest
from chronicle_samples import DAY, Lived, change_manifest
from hypothesis import given
from hypothesis import strategies as st

from kizuna.chronicle.alike import Alike
from kizuna.chronicle.engine_sources import engine_sources
from kizuna.chronicle.run import Run
from kizuna.cli.main import main
from kizuna.diagnostics import Sink


def taken(lived: Lived, cuts: list[float], wrong: float | None = None, share: float = 1.0) -> Alike:
    """What was lived handed over in parts, each of some share of the words; one word is another if one is `wrong`."""
    ints, floats = list(lived.ints), list(lived.floats)
    if wrong is not None:
        ints[int(wrong * (len(ints) - 1))] += 1
    found = Alike(lived.out, 0)
    for low, high in pairwise([0.0, *sorted(cuts), 1.0]):
        (a, b), (c, d) = ((int(low * share * len(of)), int(high * share * len(of))) for of in (ints, floats))
        found.take(ints[a:b], floats[c:d])
    return found


shares = st.floats(0, 1, allow_nan=False)


@given(st.lists(shares, max_size=4), shares)
def test_the_same_is_alike_in_any_parts_and_up_to_any_moment(lived: Lived, cuts: list[float], share: float) -> None:
    """However often the records are taken out, and wherever the replay ends."""
    found = taken(lived, cuts, share=share)
    assert found.end()
    assert found.at == -1


@given(st.lists(shares, max_size=4), shares)
def test_a_single_other_word_is_noticed(lived: Lived, cuts: list[float], wrong: float) -> None:
    """With the first event of the block in which it stands."""
    found = taken(lived, cuts, wrong)
    assert not found.end()
    assert found.at >= 0


def test_a_replay_that_goes_another_way_says_so(
    lived: Lived, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As with a changed engine: here with the luck of another seed. Nothing is told of a life that was not lived."""
    out = tmp_path / "run"
    copytree(lived.out, out)
    change_manifest(out, seed=2, checkpoint=None)
    sink = Sink()
    run = Run.open(out, sink)
    assert run is not None
    assert run.machine_at(9 * DAY, sink) is None
    (found,) = sink
    assert found.code == "K602"
    assert found.message.startswith("lived again, the run goes another way after ")
    assert found.notes[0].endswith("; this engine's sources are the same")
    assert main(["person", str(out), "Mei", "--at", "year 0, January 9, 12:00"]) == 1
    assert "goes another way" in capsys.readouterr().err


def test_a_manifest_names_the_sources_of_its_engine(lived: Lived) -> None:
    """By a hash of all that decides what happens, so that of two engines of one version each is known."""
    run = Run.open(lived.out, Sink())
    assert run is not None
    assert run.manifest.engine_sources == engine_sources()
    assert len(engine_sources()) == 64


def test_what_cannot_be_read_any_more_is_not_compared(lived: Lived, tmp_path: Path) -> None:
    """The replay of a run whose record is damaged tells what it can."""
    out = tmp_path / "run"
    copytree(lived.out, out)
    segment = next(out.glob("*.seg*"))
    segment.write_bytes(segment.read_bytes()[:-20])
    run = Run.open(out, Sink())
    assert run is not None
    assert run.machine_at(9 * DAY, Sink()) is not None
