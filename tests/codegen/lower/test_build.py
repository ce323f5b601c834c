"""From the cache or compiled: the same code; one edit compiles one unit."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from kizuna.cache import Cache
from kizuna.codegen.lower.keys import Keys
from kizuna.codegen.lower.program import Program
from kizuna.codegen.lower.types import FLOAT, INT, Data, Type
from kizuna.engine import arithmetic, luck

build = pytest.importorskip("kizuna.codegen.lower.build")
UNITS = {
    "fails1": ("def fails1(r0, now):\n    return 1 if luck(r0, now, 3) < 0.5 else 0\n", None),
    "fails2": ("def fails2(r0, now):\n    return 1 if luck(r0, now, 3) < 0.5 else 0\n", None),
    "rate1": ("def rate1(r0, now):\n    return ratio(float(r0), float(now)) + SHARE\n", FLOAT),
}
SPACE: dict[str, object] = {"luck": luck.luck, "ratio": arithmetic.ratio, "float": float, "SHARE": 0.25}
UNSAID = {"r0": INT, "now": INT}
Texts = Mapping[str, tuple[str, Type | None]]


def built(cache: Cache, texts: Texts, stamp: str, space: Mapping[str, object] = SPACE) -> Any:
    """A world built as by a new process."""
    return build.Builder(cache, Program((), UNSAID), space).build("leaf", stamp, lambda: texts)


@pytest.fixture(scope="module", autouse=True)
def library() -> None:
    """What every world calls is compiled and kept but once in a process: here, and in no folder of a test."""
    built(Cache(None), UNITS, "a")


def test_what_is_kept_is_loaded_and_one_edit_compiles_one_unit(tmp_path: Path) -> None:
    """Units that differ in their names only are one; a known state of the world asks for no text at all."""
    cache = Cache(tmp_path / "c")
    assert built(cache, UNITS, "a").compiled == 2

    def unasked() -> Texts:
        raise AssertionError

    again = build.Builder(cache, Program((), UNSAID), SPACE).build("leaf", "a", unasked)
    assert again.compiled == 0
    assert again.address("fails1") == again.address("fails2") != 0
    assert list(again.table(["fails2", "none", "rate1"])) == [again.address("fails2"), 0, again.address("rate1")]
    edited = UNITS | {"fails2": (UNITS["fails2"][0].replace("0.5", "0.75"), None)}
    third = built(cache, edited, "b")
    assert third.compiled == 1
    assert third.address("fails1") != third.address("fails2")
    assert built(cache, UNITS, "a").compiled == 0


def test_it_computes_the_same_from_the_cache(tmp_path: Path) -> None:
    """Called through its address."""
    cache = Cache(tmp_path / "c")
    for _ in range(2):
        code = built(cache, UNITS, "a")
        rate = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_int64, ctypes.c_int64)(code.address("rate1"))
        fails = ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_int64, ctypes.c_int64)(code.address("fails1"))
        assert [rate(3, now) for now in (0, 4)] == [0.25, 1.0]
        assert [fails(9, now) for now in range(9)] == [int(luck.luck(9, now, 3) < 0.5) for now in range(9)]


def cut(entry: Path) -> None:
    """One byte is missing."""
    entry.write_bytes(entry.read_bytes()[:-1])


def flip(entry: Path) -> None:
    """One bit in the middle is another."""
    data = bytearray(entry.read_bytes())
    data[len(data) // 2] ^= 1
    entry.write_bytes(data)


def sign_otherwise(entry: Path) -> None:
    """Whoever wrote it had another key."""
    (entry.parent / "key").write_bytes(bytes(32))


def open_to_others(entry: Path) -> None:
    """Everybody may write it."""
    entry.chmod(0o666)


def link(entry: Path) -> None:
    """It lies somewhere else."""
    entry.symlink_to(entry.rename(entry.with_name("elsewhere")))


@pytest.mark.parametrize("spoil", [cut, flip, sign_otherwise, open_to_others, link])
def test_what_cannot_be_trusted_is_compiled_anew(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    """An entry that is damaged, or that somebody else may have written, is as good as none."""
    built(Cache(tmp_path / "c"), UNITS, "a")
    (entry,) = [path for path in (tmp_path / "c").iterdir() if path.name != "key"]
    spoil(entry)
    assert built(Cache(tmp_path / "c"), UNITS, "a").compiled == 2
    if spoil is not link:
        assert built(Cache(tmp_path / "c"), UNITS, "a").compiled == 0


def test_a_folder_that_others_may_write_in_is_not_used(tmp_path: Path) -> None:
    """And without a cache everything works as well."""
    built(Cache(tmp_path / "c"), UNITS, "a")
    (tmp_path / "c").chmod(0o777)
    assert built(Cache(tmp_path / "c"), UNITS, "a").compiled == 2
    assert built(Cache(None), UNITS, "a").compiled == 2


def test_who_is_stopped_leaves_it_to_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each one goes on where the last one was stopped; what is not whole is not taken for whole."""
    units = {f"fails{n}": (f"def fails{n}(r0, now):\n    return r0 + {n}\n", None) for n in range(7)}
    monkeypatch.setattr(build, "BATCH", 1)
    monkeypatch.setattr(build, "KEEP_EVERY", 0.0)
    whole, left = build.object_code, [3]

    def stopped(text: str, level: Any) -> bytes:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        return bytes(whole(text, level))

    cache = Cache(tmp_path / "c")
    built(cache, {}, "none")  # what all worlds share is there
    monkeypatch.setattr(build, "object_code", stopped)
    with pytest.raises(KeyboardInterrupt):
        built(cache, units, "a")
    assert not build.Builder(cache, Program((), UNSAID), SPACE).ready("leaf", "a")
    left[0] = 9
    assert built(cache, units, "a").compiled == 4
    assert build.Builder(cache, Program((), UNSAID), SPACE).ready("leaf", "a")


@pytest.mark.parametrize("whole", [True, False])
def test_whoever_is_behind_takes_what_another_has_made(
    whole: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two who make the same at one time; and a smaller part is never put in the place of a larger one."""
    units = {f"fails{n}": (f"def fails{n}(r0, now):\n    return r0 + {n}\n", None) for n in range(7)}
    monkeypatch.setattr(build, "BATCH", 1)
    monkeypatch.setattr(build, "KEEP_EVERY", 0.0)
    cache, real, kept = Cache(tmp_path / "c"), build.load, build.save
    looked, parts = [0], []

    def begun_before(*said: Any) -> Any:
        """The second has looked into the cache before the first put anything there."""
        looked[0] += 1
        if looked[0] > 1:
            return real(*said)
        monkeypatch.setattr(build, "load", real)
        others = {name: units[name] for name in list(units)[:5]}
        assert built(cache, units if whole else others, "a" if whole else "b").compiled == (7 if whole else 5)
        monkeypatch.setattr(build, "load", begun_before)
        return build.Objects()

    def noted(cache: Cache, world: str, target: str, objects: Any) -> None:
        parts.append(len(objects.known))
        kept(cache, world, target, objects)

    monkeypatch.setattr(build, "load", begun_before)
    monkeypatch.setattr(build, "save", noted)
    assert built(cache, units, "a").compiled == (0 if whole else 7)
    assert build.Builder(cache, Program((), UNSAID), SPACE).ready("leaf", "a")
    assert parts == [1, 2, 3, 4, 5, 6, 7]


def test_numbers_of_the_world_are_no_part_of_the_code(tmp_path: Path) -> None:
    """Code is linked to them: with others it is the same code, and computes with the others."""
    cache, texts = Cache(tmp_path / "c"), {"rate1": ("def rate1(r0):\n    return P[r0 + 1] * 2.0\n", FLOAT)}
    for compiled, numbers in ((1, (1.0, 2.5)), (0, (1.0, 4.5)), (0, (8.0, -0.0, 3.0)), (0, (1.0, 2.5))):
        code = built(cache, texts, repr(numbers), SPACE | {"P": Data(numbers)})
        assert code.compiled == compiled
        rate = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_int64)(code.address("rate1"))
        assert [rate(n - 1) for n in range(len(numbers))] == [2.0 * number for number in numbers]


def test_a_key_names_all_that_code_depends_on() -> None:
    """The text but for its own name, constants by value, types, the target; nothing else."""
    text = UNITS["rate1"][0]
    one = Keys("x86", UNSAID).of(text, SPACE, FLOAT)
    assert one == Keys("x86", UNSAID).of(text.replace("rate1", "rate99"), {**SPACE, "OTHER": 3}, FLOAT)
    others = [
        Keys("arm", UNSAID).of(text, SPACE, FLOAT),
        Keys("x86", UNSAID | {"r0": FLOAT}).of(text, SPACE, FLOAT),
        Keys("x86", UNSAID, ["S"]).of(text, SPACE, FLOAT),
        Keys("x86", UNSAID).of(text, {**SPACE, "SHARE": 0.5}, FLOAT),
        Keys("x86", UNSAID).of(text, SPACE, None),
        Keys("x86", UNSAID).of(text + "\n", SPACE, FLOAT),
    ]
    assert len({one, *others}) == 7


def test_only_what_runs_often_is_made_fast(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where code is made fast; where it is made quickly, all of it is."""
    made: list[tuple[Any, int]] = []
    whole = build.object_code

    def counted(text: str, level: Any) -> bytes:
        made.append((level.name, text.count('define i64 @"unit.') + text.count('define double @"unit.')))
        return bytes(whole(text, level))

    monkeypatch.setattr(build, "object_code", counted)
    for level, wanted in (("FAST", [("FAST", 1), ("QUICK", 1)]), ("QUICK", [("QUICK", 2)])):
        made.clear()
        cache = Cache(tmp_path / level)
        level = build.Level[level]
        builder = build.Builder(cache, Program((), UNSAID), SPACE, (), level, None, lambda name: name == "rate1")
        builder.build("leaf", "a", lambda: UNITS)
        assert [pair for pair in made if pair[1]] == wanted
