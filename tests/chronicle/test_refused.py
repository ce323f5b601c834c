"""Whoever cannot write says so in the same words."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from kizuna.chronicle.refused import refused
from kizuna.chronicle.resume import resume
from kizuna.diagnostics import Sink
from kizuna.story.ensemble import Plan, open_folder

from .chronicle_samples import Lived


def test_the_file_that_the_error_names_is_told(tmp_path: Path) -> None:
    """Unless something was to appear there as a whole: what is beside it is nobody's concern."""
    for error, whole, said in (
        (OSError(28, "No space left on device", "a/b"), False, "a/b: No space left on device"),
        (OSError(28, "No space left on device", "a/.b"), True, f"{tmp_path}: No space left on device"),
        (OSError("odd"), False, f"{tmp_path}: odd"),
        (sqlite3.OperationalError("disk is full"), False, f"{tmp_path}: disk is full"),
    ):
        sink = Sink()
        refused(sink, tmp_path, error, whole=whole)
        assert [(fault.code, fault.message) for fault in sink] == [("K606", said)]


def test_who_goes_on_is_told_what_helps_as_who_begins_is(
    lived: Lived, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that is resumed and an ensemble say what would be accepted, as a new run does."""
    sink = Sink()

    def no_hold(folder: Path, sink: Sink) -> None:
        raise OSError(13, "Permission denied", str(folder))

    (tmp_path / "file").write_text("", encoding="utf-8")
    assert open_folder(tmp_path / "file/out", Plan("well", "", 0, 1.0, 0), False, sink) is None
    monkeypatch.setattr("kizuna.chronicle.resume.hold", no_hold)
    assert resume(lived.out, sink) is None
    assert [(fault.code, fault.hint) for fault in sink] == [("K606", "make room or choose another place")] * 2
