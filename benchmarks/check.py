"""How long it takes to check the first story of the village, whole process."""

from __future__ import annotations

from timing import KIZUNA, ROOT, Figure, repeated, show


def figures(times: int = 7) -> list[Figure]:
    """Warm (Python files compiled, the world kept) and cold (nothing of that, not even of the dependencies)."""
    story = min((ROOT / "worlds" / "leaf" / "stories").glob("000*.md"))
    beats = sum(line.startswith("- ") for line in story.read_text(encoding="utf-8").splitlines())
    words = (*KIZUNA, "check", str(story.relative_to(ROOT)))
    note = f"{beats} beats"
    return [
        repeated("check of story 000, warm", words, times, note),
        repeated("check of story 000, cold", words, max(3, times // 2), note, fresh=True),
    ]


if __name__ == "__main__":
    show(figures())
