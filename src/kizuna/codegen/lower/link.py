"""Object code to addresses, and addresses to what Python can call."""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from llvmlite import binding as llvm

from kizuna.codegen.lower.module import Lowering, outside
from kizuna.codegen.lower.program import Function
from kizuna.codegen.lower.target import Level, machine, object_code
from kizuna.codegen.lower.types import FLOAT, SCALARS, Bundle, Data, Type

_INT = ctypes.c_int64
_PLAIN: dict[str, Any] = {"int": _INT, "word": _INT, "none": _INT, "float": ctypes.c_double}


def address(buffer: array[Any] | memoryview) -> int:
    """Where a buffer lies. It must stay alive and unmoved while code runs."""
    if isinstance(buffer, array):
        return buffer.buffer_info()[0]
    return ctypes.addressof(ctypes.c_char.from_buffer(buffer))


class Linked:
    """Object code in memory, and by name the data that it reads. Its addresses are good as long as this lives."""

    def __init__(self, objects: Iterable[bytes], data: Mapping[str, Data]) -> None:
        module = llvm.parse_assembly("\n".join(map(outside, data)))
        target = machine()
        module.triple = target.triple
        self._engine = llvm.create_mcjit_compiler(module, target)
        self._data = {name: array("d", held or (0.0,)) for name, held in data.items()}
        for name, buffer in self._data.items():
            self._engine.add_global_mapping(module.get_global_variable(name), address(buffer))
        for code in objects:
            self._engine.add_object_file(llvm.ObjectFileRef.from_data(code))
        self._engine.finalize_object()

    def address(self, symbol: str) -> int:
        """Where a function begins. Raises KeyError."""
        found = int(self._engine.get_function_address(symbol))
        if not found:
            raise KeyError(symbol)
        return found

    def function(self, function: Function) -> Callable[..., Any]:
        """A function that Python can call with numbers, arrays and structures."""
        kinds = [_PLAIN.get(kind.name, ctypes.c_void_p) for _, kind in function.params]
        assert function.result is not None
        raw = ctypes.CFUNCTYPE(_PLAIN[function.result.name], *kinds)(self.address(function.symbol))
        params = [kind for _, kind in function.params]

        def called(*args: Any) -> Any:
            return raw(*map(passed, args, params))

        called.__name__ = function.name
        called.linked = self  # type: ignore[attr-defined]  # keeps the code in memory
        return called


def passed(value: Any, kind: Type) -> Any:
    """A Python value as the machine takes it: numbers cut to 64 bits, buffers and structures by address."""
    if kind == FLOAT:
        return float(value)
    if kind in SCALARS:
        return ctypes.c_int64(value)
    if isinstance(value, array | memoryview):
        return address(value)
    return ctypes.addressof(value)


class Answer:
    """A function of Python's that compiled code can `call` with two ints, as the only one of a table."""

    def __init__(self, function: Callable[[int, int], int]) -> None:
        self._raw = ctypes.CFUNCTYPE(_INT, _INT, _INT)(function)
        self.table = array("q", [ctypes.cast(self._raw, ctypes.c_void_p).value or 0])


def structure(bundle: Bundle) -> type[ctypes.Structure]:
    """The structure that compiled code takes for a bundle: addresses of buffers, and numbers, eight bytes each."""
    fields = [(name, _PLAIN.get(kind.name, ctypes.c_void_p)) for name, kind in bundle.fields.items()]
    return type(bundle.name, (ctypes.Structure,), {"_fields_": fields})


def place(held: ctypes.Structure, name: str, buffer: array[Any] | memoryview) -> None:
    """Lets a field of a structure point to a buffer."""
    setattr(held, name, address(buffer))


def linked(functions: Iterable[Function], lowering: Lowering, level: Level = Level.FAST) -> Linked:
    """Functions, and all that they call, compiled as one module and loaded."""
    found = lowering.closure(functions)
    return Linked([object_code(lowering.module(found), level)], lowering.data(found))
