"""Which files belong to a pack: sorted, never out of its folder."""

from __future__ import annotations

import os
from pathlib import Path

from kizuna.diagnostics import Sink, Span

MANIFEST = "pack.yaml"
MOST_FILES = 5_000
_MOST_SEEN = 200_000    # names of any sort looked at


def pack_files(root: Path, shown: str, sink: Sink) -> list[tuple[str, Path]]:
    """(name shown, path) of each `.yaml` file of a pack but its manifest, sorted by name.

    Hidden files and folders are left out, so are folders with a manifest of their own, which are other packs (a run
    keeps a copy of its packs, and may lie here), and links are not followed into folders.

    K009 for a link that leaves the folder, K006 for too many files, K001 for a folder that cannot be read.
    """
    home = os.path.realpath(root)
    found: list[tuple[str, Path]] = []
    seen = 0

    def unreadable(fault: OSError) -> None:
        place = shown_path(shown, os.path.relpath(fault.filename or home, home))
        sink.add("K001", f"cannot read {place}: {fault.strerror or 'it cannot be opened'}", Span(place, 1, 1))

    for folder, folders, files in os.walk(home, onerror=unreadable):
        if folder != home and MANIFEST in files:
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in [*files, *folders]:
            path = os.path.join(folder, name)
            place = shown_path(shown, os.path.relpath(path, home))
            wanted = name.endswith(".yaml") and not name.startswith(".")
            if (wanted or name in folders) and os.path.islink(path) and not _within(home, path):
                sink.add("K009", f"{place} is a link out of the pack's folder", Span(place, 1, 1))
            elif wanted and name not in folders and place != f"{shown}/{MANIFEST}":
                found.append((place, Path(path)))
        seen += len(files) + len(folders)
        if len(found) > MOST_FILES or seen > _MOST_SEEN:
            sink.add("K006", f"a pack of more than {MOST_FILES} files", Span(shown, 1, 1))
            break
    return sorted(found)[:MOST_FILES]


def shown_path(shown: str, relative: str) -> str:
    """The name that a pack's file is shown by: independent of where the pack lies, always printable as UTF-8."""
    text = f"{shown}/{relative.replace(os.sep, '/')}"
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _within(home: str, path: str) -> bool:
    try:
        return os.path.commonpath([home, os.path.realpath(path)]) == home
    except (OSError, ValueError):
        return False
