"""The determinism contract, sentence by sentence (docs/determinism.md)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kizuna.chronicle.codec import roles_of
from kizuna.engine.machine import Machine
from kizuna.world.luck import stable

from .support import DAY, HOUR, MILL, digest, ids, mill, records, stream, without, world_at

MONTH = 30 * DAY


@pytest.fixture(scope="module")
def reference() -> str:
    """The stream of the mill's first month."""
    return digest(stream(Machine.begin(mill(), 7), MONTH))


def test_the_month_is_eventful() -> None:
    """The contract says nothing about a world in which nothing happens."""
    found = stream(Machine.begin(mill(), 7), MONTH)
    rules = {record[3] for record in records(found)}
    assert len(records(found)) > 3000
    assert len(rules) >= 12


def test_another_seed_gives_another_month(reference: str) -> None:
    """The seed matters."""
    assert digest(stream(Machine.begin(mill(), 8), MONTH)) != reference


@pytest.mark.parametrize("hash_seed", ["0", "1", "4711"])
def test_the_hash_seed_does_not_matter(hash_seed: str, reference: str) -> None:
    """The same bytes in a fresh process under any PYTHONHASHSEED."""
    code = (
        "from tests.engine.support import *\n"
        "from kizuna.engine.machine import Machine\n"
        f"print(digest(stream(Machine.begin(mill(), 7), {MONTH})))"
    )
    root = Path(__file__).parents[2]
    env = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join([str(root), str(root / "src")])}
    done = subprocess.run([sys.executable, "-c", code], env=env, cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == reference


def test_machines_of_one_world_share_what_is_made_of_it_once() -> None:
    """Layout and functions; states are their own."""
    one, other = Machine.begin(mill(), 7), Machine.begin(mill(), 8)
    assert one.kernel.tables is other.kernel.tables
    one.live(HOUR)
    assert other.now == 0
    assert Machine.begin(replace(mill()), 7).kernel.tables is not one.kernel.tables


def test_threads_do_not_matter(reference: str) -> None:
    """Four machines side by side give what one gives alone."""
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: digest(stream(Machine.begin(mill(), 7), MONTH)), range(4)))
    assert set(found) == {reference}


def test_a_member_of_an_ensemble_is_the_run_by_itself(reference: str) -> None:
    """What other seeds did before in this process leaves no trace."""
    for seed in range(3):
        stream(Machine.begin(mill(), seed), 3 * DAY)
    assert digest(stream(Machine.begin(mill(), 7), MONTH)) == reference


@pytest.mark.parametrize("room", [1, 7, 100, 1000])
def test_taking_the_log_often_does_not_matter(room: int, reference: str) -> None:
    """The stream is the same wherever it is cut."""
    assert digest(stream(Machine.begin(mill(), 7), MONTH, room)) == reference


@settings(max_examples=12, deadline=None)
@given(cuts=st.lists(st.integers(1, 900), min_size=1, max_size=4))
def test_saved_and_resumed_at_any_event(cuts: list[int], tmp_path_factory: pytest.TempPathFactory) -> None:
    """A run goes on from a save as if nothing had been."""
    path = str(tmp_path_factory.mktemp("saves") / "state.npz")
    until = 6 * DAY
    straight = stream(Machine.begin(mill(), 7), until)
    machine = Machine.begin(mill(), 7)
    ints: list[int] = []
    floats: list[float] = []
    for cut in cuts:
        machine.live(until, cut)
        more = machine.drain()
        ints, floats = ints + more[0], floats + more[1]
        machine.save(path)
        machine = Machine.load(path, mill())
    rest = stream(machine, until)
    assert (ints + rest[0], floats + rest[1]) == straight


def test_a_copy_goes_the_same_way() -> None:
    """A copied machine and its original live on alike and apart."""
    machine = Machine.begin(mill(), 7)
    stream(machine, 4 * DAY)
    other = machine.copy()
    assert digest(stream(other, 9 * DAY)) == digest(stream(machine, 9 * DAY))


def test_an_intervention_that_changes_nothing_changes_nothing(reference: str) -> None:
    """Setting a value to what it is leaves every later event as it was."""
    machine = Machine.begin(mill(), 7)
    first = stream(machine, 5 * DAY)
    somebody = machine.handle("Ada")
    machine.set_value("person.patience", somebody, machine.get("person.patience", somebody))
    machine.drain()
    rest = stream(machine, MONTH)
    assert digest((first[0] + rest[0], first[1] + rest[1])) == reference


def _changed(tmp_path: Path, people: int = 12, **more: str) -> Machine:
    root = tmp_path / "mill"
    shutil.copytree(MILL, root)
    for name, text in more.items():
        (root / f"{name}.yaml").write_text(text)
    return Machine.begin(world_at(root, people, 3), 7)


def test_one_more_draw_moves_nothing(tmp_path: Path) -> None:
    """A rule of one person that draws luck every hour re-rolls nobody's life."""
    drawing = """
triggers:
  draw a lot:
    every: hour
    roles: {c: cut}
    when: open(c)
    effects:
      - chance 50 %: [bleeding(c) += 0 ml/h]
    perceived by: [nobody]
    phrases: ["a lot is drawn over {c}"]
"""
    plain = stream(Machine.begin(mill(), 7), MONTH)
    machine = _changed(tmp_path, draws=drawing)
    found = stream(machine, MONTH)
    lots = stable("trigger/draw a lot")
    kept = [record for record in records(found) if record[3] != lots]
    assert len(kept) < len(records(found))
    assert kept == records(plain)


def test_an_unused_rule_changes_nothing(tmp_path: Path) -> None:
    """A rule that nobody can follow is as if it were not there."""
    never = """
actions:
  fly:
    roles: {p: person}
    requires: {wings: patience(p) > 2}
    utility: 9
    phrases: ["{p} flies"]
"""
    assert stream(_changed(tmp_path, never=never), MONTH) == stream(Machine.begin(mill(), 7), MONTH)


def test_the_order_and_names_of_files_do_not_matter(tmp_path: Path) -> None:
    """The same declarations in other files are the same world."""
    root = tmp_path / "mill"
    shutil.copytree(MILL, root)
    (root / "nights.yaml").rename(root / "aaa.yaml")
    (root / "kinds.yaml").rename(root / "zzz.yaml")
    assert stream(Machine.begin(world_at(root, 12, 3), 7), MONTH) == stream(Machine.begin(mill(), 7), MONTH)


def test_people_may_be_renamed(tmp_path: Path) -> None:
    """A name is not an identity: with the key kept as `id`, every event stays."""
    root = tmp_path / "mill"
    shutil.copytree(MILL, root)
    places = root / "places.yaml"
    text = places.read_text().replace("  Ada: {place", "  Zoe: {id: Ada, place").replace("{Ada: 70 %}", "{Zoe: 70 %}")
    assert "Zoe" in text
    places.write_text(text)
    assert stream(Machine.begin(world_at(root, 12, 3), 7), MONTH) == stream(Machine.begin(mill(), 7), MONTH)


def test_strangers_in_an_unconnected_valley_change_nothing(tmp_path: Path) -> None:
    """A thousand people whom no road and no bond reaches leave every event as it was."""
    valleys = [f"valley {n}" for n in range(50)]
    places = "".join(f"  {valley}: {{}}\n" for valley in valleys)
    people = "".join(f"  Stranger {n}: {{place: valley {n % 50}, house: valley {n % 50}}}\n" for n in range(1000))
    plain = records(stream(Machine.begin(mill(), 7), DAY))
    machine = _changed(tmp_path, 1012, strangers=f"places:\n{places}cast:\n{people}")
    found = records(stream(machine, DAY))
    own = {record[1] for record in plain}
    assert len(found) > 10 * len(plain)
    assert [record for record in found if record[1] in own] == plain


def test_the_epoch_may_move_by_whole_years(tmp_path: Path) -> None:
    """The same life in year 3 and in year 1203."""
    root = tmp_path / "mill"
    shutil.copytree(MILL, root)
    (root / "calendar.yaml").write_text("calendar: {start: 'year 3, April 4, 06:00'}\n")
    early = Machine.begin(world_at(root, 12, 3), 7)
    # 1 204 years of 365 days are a whole number of weeks, so that Sundays stay Sundays.
    (root / "calendar.yaml").write_text("calendar: {start: 'year 1207, April 4, 06:00'}\n")
    late = Machine.begin(world_at(root, 12, 3), 7)
    assert late.world.calendar.year(0) - early.world.calendar.year(0) == 1204
    assert stream(late, MONTH) == stream(early, MONTH)


def test_events_have_ids_of_their_own() -> None:
    """No two events of a month share an id, and ids do not depend on a counter."""
    found = ids(stream(Machine.begin(mill(), 7), MONTH))
    assert len(set(found)) == len(found)


def test_records_name_identities_never_handles() -> None:
    """Whoever takes part is named by an identity of 63 bits."""
    machine = Machine.begin(mill(), 7)
    found = records(stream(machine, 5 * DAY))
    roles = {ident for record in found for ident in roles_of(record)}
    assert min(roles) > len(machine.state.V)
    assert without(found, roles) == []
