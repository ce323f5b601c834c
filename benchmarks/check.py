"""How long it takes to check the first story of the village, whole process."""

from __future__ import annotations

from timing import KIZUNA, ROOT, Figure, repeated, show


def figures(times: int = 7) -> list[Figure]:
    """Warm (Python files compiled, the world kept), cold as in a fresh checkout after `pip install`, which compiles the
    dependencies, and cold without even that."""
    story = min((ROOT / "worlds" / "leaf" / "stories").glob("000*.md"))
    beats = sum(line.startswith("- ") for line in story.read_text(encoding="utf-8").splitlines())
    words = (*KIZUNA, "check", str(story.relative_to(ROOT)))
    note = f"{beats} beats"
    return [
        repeated("check of story 000, warm", words, times, note),
        repeated("check of story 000, cold", words, times, note, fresh=True, installed=True),
        repeated("the same, Python's own library and the dependencies not compiled either", words, max(3, times // 2),
                 note, fresh=True),
    ]


if __name__ == "__main__":
    show(figures())
