"""Stories: front matter, scenes, items."""

from __future__ import annotations

import pytest

from kizuna.diagnostics import Sink, Span
from kizuna.pack.markdown import StorySource, read_story
from kizuna.pack.tree import Scalar

FRONT = "---\nworld: leaf\n---\n"


def read(text: str | bytes) -> StorySource:
    sink = Sink()
    story = read_story(text, "s.md", sink)
    assert not sink.found, sink.found
    assert story is not None
    return story


def shape(text: str) -> list[tuple[str, list[str]]]:
    return [(scene.heading.text, [item.text for item in scene.items]) for scene in read(FRONT + text).scenes]


def test_headings_and_items_are_read_and_prose_is_left_alone() -> None:
    text = (
        "# Title\nProse is left.\n## Day 1, dusk · forest ##\n- one\nProse between.\n* two\n+ three\n\n"
        "1. no beat\n> - quoted\n###### deep\n- …\n####### too many\n#no space\n"
    )
    assert shape(text) == [("Title", []), ("Day 1, dusk · forest", ["one", "two", "three"]), ("deep", ["…"])]


def test_items_before_any_heading_stand_in_an_opening_scene() -> None:
    assert shape("- one\n# H\n- two\n") == [("", ["one"]), ("H", ["two"])]
    assert shape("only prose\n") == []


def test_places_count_the_front_matter() -> None:
    story = read("---\nworld: leaf\nstart:\n  a(b): c\n---\n## Day 1 #\n  - one two\n")
    key = story.front.key("start")
    assert key is not None
    assert key.span == Span("s.md", 3, 1, 5)
    assert story.scenes[0].heading == Scalar("Day 1", Span("s.md", 6, 4, 5))
    assert story.scenes[0].items == (Scalar("one two", Span("s.md", 7, 5, 7)),)


def test_nested_and_continued_items() -> None:
    text = "- one\n  goes on\n\tand on\n  - nested\n\t* tabbed\n- last\nprose\n  - after prose\n"
    assert shape(text) == [("", ["one goes on and on", "nested", "tabbed", "last", "after prose"])]


def test_code_and_comments_are_ignored_but_an_item_keeps_its_comment() -> None:
    text = (
        "```\n- code\n# code\n```\n~~~ x\n- more\n```\n~~~\n<!-- - hidden\n# hidden\n- hidden -->\n"
        "- one <!-- intended K203: why -->\n- two <!-- a\n   b -->\n- three\n<!-- c --> <!--\n- d\n-->\n- four\n"
    )
    assert shape(text) == [("", ["one <!-- intended K203: why -->", "two <!-- a b -->", "three", "four"])]


def test_rules_and_empty_items_are_no_beats() -> None:
    assert shape("- one\n\n---\n* * *\n- - -\n-\n- \n*emphasis*\n-x\n") == [("", ["one"])]


def test_code_in_an_item_is_no_text_of_it() -> None:
    assert shape("- one\n  ```\n  - code\n  ```\n- two\n- ```\n  - code\n  ```\n- three\n") == [
        ("", ["one", "two", "three"])
    ]


def test_line_ends_byte_order_mark_and_control_characters_are_tolerated() -> None:
    story = read("\ufeff---\r\nworld: leaf\r\n---\r\n# H\r\n- one\r\n  two\r\npro\x0bse \u2028\r\n".encode())
    assert [(s.heading.text, s.items[0].text) for s in story.scenes] == [("H", "one two")]
    assert story.scenes[0].items[0].span == Span("s.md", 5, 3, 3)


def test_an_empty_front_matter_is_an_empty_map() -> None:
    assert read("---\n---\n- a\n").front.items == ()


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("# H\n- a\n", "K309", 1, 1),
        ("", "K309", 1, 1),
        ("---\nworld: leaf\n- a\n", "K309", 1, 1),
        ("---\n- a\n---\n", "K309", 2, 1),
        ("---\nworld: leaf\ncast: x: y\n---\n", "K003", 3, 8),
        ("---\na: b\x00\n---\n", "K003", 2, 5),
        (b"---\na: \xff\n---\n", "K002", 2, 4),
        (b"---\na: b\n---\n" + b"x" * 2_100_000, "K006", 1, 1),
    ],
)
def test_faults_have_their_code_and_place(text: str | bytes, code: str, line: int, column: int) -> None:
    sink = Sink()
    assert read_story(text, "s.md", sink) is None
    assert [(d.code, d.spans[0].line, d.spans[0].column) for d in sink] == [(code, line, column)]


def test_a_key_that_stands_twice_is_told_and_the_story_is_read() -> None:
    sink = Sink()
    assert read_story("---\nworld: a\nworld: b\n---\n", "s.md", sink) is not None
    assert [d.code for d in sink] == ["K004"]


def test_a_story_of_too_many_beats_is_cut() -> None:
    sink = Sink()
    story = read_story(FRONT + "- a\n" * 60_000, "s.md", sink)
    assert [d.code for d in sink] == ["K006"]
    assert story is not None
    assert len(story.scenes[0].items) == 50_000
