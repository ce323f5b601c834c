"""Values while a function is lowered: LLVM text with a type of the subset, and what is known of it."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from kizuna.codegen.lower.types import BOOL, FLOAT, INT, WIDE, WORD, Type

TEXT = {"int": "i64", "float": "double", "bool": "i1", "word": "i64", "wide": "i64", "none": "i64"}
"""The LLVM type of each scalar; all else is a pointer."""
MASK = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Value:
    """A value: its text in LLVM, its constant if it is one, and for a word whether it surely fits an int."""

    type: Type
    text: str
    const: int | float | None = None
    fits: bool = False


def llvm(kind: Type) -> str:
    """The LLVM type of a type."""
    return TEXT.get(kind.name, "ptr")


def constant(value: int | float) -> Value:
    """A number that stands in the source or was folded; ints that no 64 bits hold may only be cut."""
    if isinstance(value, float):
        return Value(FLOAT, float_text(value), value)
    value = int(value)
    if -(1 << 63) <= value < 1 << 63:
        return Value(INT, str(value), value)
    return Value(WORD if 0 <= value <= MASK else WIDE, str(signed(value)), value)


def signed(value: int) -> int:
    """The int of 64 bits that has the same lowest 64 bits."""
    value &= MASK
    return value - (1 << 64) if value >> 63 else value


def float_text(value: float) -> str:
    """A float with all its bits."""
    return f"0x{struct.unpack('<Q', struct.pack('<d', value))[0]:016X}"


FALSE, TRUE = Value(BOOL, "false", 0), Value(BOOL, "true", 1)
ZERO, ONE = constant(0), constant(1)
"""Values that come up often."""
