"""From the cache or compiled: the same code; one edit compiles one unit."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from kizuna.cache import Cache
from kizuna.codegen.lower.keys import Keys
from kizuna.codegen.lower.program import Program
from kizuna.codegen.lower.types import FLOAT, INT, Type
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
    import ctypes

    cache = Cache(tmp_path / "c")
    for _ in range(2):
        code = built(cache, UNITS, "a")
        rate = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_int64, ctypes.c_int64)(code.address("rate1"))
        fails = ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_int64, ctypes.c_int64)(code.address("fails1"))
        assert [rate(3, now) for now in (0, 4)] == [0.25, 1.0]
        assert [fails(9, now) for now in range(9)] == [int(luck.luck(9, now, 3) < 0.5) for now in range(9)]


def test_a_damaged_entry_or_none_at_all_compiles_anew(tmp_path: Path) -> None:
    """And without a cache everything works as well."""
    cache = Cache(tmp_path / "c")
    built(cache, UNITS, "a")
    (entry,) = [path for path in (tmp_path / "c").iterdir() if path.name != "key"]
    entry.write_bytes(entry.read_bytes()[:-1])
    assert built(cache, UNITS, "a").compiled == 2
    assert built(cache, UNITS, "a").compiled == 0
    assert built(Cache(None), UNITS, "a").compiled == 2


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
