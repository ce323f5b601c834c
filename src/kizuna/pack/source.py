"""Bytes of a file to text, within limits."""

from __future__ import annotations

import re
import stat
from pathlib import Path

from kizuna.diagnostics import Sink, Span

LARGEST = 2 * 1024 * 1024   # bytes of one file

BREAK = re.compile(r"\r\n|\r|\n")

# Rare line ends, which editors do not count as such, are refused too: every line number after one would be off.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def read_source(source: str | bytes | Path, file: str, sink: Sink, controls: bool = False) -> str | None:
    """The text of a file (or text already at hand) without its byte order mark, or None with a diagnostic.

    K001 it cannot be read, K002 not UTF-8, K006 larger than 2 MiB, K003 control characters (unless `controls`).
    """
    data = read_bytes(source, file, sink) if isinstance(source, Path) else source
    if data is None:
        return None
    if len(data) > LARGEST:
        sink.add("K006", f"the file is larger than {LARGEST // 1024 // 1024} MiB", Span(file, 1, 1), hint="split it")
        return None
    text = _decoded(data, file, sink) if isinstance(data, bytes) else data
    if text is None:
        return None
    text = text.removeprefix("\ufeff")
    if not controls and (bad := _CONTROL.search(text)):
        message = f"the character U+{ord(bad.group()):04X} cannot stand in a file of a pack"
        hint = "take it out; it may be invisible in your editor"
        sink.add("K003", message, span_at(text, bad.start(), file), hint=hint)
        return None
    return text


def plain_text(data: bytes) -> str:
    """The text of a file that has been read once before and is still the same."""
    return data.decode("utf-8").removeprefix("\ufeff")


def span_at(text: str, index: int, file: str) -> Span:
    """Line and column of the character `index` of `text`."""
    breaks = [found.end() for found in BREAK.finditer(text, 0, index)]
    return Span(file, len(breaks) + 1, index - (breaks[-1] if breaks else 0) + 1)


def read_bytes(path: Path, file: str, sink: Sink) -> bytes | None:
    """The bytes of an ordinary file, at most one more than the limit; None with K001."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            sink.add("K001", f"{file} is not an ordinary file", Span(file, 1, 1))
            return None
        with path.open("rb") as stream:
            return stream.read(LARGEST + 1)
    except (OSError, ValueError) as fault:
        reason = (fault.strerror if isinstance(fault, OSError) else None) or "its name cannot be used"
        sink.add("K001", f"cannot read {file}: {reason}", Span(file, 1, 1))
        return None


def _decoded(data: bytes, file: str, sink: Sink) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as fault:
        sound = data[: fault.start].decode("utf-8")
        wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        sink.add(
            "K002",
            f"not UTF-8: byte 0x{data[fault.start]:02X} at offset {fault.start}",
            span_at(sound, len(sound), file),
            hint="this looks like UTF-16: save it as UTF-8" if wide else "save the file as UTF-8",
        )
        return None
