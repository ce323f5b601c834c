"""Packs, what they include, and how entries meet."""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from kizuna.diagnostics import Sink
from kizuna.pack.load import Pack, load_pack
from kizuna.pack.tree import Node, Scalar, Seq

Files = dict[str, str]
Plain = str | list["Plain"] | dict[str, "Plain"]
Load = Callable[[Files], tuple[Pack | None, list[str]]]


def plain(node: Node) -> Plain:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Seq):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node}


def write(root: Path, files: Files) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Writes files (packs in `lib/`, the pack itself in `w/`), loads, gives the pack and `code line:column hint`."""

    def run(files: Files) -> tuple[Pack | None, list[str]]:
        write(tmp_path, {"w/pack.yaml": "pack: w\n", **files})
        sink = Sink()
        pack = load_pack(tmp_path / "w", sink, [tmp_path / "lib"])
        return pack, [f"{d.code} {d.spans[0]}" for d in sink]

    return run


BODY = {"lib/body/pack.yaml": "pack: body\nlanguage: 1\nabout: a body\n"}
PERSON = "kinds:\n  person:\n    about: one\n    flags: {awake: {start: yes}}\n    choices: {at: {of: [home]}}\n"


def test_sections_of_many_files_become_one_tree(load: Load) -> None:
    pack, found = load(
        {
            "w/b.yaml": "places: {b: {}, a: {}}\n",
            "w/deep/er/a.yaml": "units:\n  ml:\n  l: 1000 ml\nplaces:\n  c:\n",
            "w/roads.yaml": "roads:\n- {between: [a, b], length: 1 m}\n",
            "w/more.yaml": "roads:\n- {between: [a, c], length: 1 m}\n",
            "w/.hidden.yaml": "[",
            "w/.git/x.yaml": "[",
            "w/notes.txt": "[",
            "w/story.md": "[",
        }
    )
    assert found == []
    assert pack is not None
    assert plain(pack.tree) == {
        "units": {"l": "1000 ml", "ml": {}},
        "places": {"a": {}, "b": {}, "c": {}},
        "roads": [{"between": ["a", "b"], "length": "1 m"}, {"between": ["a", "c"], "length": "1 m"}],
    }
    assert [name for name, _ in pack.files] == [
        "w/b.yaml",
        "w/deep/er/a.yaml",
        "w/more.yaml",
        "w/pack.yaml",
        "w/roads.yaml",
    ]
    assert pack.files[0][1] == sha256(b"places: {b: {}, a: {}}\n").hexdigest()
    assert pack.sources["w/b.yaml"] == "places: {b: {}, a: {}}\n"


def test_files_may_be_named_and_cut_as_one_likes(load: Load) -> None:
    one, _ = load(
        {"w/a.yaml": "cast: {x: {}}\nroads: [{between: [p, q]}, {between: [a, b]}]\n", "w/b.yaml": "cast: {a: {}}\n"}
    )
    other, _ = load(
        {
            "w/a.yaml": "cast: {a: {}}\nroads: [{between: [a, b]}]\n",
            "w/b.yaml": "roads: [{between: [p, q]}]\ncast: {x: {}}\n",
        }
    )
    assert one is not None
    assert other is not None
    assert repr(plain(one.tree)) == repr(plain(other.tree))


def test_an_included_pack_is_read_first_and_can_be_changed(load: Load) -> None:
    pack, found = load(
        {
            **BODY,
            "lib/body/a.yaml": PERSON
            + "actions: {rest: {takes: 1 h}, run: {takes: 2 h}}\nchoices: {post: [x]}\n"
            + "calendar: {day: 24 h, start: now}\n",
            "w/pack.yaml": "pack: w\nincludes: [body]\n",
            "w/a.yaml": (
                "kinds:\n  person: {extend: yes, about: two, flags: {awake: {seen: here}},\n"
                "    choices: {at: {of: [work]}}}\n"
                "actions: {rest: {override: yes, takes: 3 h}, run: {remove: yes}}\n"
                "choices: {post: {extend: yes, value: [y]}}\ncalendar: {day: 12 h}\n"
            ),
        }
    )
    assert found == []
    assert pack is not None
    assert pack.includes == ("body",)
    assert plain(pack.tree) == {
        "choices": {"post": ["x", "y"]},
        "kinds": {
            "person": {
                "about": "two",
                "flags": {"awake": {"start": "yes", "seen": "here"}},
                "choices": {"at": {"of": ["home", "work"]}},
            }
        },
        "actions": {"rest": {"takes": "3 h"}},
        "calendar": {"day": "12 h", "start": "now"},
    }


def test_two_packs_may_extend_what_both_include_but_not_each_other(load: Load) -> None:
    files = {
        **BODY,
        "lib/body/a.yaml": PERSON,
        "lib/m/pack.yaml": "pack: m\nincludes: [body]\n",
        "lib/m/a.yaml": "kinds: {person: {extend: yes, dates: {m: {}}}}\n",
        "lib/n/pack.yaml": "pack: n\nincludes: [body]\n",
        "lib/n/a.yaml": "kinds: {person: {extend: yes, dates: {n: {}}}}\n",
        "w/pack.yaml": "pack: w\nincludes: [m, n]\n",
    }
    pack, found = load(files)
    assert found == []
    assert pack is not None
    assert pack.includes == ("body", "m", "n")
    kinds = plain(pack.tree)
    assert isinstance(kinds, dict)
    assert "'dates': {'m': {}, 'n': {}}" in repr(kinds["kinds"])
    _, found = load(
        {
            **files,
            "lib/n/a.yaml": "kinds: {person: {extend: yes, about: three}}\n",
            "lib/m/a.yaml": "kinds: {person: {extend: yes, about: two}}\n",
        }
    )
    assert found == ["K104 lib/n/a.yaml:1:38"]


def test_the_built_in_kind_may_be_extended_by_anybody(load: Load) -> None:
    _, found = load(
        {
            **BODY,
            "lib/body/a.yaml": "kinds: {place: {extend: yes, flags: {a: {}}}}\n",
            "w/pack.yaml": "pack: w\nincludes: [body]\n",
            "w/a.yaml": "kinds: {place: {extend: yes, flags: {b: {}}}}\n",
        }
    )
    assert found == []


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"w/a.yaml": "cast: {x: {}}", "w/b.yaml": "cast: {x: {override: yes}}"}, ["K104 w/b.yaml:1:8"]),
        ({"w/a.yaml": "calendar: {day: 1 h}", "w/b.yaml": "calendar: {day: 2 h}"}, ["K104 w/b.yaml:1:12"]),
        ({"w/a.yaml": "cast: {x: {override: yes}}"}, ["K106 w/a.yaml:1:8"]),
        ({"w/a.yaml": "cast: {x: {remove: yes}}"}, ["K106 w/a.yaml:1:8"]),
        ({"w/a.yaml": "cast: {x: {override: perhaps}}"}, ["K102 w/a.yaml:1:22"]),
        ({"w/a.yaml": "acitons: {}"}, ["K101 w/a.yaml:1:1"]),
        ({"w/a.yaml": "pack: x"}, ["K101 w/a.yaml:1:1"]),
        ({"w/a.yaml": "cast: [a]"}, ["K102 w/a.yaml:1:7"]),
        ({"w/a.yaml": "roads: {a: b}"}, ["K102 w/a.yaml:1:8"]),
        ({"w/a.yaml": "- a"}, ["K102 w/a.yaml:1:1"]),
        ({"w/pack.yaml": "about: x"}, ["K103 w/pack.yaml:1:1"]),
        ({"w/pack.yaml": ""}, ["K103 w/pack.yaml:1:1"]),
        ({"w/pack.yaml": "pack: w\nlanguage: 2"}, ["K102 w/pack.yaml:2:11"]),
        ({"w/pack.yaml": "pack: w\nactions: {}"}, ["K101 w/pack.yaml:2:1"]),
        ({"w/pack.yaml": "pack: a b"}, ["K105 w/pack.yaml:1:7"]),
        ({"w/pack.yaml": "pack: [a]"}, ["K102 w/pack.yaml:1:7"]),
        ({"w/pack.yaml": "pack: w\nincludes: body"}, ["K102 w/pack.yaml:2:11"]),
        ({"w/pack.yaml": "pack: w\nincludes: [body, [x]]"}, ["K007 w/pack.yaml:2:12", "K102 w/pack.yaml:2:18"]),
        (
            {"w/pack.yaml": "pack: w\nincludes: [../x, /etc, '..', 'a\\b', a b]"},
            [
                "K009 w/pack.yaml:2:12",
                "K009 w/pack.yaml:2:18",
                "K009 w/pack.yaml:2:25",
                "K009 w/pack.yaml:2:31",
                "K105 w/pack.yaml:2:37",
            ],
        ),
        ({"w/pack.yaml": "pack: w\nincludes: [w]"}, ["K008 w/pack.yaml:2:12"]),
        ({"lib/b/pack.yaml": "pack: c", "w/pack.yaml": "pack: w\nincludes: [b]"}, ["K105 lib/b/pack.yaml:1:7"]),
    ],
)
def test_faults_have_their_code_and_place(load: Load, files: Files, expected: list[str]) -> None:
    assert load(files)[1] == expected


def test_a_later_pack_has_to_say_that_it_declares_a_name_again(load: Load) -> None:
    files = {
        **BODY,
        "lib/body/a.yaml": "cast: {x: {}}",
        "w/pack.yaml": "pack: w\nincludes: [body]",
        "w/a.yaml": "cast: {x: {}}",
    }
    assert load(files)[1] == ["K104 w/a.yaml:1:8"]


def test_an_unknown_pack_is_asked_for_by_its_nearest_name(tmp_path: Path) -> None:
    write(tmp_path, {**BODY, "w/pack.yaml": "pack: w\nincludes: [boddy]\n"})
    sink = Sink()
    assert load_pack(tmp_path / "w", sink, [tmp_path / "lib"]) is None
    assert [(d.code, d.hint) for d in sink] == [("K007", "did you mean 'body'?")]


def test_packs_that_include_each_other_are_named_as_a_ring(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "lib/a/pack.yaml": "pack: a\nincludes: [b]\n",
            "lib/b/pack.yaml": "pack: b\nincludes: [a]\n",
            "w/pack.yaml": "pack: w\nincludes: [a]\n",
        },
    )
    sink = Sink()
    assert load_pack(tmp_path / "w", sink, [tmp_path / "lib"]) is None
    assert [d.message for d in sink] == ["packs include each other in a circle: a → b → a"]


def test_packs_are_included_out_of_the_library_only(load: Load) -> None:
    files = {
        "w/pack.yaml": "pack: w\nincludes: [near]\n",
        "near/pack.yaml": "pack: near\n",
        "w/near/x.yaml": "cast: {}",
    }
    assert load(files)[1] == ["K007 w/pack.yaml:2:12"]


def test_a_folder_without_a_manifest_is_no_pack(tmp_path: Path) -> None:
    for root in (tmp_path, tmp_path / "missing", Path("a\x00b")):
        sink = Sink()
        assert load_pack(root, sink, []) is None
        assert [d.code for d in sink] == ["K011"]


def test_links_out_of_the_folder_are_refused_and_links_inside_are_read(tmp_path: Path) -> None:
    write(
        tmp_path, {"w/pack.yaml": "pack: w\n", "w/sub/a.txt": "cast: {x: {}}\n", "out/secret.yaml": "cast: {y: {}}\n"}
    )
    root = tmp_path / "w"
    (root / "in.yaml").symlink_to(root / "sub" / "a.txt")
    sink = Sink()
    pack = load_pack(root, sink, [])
    assert not sink.found
    assert pack is not None
    assert plain(pack.tree) == {"cast": {"x": {}}}
    (root / "out.yaml").symlink_to(tmp_path / "out" / "secret.yaml")
    (root / "folder").symlink_to(tmp_path / "out")
    (root / "round").symlink_to(root)
    (root / "self.yaml").symlink_to(root / "self.yaml")
    sink = Sink()
    assert load_pack(root, sink, []) is None
    assert [(d.code, d.spans[0].file) for d in sink] == [
        ("K009", "w/folder"),
        ("K009", "w/out.yaml"),
        ("K001", "w/self.yaml"),
    ]


def test_a_linked_manifest_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {"out/pack.yaml": "pack: w\n", "w/a.yaml": ""})
    (tmp_path / "w" / "pack.yaml").symlink_to(tmp_path / "out" / "pack.yaml")
    sink = Sink()
    assert load_pack(tmp_path / "w", sink, []) is None
    assert [d.code for d in sink] == ["K009"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_named_pipe_does_not_hang_the_reader(tmp_path: Path) -> None:
    write(tmp_path, {"w/pack.yaml": "pack: w\n"})
    os.mkfifo(tmp_path / "w" / "pipe.yaml")
    sink = Sink()
    assert load_pack(tmp_path / "w", sink, []) is None
    assert [d.code for d in sink] == ["K001"]


def test_a_file_that_cannot_be_read_gives_no_pack_but_all_faults(load: Load) -> None:
    pack, found = load({"w/a.yaml": "cast: [", "w/b.yaml": "cast:\n\tx: 1", "w/c.yaml": "acitons: {}"})
    assert pack is None
    assert found == ["K003 w/a.yaml:1:7", "K003 w/b.yaml:2:1", "K101 w/c.yaml:1:1"]


def test_the_texts_are_at_hand_even_if_no_pack_comes_of_them(tmp_path: Path) -> None:
    write(tmp_path, {"w/pack.yaml": "pack: w\n", "w/a.yaml": "cast: ["})
    sources: dict[str, str] = {}
    assert load_pack(tmp_path / "w", Sink(), [], sources) is None
    assert sources == {"w/pack.yaml": "pack: w\n", "w/a.yaml": "cast: ["}


def test_a_pack_that_is_too_large_is_refused_once(tmp_path: Path) -> None:
    write(tmp_path, {"w/pack.yaml": "pack: w\n"})
    for number in range(25):
        (tmp_path / "w" / f"a{number}.yaml").write_text("# " + "x" * 2_000_000)
    sink = Sink()
    assert load_pack(tmp_path / "w", sink, []) is None
    assert [d.code for d in sink if d.code != "K010"] == ["K006"]


def test_a_long_chain_of_packs_is_refused(tmp_path: Path) -> None:
    for number in range(100):
        write(tmp_path, {f"lib/p{number}/pack.yaml": f"pack: p{number}\nincludes: [p{number + 1}]\n"})
    sink = Sink()
    assert load_pack(tmp_path / "lib" / "p0", sink, [tmp_path / "lib"]) is None
    assert [d.code for d in sink] == ["K006"]


def test_a_folder_with_a_manifest_of_its_own_is_another_pack(load: Load) -> None:
    """Such as the copy in a run that was lived in the pack's folder."""
    pack, found = load({
        "w/people.yaml": PERSON, "w/runs/w-1/pack/w/pack.yaml": "pack: w\n", "w/runs/w-1/pack/w/people.yaml": PERSON,
        "w/runs/w-1/pack/w/deep/more.yaml": PERSON,
    })
    assert found == []
    assert pack is not None
    assert [name for name, _ in pack.files] == ["w/pack.yaml", "w/people.yaml"]
