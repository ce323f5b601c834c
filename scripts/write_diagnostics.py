"""Writes docs/diagnostics.md from the register of codes and the samples that raise them."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from kizuna.diagnostics.codes import CODES

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "diagnostics.md"
SAMPLES = ROOT / "tests" / "samples"
GRAVITY = ("notice", "warning", "error")
GROUPS = {
    "K0": "Files",
    "K1": "Structure and declarations",
    "K2": "Expressions and requirements",
    "K3": "Stories",
    "K4": "Dynamics",
    "K5": "Unused and unsaid",
    "K6": "Runs",
    "K7": "Integrity",
}
INTRO = """# Diagnostics

Every finding has a code that stays the same. This page is made from the register of codes and from the samples in
`tests/samples/`, by `make docs`; the output shown is what a test compares.

An **error** is something that cannot be, and makes `kizuna` end with exit code 1. A **warning** is doubtful. A
**notice** is worth knowing. In a story a finding is accepted knowingly by a comment in the line of the beat:
`<!-- intended K203: why -->`.
"""


def examples() -> dict[str, list[tuple[str, str]]]:
    """For each code the samples that raise it, as (name, the part of the output that says so); shortest first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for path in sorted(SAMPLES.glob("*/expected.txt")):
        for block in blocks(path.read_text(encoding="utf-8")):
            code = re.search(r"(?:error|warning|notice)\[(K\d{3}) ", block.splitlines()[0])
            if code:
                found.setdefault(code.group(1), []).append((path.parent.name, block))
    return {code: sorted(shown, key=lambda one: (len(one[1]), one[0])) for code, shown in found.items()}


def blocks(text: str) -> list[str]:
    """The single findings of an output: a line that begins at the margin, and the indented lines after it."""
    return [block.rstrip() for block in re.findall(r"^\S.*\n(?:[ ]+.*\n)*", text, re.MULTILINE)]


def page() -> str:
    """The whole page."""
    shown = examples()
    lines = [INTRO]
    for prefix, title in GROUPS.items():
        lines.append(f"## {title}\n")
        for code, about in CODES.items():
            if not code.startswith(prefix):
                continue
            lines.append(f"### {code} {about.name} ({GRAVITY[about.severity]})\n")
            lines.append(about.why[0].upper() + about.why[1:] + ".\n")
            if code in shown:
                name, block = shown[code][0]
                lines.append(f"```text\n{block}\n```\n")
                more = [other for other in dict.fromkeys(other for other, _ in shown[code]) if other != name][:5]
                lines.append("Samples: " + ", ".join(f"`{one}`" for one in [name, *more]) + ".\n")
    return "\n".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}", file=sys.stderr)
