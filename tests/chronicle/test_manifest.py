"""The manifest: what it says, and that nothing in it is trusted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from chronicle_samples import Lived, change_manifest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kizuna.chronicle.manifest import FILE, read_manifest
from kizuna.chronicle.run import Run
from kizuna.diagnostics import Sink


def test_a_manifest_says_where_a_run_came_from(lived: Lived) -> None:
    """Everything that could make a difference is in it."""
    manifest = read_manifest(lived.out, Sink())
    assert manifest is not None
    assert (manifest.pack, manifest.seed, manifest.days, manifest.status) == ("well", 1, 10.0, "complete")
    assert set(manifest.pack_files) == {"well/pack.yaml", "well/world.yaml"}
    assert {"numpy", "pyyaml"} <= set(manifest.dependencies)
    assert manifest.clock() == lived.world.calendar
    assert manifest.last_time == 10 * 86_400_000


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("schema_version", 1, "K602"), ("kizuna", "something else", "K602"), ("seed", "1", "K601"),
        ("pack", "../../secret", "K601"), ("calendar", {}, "K601"), ("events", -1, "K601"), ("stray", 1, "K601"),
        ("checkpoint", {"file": "../state.npz"}, "K601"), ("pack_files", {"x": "nothing"}, "K601"),
        ("things", [{"key": 5}], "K601"), ("days", float("inf"), "K601"),
        ("things", [{"key": "a", "kind": "b", "name": "\x1b[2J"}], "K601"), ("python", "\u202e3.11", "K601"),
        ("status", "odd", "K601"),
    ],
)
def test_a_manifest_with_another_content_is_refused(
    lived: Lived, tmp_path: Path, key: str, value: object, code: str
) -> None:
    """Another version is K602, all else K601; one diagnostic in either case."""
    change_manifest(lived.out, tmp_path, **{key: value})
    sink = Sink()
    assert read_manifest(tmp_path, sink) is None
    assert [fault.code for fault in sink] == [code]
    assert "checksum" not in sink.found[0].message


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"seed": 1e999}'])
def test_a_manifest_that_is_no_json_is_refused(tmp_path: Path, raw: bytes) -> None:
    """Whatever the bytes are."""
    (tmp_path / FILE).write_bytes(raw)
    sink = Sink()
    assert read_manifest(tmp_path, sink) is None
    assert [fault.code for fault in sink] == ["K601"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(data=st.data())
def test_a_run_with_any_changed_text_in_its_manifest_is_read_or_refused(
    lived: Lived, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Opening, telling and labelling never fail in another way than by a diagnostic."""
    from kizuna.chronicle.telling import Teller

    content = json.loads((lived.out / FILE).read_text(encoding="utf-8"))
    key = data.draw(st.sampled_from(sorted(content)))
    value = data.draw(
        st.none() | st.integers() | st.text(max_size=5) | st.just([]) | st.just({}) | st.just([{}]) | st.floats(),
        label=key,
    )
    folder = tmp_path_factory.mktemp("run")
    change_manifest(lived.out, folder, **{key: value})
    for segment in lived.out.glob("*.seg"):
        (folder / segment.name).write_bytes(segment.read_bytes())
    sink = Sink()
    run = Run.open(folder, sink)
    if run is None:
        assert sink.failed
        return
    teller = Teller(run.names)
    for event in run.events():
        assert teller.line(event)
