"""A pack's folder, and all that it includes, to one tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kizuna.diagnostics import Sink, Span
from kizuna.diagnostics.nearest import did_you_mean
from kizuna.pack import library
from kizuna.pack.extend import Removal
from kizuna.pack.files import MANIFEST, pack_files, shown_path
from kizuna.pack.manifest import Manifest, read_manifest
from kizuna.pack.merge import Merger
from kizuna.pack.source import read_bytes, read_source
from kizuna.pack.tree import Map, Node, Scalar
from kizuna.pack.yaml import parse_yaml

_DEEPEST = 40                   # packs that include each other in a chain
_LARGEST = 32 * 1024 * 1024     # bytes of all files together


@dataclass(frozen=True)
class Pack:
    """A pack with everything it includes.

    `includes` are the names of all included packs in reading order; `tree` has the merged sections; `files` are (name
    shown, sha256) of every file read; `sources` are the files' texts by name shown; `folders` are those of all packs
    that were read, each with the name it is shown by. `removed` is what packs took away of those that they include,
    each with the names shown of the files of all packs that do not build on that.
    """

    name: str
    about: str
    root: Path
    includes: tuple[str, ...]
    tree: Map
    files: tuple[tuple[str, str], ...]
    sources: dict[str, str]
    folders: tuple[tuple[Path, str], ...] = ()
    removed: tuple[tuple[Removal, frozenset[str]], ...] = ()


def load_pack(
    root: Path,
    sink: Sink,
    libraries: Sequence[Path] | None = None,
    sources: dict[str, str] | None = None,
) -> Pack | None:
    """Read the pack in the folder `root`, with the packs it includes out of `libraries` (those shipped unless given).

    `sources` is filled with the text of each file by the name shown, whether or not a pack comes of it.

    None if a file is missing or cannot be read, or a manifest is faulty, since what would be declared there would be
    missed everywhere else (K001 to K011).
    Faults of single entries (K101, K102, K104, K106) are recorded and the rest of the tree is handed out.
    """
    shelves = library.libraries() if libraries is None else tuple(libraries)
    loader = _Loader(sink, shelves, {} if sources is None else sources)
    manifest = loader.read(root, _shown_root(root, shelves), ())
    if manifest is None or not loader.sound:
        return None
    return Pack(
        manifest.name.text, manifest.about, root, tuple(loader.below)[:-1],
        loader.merger.tree(), tuple(sorted(loader.files)), loader.sources,
        tuple(loader.folders), loader.removed(),
    )


def pack_name(root: Path, sink: Sink) -> str | None:
    """What the pack in the folder `root` calls itself, whatever else is wrong with it; None as in `load_pack`."""
    manifest = _Loader(sink, (), {}).manifest(root, _shown_root(root, ()))
    return manifest.name.text if manifest is not None else None


def _shown_root(root: Path, shelves: Sequence[Path]) -> str:
    folder = root.absolute()
    name = folder.name or "pack"
    return shown_path(folder.parent.name, name) if folder.parent in [shelf.absolute() for shelf in shelves] else name


class _Loader:
    """Reads packs depth first, each once, included before including."""

    def __init__(self, sink: Sink, shelves: Sequence[Path], sources: dict[str, str]) -> None:
        self.sink, self.shelves, self.sources = sink, shelves, sources
        self.merger = Merger(sink)
        self.files: list[tuple[str, str]] = []
        self.size = 0                                   # bytes read
        self.below: dict[str, frozenset[str]] = {}      # pack -> all that it includes, in reading order
        self.folders: list[tuple[Path, str]] = []
        self.sound = True

    def read(self, root: Path, shown: str, chain: tuple[str, ...]) -> Manifest | None:
        """Read one pack, after those it includes. `chain` are the names of the packs that led here."""
        manifest = self.manifest(root, shown)
        if manifest is None:
            return None
        name = manifest.name.text
        if chain and chain[-1] != name:
            hint = f"call it {chain[-1]}, as its folder"
            self._fail("K105", f"the pack in the folder {chain[-1]} calls itself {name}", manifest.name.span, hint)
            return None
        below: set[str] = set()
        for include in manifest.includes:
            below |= self._include(include, chain or (name,))
        before = len(self.sink.found)
        self.folders.append((root, shown))
        places = pack_files(root, shown, self.sink)
        self.sound = self.sound and len(self.sink.found) == before
        trees = [tree for place, path in places if (tree := self._tree(place, path)) is not None]
        self.below[name] = frozenset(below)
        self.merger.add(name, self.below[name], trees)
        return manifest

    def removed(self) -> tuple[tuple[Removal, frozenset[str]], ...]:
        """As of a pack."""
        extender = self.merger.extender
        return tuple(
            (each, frozenset(
                file for file, pack in extender.packs.items() if each.pack not in (pack, *self.below.get(pack, ()))
            ))
            for each in extender.removed
        )

    def manifest(self, root: Path, shown: str) -> Manifest | None:
        """Read what one pack says of itself."""
        place = f"{shown}/{MANIFEST}"
        try:
            there = (root / MANIFEST).exists()
        except (OSError, ValueError):
            there = False
        if not there:
            hint = f"a pack is a folder with a {MANIFEST}"
            self._fail("K011", f"there is no {MANIFEST} in {shown}", Span(place, 1, 1), hint)
            return None
        if (root / MANIFEST).resolve().parent != root.resolve():
            self._fail("K009", f"{place} is a link out of the pack's folder", Span(place, 1, 1))
            return None
        before = len(self.sink.found)
        tree = self._node(place, root / MANIFEST, may_be_empty=True)
        manifest = read_manifest(tree, place, self.sink) if tree is not None else None
        self.sound = self.sound and len(self.sink.found) == before
        return manifest

    def _include(self, include: Scalar, chain: tuple[str, ...]) -> set[str]:
        """Read an included pack; gives its name and all that it includes."""
        name = include.text
        if name in chain:
            ring = " → ".join((*chain[chain.index(name):], name))
            self._fail("K008", f"packs include each other in a circle: {ring}", include.span, "take one include out")
            return set()
        if name not in self.below:
            folder = library.find_pack(name, self.shelves)
            if folder is None:
                hint = did_you_mean(name, library.names(self.shelves))
                self._fail("K007", f"there is no pack {name!r} in the library", include.span, hint)
                return set()
            if len(chain) > _DEEPEST:
                self._fail("K006", f"packs include each other more than {_DEEPEST} deep", include.span)
                return set()
            self.read(folder, shown_path(folder.parent.name, name), (*chain, name))
        return {name, *self.below.get(name, ())}

    def _tree(self, place: str, path: Path) -> Map | None:
        node = self._node(place, path)
        if node is None or isinstance(node, Map):
            return node
        self._fail("K102", "a file of a pack is a map of sections", node.span, "write `actions:`, `cast:` and so on")
        return None

    def _node(self, place: str, path: Path, may_be_empty: bool = False) -> Node | None:
        data = read_bytes(path, place, self.sink) if self.size <= _LARGEST else None
        text = None if data is None else read_source(data, place, self.sink)
        node = None
        if data is not None and text is not None:
            self.files.append((place, sha256(data).hexdigest()))
            self.sources[place] = text
            self.size += len(data)
            if self.size > _LARGEST:
                message = f"the files of a pack are larger than {_LARGEST >> 20} MiB together"
                self._fail("K006", message, Span(place, 1, 1))
            node = parse_yaml(text, place, self.sink, may_be_empty)
        self.sound = self.sound and node is not None
        return node

    def _fail(self, code: str, message: str, span: Span, hint: str = "") -> None:
        self.sound = False
        self.sink.add(code, message, span, hint=hint)
