"""Where `kizuna` begins: exit codes, and no traceback whatever happens."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

FINE, FINDINGS, USAGE, FAULT, STOPPED = 0, 1, 2, 70, 130
"""Exit codes: fine; findings in the author's files; wrong usage; a fault of Kizuna itself; stopped by Ctrl-C."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command with the given words (those of the process unless given) and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    _say_everything()
    seldom_search()
    if argv is None:    # the process is ours: NumPy's linear algebra, which nothing here uses, would begin idle threads
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        if words == ["--version"]:
            return _version()
        from kizuna.cli.app import run_words

        code = run_words(words)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        print("\nstopped", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:
        _forget_output()
        return FINE
    except OSError as fault:
        print(f"kizuna: {fault.filename or 'a file'}: {fault.strerror or fault}", file=sys.stderr)
        return FINDINGS
    except MemoryError:
        print("kizuna: there is not enough memory for this; try fewer people or days", file=sys.stderr)
        return FINDINGS
    except Exception as fault:
        return _own_fault(fault)
    finally:
        if argv is None:  # the process ends: nothing is gained by a last search of all that is there, half of a check
            gc.freeze()


def seldom_search() -> None:
    """Worlds are many small objects that stay: looking for garbage among them as usual costs a tenth of a check."""
    gc.set_threshold(1_000_000, 50, 100)


def _version() -> int:
    from kizuna import __version__

    print(f"kizuna {__version__}")
    return FINE


def _say_everything() -> None:
    """A terminal that cannot show a character shows its number instead of stopping us; what is closed takes nothing."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - for as long as the process is
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _forget_output() -> None:
    """Whoever read our output has left: nothing more is written, not even at the end of the process."""
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, sys.stdout.fileno())


def _own_fault(fault: Exception) -> int:
    """Says in two lines that Kizuna is at fault; the whole trace only for those who ask for it."""
    if os.environ.get("KIZUNA_DEBUG"):
        raise fault
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else "somewhere"
    what = f"{type(fault).__name__} at {where}: {fault}"
    print(f"kizuna: this is a fault of Kizuna, not of your files: {what}", file=sys.stderr)
    print("Please report it with the command and the files; KIZUNA_DEBUG=1 shows the whole trace.", file=sys.stderr)
    return FAULT
