"""The machine that code is made for: exact and portable in any case, and either quickly made or fast."""

from __future__ import annotations

import platform
from enum import Enum
from functools import lru_cache
from typing import Any

import llvmlite
from llvmlite import binding as llvm


class Level(Enum):
    """How much code is improved; what it computes is the same to the bit."""

    QUICK = 0
    """About 1 ms for a unit: for what is run for the first time, and at once."""
    FAST = 3
    """About 4 ms for a unit, and half as long to run: for what is kept."""


@lru_cache(maxsize=1)
def start() -> None:
    """Readies LLVM for this machine."""
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()


def described(level: Level) -> str:
    """What object code depends on besides its source: it runs on every machine that says the same."""
    version = ".".join(map(str, llvm.llvm_version_info))
    return f"{llvm.get_process_triple()} {_cpu()} llvmlite {llvmlite.__version__} llvm {version} {level.name}"


def _cpu() -> str:
    """On x86 the second level, which has no fused multiply-add and is the same on all machines of 15 years."""
    return "x86-64-v2" if platform.machine().lower() in ("x86_64", "amd64") else ""


def machine(level: Level = Level.FAST) -> Any:
    """A new target machine. Not shared between threads."""
    start()
    target = llvm.Target.from_triple(llvm.get_process_triple())
    return target.create_target_machine(cpu=_cpu(), opt=min(level.value, 1), jit=True)


def object_code(text: str, level: Level = Level.FAST) -> bytes:
    """Object code of a module's text."""
    target = machine(level)
    module = llvm.parse_assembly(text)
    module.triple = target.triple
    module.data_layout = str(target.target_data)
    module.verify()
    builder = llvm.create_pass_builder(target, llvm.create_pipeline_tuning_options(level.value))
    if level is Level.FAST:
        manager = builder.getModulePassManager()
    else:
        manager = llvm.create_new_module_pass_manager()
        manager.add_always_inliner_pass()
    manager.run(module, builder)
    return bytes(target.emit_object(module))
