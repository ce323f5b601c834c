"""A run's own copy of its packs in `RUN/pack/<pack>/…`, so that a run can be read and replayed anywhere."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from kizuna.chronicle.manifest import Manifest
from kizuna.diagnostics import Severity, Sink, Span
from kizuna.pack.files import MANIFEST
from kizuna.pack.load import Pack
from kizuna.world.kept import open_world
from kizuna.world.model import World

FOLDER = "pack"
_SHOWN = 10


def copy_pack(pack: Pack, run: Path) -> dict[str, str]:
    """Writes the files of a pack and of all that it includes; gives their sha256 by `<pack>/<path>`. Raises OSError."""
    hashes = {}
    for name, data in _contents(pack).items():
        path = run / FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        hashes[name] = sha256(data).hexdigest()
    return dict(sorted(hashes.items()))


def is_copied(pack: Pack | None, manifest: Manifest) -> bool:
    """Whether a run's copy has just the files of this pack; None stands for one that cannot be read."""
    if pack is None:
        return False
    return {name: sha256(data).hexdigest() for name, data in _contents(pack).items()} == manifest.pack_files


def _contents(pack: Pack) -> dict[str, bytes]:
    """The files of a pack and of all that it includes, by `<pack>/<path>`."""
    return {_place(pack, shown): text.encode("utf-8", "surrogatepass") for shown, text in pack.sources.items()}


def _place(pack: Pack, shown: str) -> str:
    """`<pack>/<path>` of a file shown as `<shelf>/<pack>/<path>` or, outside the library, as `<folder>/<path>`."""
    shelf, _, rest = shown.partition("/")
    name = rest.partition("/")[0]
    if name in pack.includes and f"{shelf}/{name}/{MANIFEST}" in pack.sources:
        return rest
    folder = pack.root.absolute()
    head = folder.name or "pack"
    if f"{head}/{MANIFEST}" not in pack.sources:
        head = f"{folder.parent.name}/{head}"
    return f"{pack.name}/{shown.removeprefix(head + '/')}"


def load_copy(run: Path, manifest: Manifest, sink: Sink) -> World | None:
    """The world of a run, built from the copy; None with K602 if the copy is not what the run was made with."""
    shelf = run / FOLDER
    own = Sink()        # warnings were given when the run began
    pack, world = open_world(shelf / manifest.pack, own, manifest.people, manifest.seed, [shelf])
    if pack is None:
        _refuse(sink, shelf, "cannot be read", _faults(own))
        return None
    found = hashes_of(pack)
    if found != manifest.pack_files:
        wanted = manifest.pack_files
        names = sorted(name for name in found.keys() | wanted if found.get(name) != wanted.get(name))
        _refuse(sink, shelf, "was changed after the run began", [_difference(name, found, wanted) for name in names])
        return None
    if world is None:
        _refuse(sink, shelf, "is no world any more", _faults(own))
    return world


def hashes_of(copy: Pack) -> dict[str, str]:
    """The sha256 of the files of a pack that was loaded from a run's copy, by `<pack>/<path>` as in its manifest."""
    return {shown.removeprefix(f"{FOLDER}/"): digest for shown, digest in copy.files}


def _refuse(sink: Sink, shelf: Path, why: str, notes: list[str]) -> None:
    more = (f"and {len(notes) - _SHOWN} more",) if len(notes) > _SHOWN else ()
    sink.add(
        "K602", f"the run's copy of its packs {why}", Span(str(shelf), 0, 0), notes=(*notes[:_SHOWN], *more),
        hint="restore the copy, or run the pack again",
    )


def _faults(found: Sink) -> list[str]:
    """Faults of the copy, whose files are named as its packs' and would not say which run it is."""
    return [
        f"{fault.spans[0] if fault.spans else FOLDER}: {fault.code} {fault.message}"
        for fault in found if fault.severity is Severity.ERROR
    ]


def _difference(name: str, found: dict[str, str], wanted: dict[str, str]) -> str:
    if name not in found:
        return f"{name} is missing"
    return f"{name} is new" if name not in wanted else f"{name} is changed"
