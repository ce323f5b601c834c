"""The machine that code is made for, and how much it is improved: exact, portable, and quickly made."""

from __future__ import annotations

import platform
from functools import lru_cache
from typing import Any

from llvmlite import binding as llvm

LEVEL = 1


@lru_cache(maxsize=1)
def start() -> None:
    """Readies LLVM for this machine."""
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()


def described() -> str:
    """What object code depends on besides its source: it runs on every machine that says the same."""
    return f"{llvm.get_process_triple()} {_cpu()} llvmlite {_version()} level {LEVEL}"


def _version() -> str:
    import llvmlite

    return f"{llvmlite.__version__} llvm {'.'.join(map(str, llvm.llvm_version_info))}"


def _cpu() -> str:
    """On x86 the second level, which has no fused multiply-add and is the same on all machines of 15 years."""
    return "x86-64-v2" if platform.machine().lower() in ("x86_64", "amd64") else ""


def machine() -> Any:
    """A new target machine. Not shared between threads."""
    start()
    target = llvm.Target.from_triple(llvm.get_process_triple())
    return target.create_target_machine(cpu=_cpu(), opt=LEVEL, jit=True)


def object_code(text: str, target: Any) -> bytes:
    """Object code of a module's text."""
    module = llvm.parse_assembly(text)
    module.triple = target.triple
    module.data_layout = str(target.target_data)
    module.verify()
    options = llvm.create_pipeline_tuning_options(speed_level=LEVEL)
    options.loop_vectorization = options.slp_vectorization = options.loop_unrolling = False
    passes = llvm.create_pass_builder(target, options)
    _improve(module, passes)
    return bytes(target.emit_object(module))


def _improve(module: Any, passes: Any) -> None:
    manager = llvm.create_new_module_pass_manager()
    manager.add_always_inliner_pass()
    manager.add_sroa_pass()
    manager.add_instruction_combine_pass()
    manager.add_simplify_cfg_pass()
    manager.run(module, passes)
