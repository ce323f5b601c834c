"""What an author meant when YAML gave up: a table of frequent mistakes, each with broken examples.

The examples are run as a test: each has to be recognised as the mistake under which it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from yaml import MarkedYAMLError

from kizuna.diagnostics import Sink, Span
from kizuna.pack.source import BREAK

QUOTE = "put the whole text into quotes"
OWN_LINE = "quote it or give it a line of its own"


@dataclass(frozen=True, slots=True)
class Mistake:
    """A frequent mistake.

    `looks` is matched against a *situation* of five lines: what the parser said; the line before the fault; the faulty
    line with `⟂` at the fault; the line that the parser's context began on; `same` if that is the faulty line, `deeper`
    if the faulty line is a later one and indented more, else `later`. `context` puts the diagnostic where the context
    began.
    """

    message: str
    hint: str
    looks: str
    examples: tuple[str, ...]
    code: str = "K003"
    context: bool = False


MISTAKES: tuple[Mistake, ...] = (
    Mistake(
        "a tab is used for indentation", "indent with spaces",
        r"(cannot start any token|violates indentation).*\n.*\n[ ]*\t*⟂\t",
        ("a:\n\tb: 1\n", "a: 1\n\tb: 2\n", "a:\n  \tb: 1\n"),
    ),
    Mistake(
        "a quote is opened here and never closed",
        "close it; an apostrophe inside single quotes is written twice",
        r"quoted scalar.*(unexpected end of stream|document indicator)",
        ("a: 'x\nb: 2\n", 'a: "x\nb: 2\n', "a: [it, 'is]\n"), context=True,
    ),
    Mistake(
        "a backslash in double quotes begins an escape that is not known",
        "use single quotes, or write the backslash twice",
        r"quoted.scalar.*(unknown escape|hexdecimal|hexadecimal|Unicode)", ('a: "x\\q"\n', 'a: "x\\xzz"\n'),
    ),
    Mistake(
        "aliases, anchors and tags are not part of the language", "put text that begins with * & or ! into quotes",
        r"^while (scanning an (alias|anchor)|(scanning|parsing) a (tag|directive|%YAML|node))",
        ("a: *\n", "a: * 2\n", "a: &\n", "a: !<x\n", "a: !y!z b\n", "%YAML x\n---\na: 1\n"),
        code="K005",
    ),
    Mistake(
        "text goes on after a closing quote", QUOTE,
        r"(did not find expected (key|',')|expected (<block end>|',')).*\n.*\n.*['\"] *⟂[^\]}:]",
        ("a: 'x' y\n", 'a: "x" is y\n', "a: 'b'c'\n", "a: {b: 'x'y}\n", "a: ['x' y]\n"),
    ),
    Mistake(
        "text that begins with { or [ is read as a map or a list", QUOTE,
        r"(did not find expected (key|',')|expected (<block end>|',')).*\n.*\n.*[}\]][ ]*⟂[^ \]},:]",
        ("a: {giver} pours\n", "a: [{giver} pours]\n", "a: {family} {given}\n", "a: {b: {giver} pours}\n"),
    ),
    Mistake(
        "a bracket is closed by one of the other sort", "{ is closed by }, and [ by ]",
        r"flow (mapping.*expected ',' or '}'.*\n.*\n.*⟂\]|sequence.*expected ',' or '\]'.*\n.*\n.*⟂})",
        ("a: {b: {c: d]\n", "a: [b, c}\n"),
    ),
    Mistake(
        "a closing bracket too many", "each } and ] closes one { or [",
        r"(expected key|<block end>|expected node content|the node content|document start).*\n.*\n.*⟂[\]}]",
        ("a: ]\n", "a: {x: 1}}\n", "x: [a, b]]\n", "a: {x: ]\n"),
    ),
    Mistake(
        "a colon inside a value in brackets", OWN_LINE,
        r"while parsing a flow (mapping|sequence).*expected ','.*\n.*\n.*: .*⟂:",
        ("{a: b: c}", "a: {b: c: d}", "a: {b: 1,\n    c: d: e}\n", "a: [b c: d: e]", "{a: 1 b: 2}"),
    ),
    Mistake(
        "a comma is missing between two lines in brackets", "end the line before with a comma, or close the bracket",
        r"while parsing a flow (mapping|sequence).*expected ','.*\n.*\n.*⟂.+\n.*\ndeeper$",
        ("a: {x: 1\n    y: 2}\n", "a: [\n  {b: c}\n  {d: e}\n]\n", "a: {b: 'c'\n    d: e}\n"),
    ),
    Mistake(
        "this bracket is never closed", "close it before the next key",
        r"while parsing a flow.*(\n.*){3}\nlater$|while parsing a flow.*\n.*\n.*⟂\n",
        ("a: [1, 2\nb: 3\n", "a: {x: 1\nb: 3\n", "a: {b: #c}\n", "a: [x\n", "a: {x: 1,\n", "a: [", "a: {\n  b: c"),
        context=True,
    ),
    Mistake(
        "a value is missing between commas or brackets", "take the comma out, or put the value there",
        r"flow node.*(expected node content|the node content).*\n.*\n.*⟂,", ("{a: 1,, b: 2}", "a: [1,, 2]", "a: [, 2]"),
    ),
    Mistake(
        "a dash begins a list item, and stands inside brackets",
        "in brackets items are parted by commas; quote a text that begins with a dash",
        r"flow node.*(expected node content|the node content).*\n.*\n.*⟂-", ("a: [- b]\n", "a: {x: - b}\n"),
    ),
    Mistake(
        "a colon in brackets without a space after it", "write a space after the colon",
        r"plain scalar.*unexpected ':'", ("a: {on foot:, carried:}",),
    ),
    Mistake(
        "a second colon in one line", OWN_LINE,
        r"mapping values are not allowed.*\n.*\n.*: .*⟂:", ("a: b: c\n", "- a: b: c\n", "a:\n  about: Kizuna: ties\n"),
    ),
    Mistake(
        "a colon without a space after it in the line before", "write a space after the colon",
        r"mapping values are not allowed.*\n[^:]*\w:\w[^:]*\n", ("a:1\nb: 2\n", "x:\n  a:1\n  b: 2\n"),
    ),
    Mistake(
        "this line is deeper than the one before, which has a value already", "entries of one map begin in one column",
        r"mapping values are not allowed.*\n.*: +\S.*\n", ("a: 5\n b: 6\n", "a:\n  b: 5\n    c: 6\n"),
    ),
    Mistake(
        "the line before is no entry: it has no colon", "write it as `key: value`",
        r"mapping values are not allowed.*\n(?!.*: ).*\S.*\n", ("x\ny: 2\n",),
    ),
    Mistake(
        "a colon without a space after it", "write a space after the colon",
        r"could not find expected ':'.*\n.*\n.*⟂.*\n[^:]*\w:\w", ("b: 2\na:1\n", "b: 2\na:1\nc: 3\n"), context=True,
    ),
    Mistake(
        "this line is no entry: it has no colon", "write it as `key: value`, or as `- item`",
        r"could not find expected ':'", ("b: 2\nhello\nc: 3\n", "b: 2\nhello\n"), context=True,
    ),
    Mistake(
        "text that begins with > or | is read as a block of lines", QUOTE,
        r"while scanning a block scalar|cannot start any token.*\n.*\n.*⟂[>|]",
        ("a: > b\n", "a: >= 3\n", "a: | b\n", "a: {b: > 3}\n"),
    ),
    Mistake(
        "text cannot begin with @, ` or %", QUOTE,
        r"cannot start any token.*\n.*\n.*⟂[@`%]", ("a: @x\n", "a: `x`\n", "a: %x\n"),
    ),
    Mistake(
        "a list begins after its key on the same line", "begin it on the next line, or write [a, b]",
        r"sequence entries are not allowed", ("a: - b\n",),
    ),
    Mistake(
        "text cannot begin with a question mark and a space", QUOTE,
        r"mapping keys are not allowed", ("a: ? b\n",),
    ),
    Mistake(
        "a list item stands where an entry `key: value` belongs", "indent the list under its key",
        r"block mapping.*(expected key|<block end>).*\n.*\n *⟂-", ("a: 1\n- b\n", "a:\n  b: 1\n  - c\n"),
    ),
    Mistake(
        "a key is missing before the colon", "write `key: value`",
        r"block mapping.*(expected key|<block end>).*\n.*\n *⟂:", (": x\n", "a: 1\n: x\n"),
    ),
    Mistake(
        "an entry `key: value` stands where a list item belongs", "begin it with a dash, or end the list first",
        r"block collection.*(expected '-'|<block end>)", ("- a\nb: 1\n", "a:\n  - b\n  c: 1\n"),
    ),
    Mistake(
        "this line begins in another column than its neighbours", "entries of one map begin in one column",
        r"block mapping.*(expected key|<block end>).*\n.*\n +⟂", ("a:\n    b: 1\n  c: 2\n", "a:\n  b: 1\n c: 2\n"),
    ),
    Mistake(
        "the file goes on after its end", "a file is one map of sections",
        r"<?document start>?", ("[a]\nb\n", "{a: 1}\nb: 2\n"),
    ),
)


def report(fault: MarkedYAMLError, text: str, file: str, sink: Sink, bracket: Span | None = None) -> None:
    """Say what is wrong with a text that the YAML parser refused, in the author's terms where the mistake is known.

    `bracket` is the innermost one that was open.
    """
    place = fault.problem_mark or fault.context_mark
    begun = fault.context_mark or place
    if place is None or begun is None:
        sink.add("K003", f"not well-formed YAML: {fault.problem or 'it cannot be read'}", Span(file, 1, 1))
        return
    found = recognise(fault, text)
    lines = BREAK.split(text)
    at = Span(file, place.line + 1, place.column + 1)
    if at.line > len(lines):
        at = Span(file, len(lines), len(lines[-1]) + 1)
    if found is None:
        told = " ".join(part for part in (fault.problem, fault.context) if part)
        sink.add("K003", f"not well-formed YAML: {told}", at, hint="text with special characters goes into quotes")
        return
    in_brackets = (fault.context or "").startswith("while parsing a flow")
    start = bracket if bracket and in_brackets else Span(file, begun.line + 1, begun.column + 1)
    sink.add(found.code, found.message, start if found.context else at, hint=found.hint)


def recognise(fault: MarkedYAMLError, text: str) -> Mistake | None:
    """The row of the table that fits, if any."""
    seen = _situation(fault, text)
    return next((mistake for mistake in MISTAKES if re.search(mistake.looks, seen)), None)


def _situation(fault: MarkedYAMLError, text: str) -> str:
    place = fault.problem_mark or fault.context_mark
    begun = fault.context_mark or place
    assert place is not None
    assert begun is not None
    lines = [*BREAK.split(text), "", ""]
    line = lines[min(place.line, len(lines) - 1)][:2000]
    before = lines[place.line - 1][:2000] if 0 < place.line <= len(lines) else ""
    context = lines[min(begun.line, len(lines) - 1)][:2000]
    deeper = len(line) - len(line.lstrip()) > len(context) - len(context.lstrip())
    where = "same" if begun.line == place.line else "deeper" if deeper else "later"
    marked = f"{line[: place.column]}⟂{line[place.column :]}"
    return "\n".join((f"{fault.context} | {fault.problem}".replace("\n", " "), before, marked, context, where))
