"""Tokens to syntax: a precedence climber. Recursion is bounded by `DEEPEST`, so no text can exhaust the stack."""

from __future__ import annotations

import math
from collections.abc import Collection, Container
from typing import NoReturn

from kizuna.diagnostics import Sink, Span
from kizuna.diagnostics.nearest import shorten
from kizuna.lang import syntax as s
from kizuna.lang.hints import hint_for
from kizuna.lang.lexer import STOPS, Fault, Tokens

DEEPEST = 60
"""Brackets, prefixes and branches within each other."""
TALLEST = 100
"""Height of a whole tree, in which chains such as `a + b + c` count by their operators."""
DIGITS = 40
"""Characters in one number."""

_POWER = {
    "or": 1,
    "and": 2,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "==": 4,
    "!=": 4,
    "is": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "/": 6,
}
_NOT, _COMPARING, _TIMES, _MINUS = 3, 4, 6, 7
_AFTER_VALUE = frozenset({"(", "<", "<=", ">", ">=", "==", "!=", "is", "+", "-", "*", "/", "of", "=", "%"})
_JOINABLE = frozenset(
    {
        "name",
        "number",
        "-",
        "and",
        "or",
        "not",
        "is",
        "if",
        "then",
        "else",
        "where",
        "for",
        "in",
        "of",
        "yes",
        "no",
        "nobody",
    }
)
_LONGEST_NAME = 9
_RANGING = frozenset({"to", "until", "through"})
_FOLDS = frozenset({"count", "sum", "any", "all", "least", "most"})


class Parser:
    """Reads one text. `units`, `things` and `names` decide the few places where words alone do not:

    whether `/ day` with blanks goes on a unit, and whether `West-Gate` or `House of Songs` is one name.
    """

    __slots__ = (
        "down",
        "ends",
        "i",
        "kinds",
        "names",
        "nest",
        "sink",
        "span",
        "starts",
        "tall",
        "text",
        "texts",
        "things",
        "units",
    )

    def __init__(
        self,
        text: str,
        span: Span,
        sink: Sink,
        units: Container[str],
        things: Collection[str] = (),
        names: Container[str] = (),
    ) -> None:
        """Raises Fault after a diagnostic."""
        tokens = Tokens(text, span, sink)
        self.text, self.span, self.sink = text, span, sink
        self.units, self.things, self.names = units, things, names
        self.kinds, self.texts, self.starts, self.ends = tokens.kinds, tokens.texts, tokens.starts, tokens.ends
        self.i = self.nest = self.down = self.tall = 0

    # Every method below raises Fault after a diagnostic.

    def whole(self) -> s.Node:
        """The whole text as one expression."""
        node = self.expr()
        self.finish()
        return node

    def finish(self) -> None:
        """Nothing may be left."""
        if self.kinds[self.i] != "end":
            self.unexpected("")

    def expr(self, floor: int = 0) -> s.Node:
        """An expression whose operators bind tighter than `floor`."""
        self.down += 1
        if self.down > TALLEST:
            self.too_tall(self.starts[self.i])
        left = self.prefix()
        while (power := _POWER.get(self.kinds[self.i], 0)) > floor:
            if power < _NOT:
                left = self.junction(left, power)
            elif power == _COMPARING:
                left = self.relation(left)
            else:
                left = self.arith(left, power)
        self.down -= 1
        return left

    def arith(self, left: s.Node, power: int) -> s.Node:
        """One arithmetic operator and its right side."""
        tall, op = self.tall, self.kinds[self.i]
        self.i += 1
        right = self.expr(power)
        self.grow(tall, left.at)
        return s.Arith(op, left, right, left.at, right.end)

    def junction(self, left: s.Node, power: int) -> s.Node:
        """Everything joined by the same `and` or `or`."""
        op = self.kinds[self.i]
        items, tall = [left], self.tall
        while self.kinds[self.i] == op:
            self.i += 1
            items.append(self.expr(power))
            tall = max(tall, self.tall)
        self.grow(tall, left.at)
        return s.Junction(op, items, left.at, items[-1].end)

    def relation(self, left: s.Node) -> s.Node:
        """One comparison; a second one in a row is a fault."""
        at = self.i
        if self.kinds[at] == "is":
            node = self.is_words(left)
        else:
            tall = self.tall
            self.i += 1
            right = self.expr(_COMPARING)
            self.grow(tall, left.at)
            node = s.Relation(self.kinds[at], self.starts[at], left, right, left.at, right.end)
        if _POWER.get(self.kinds[self.i]) == _COMPARING:
            self.fault("comparisons do not chain", self.i, "write each with `and` between: a < b and b < c")
        return node

    def is_words(self, item: s.Node) -> s.Node:
        """What follows `is`."""
        self.i += 1
        first = self.i
        negated = self.accept("not")
        how = ""
        if self.kinds[self.i] == "name" and self.kinds[self.i + 1] == "name":
            word, ahead = self.texts[self.i], self.texts[self.i + 1]
            if word == "at" and ahead in ("least", "most"):
                how = f"at {ahead}"
            elif word in ("above", "below"):
                how = word
            self.i += len(how.split())
        words = [self.word()]
        while self.kinds[self.i] == "or" and self.value_follows():
            self.i += 1
            words.append(self.word())
        self.grow(self.tall, item.at)
        return s.Is(item, negated, how, words, self.starts[first], item.at, words[-1].end)

    def value_follows(self) -> bool:
        """Whether after `or` a bare word stands that can only be a further value of the same `is`."""
        after = self.i + 1
        if self.kinds[after] == "quoted":
            return self.kinds[after + 1] not in _AFTER_VALUE
        if self.kinds[after] != "name":
            return False
        while self.kinds[after] == "name":
            after += 1
        return self.kinds[after] not in _AFTER_VALUE

    def word(self) -> s.Name:
        """A level or value after `is`."""
        kind = self.kinds[self.i]
        if kind == "name":
            return self.name()
        if kind == "quoted":
            return self.quoted()
        if kind in ("yes", "no"):
            self.fault(f"`is {kind}` is not needed", self.i, "write the truth itself, or `not` before it")
        if kind == "nobody":
            hint = "write == nobody or != nobody; what is called so is written 'nobody'"
            self.fault("`is nobody` is not known", self.i, hint)
        return self.unexpected("a level or value")

    def prefix(self) -> s.Node:
        """A value, or a prefix operator and its operand."""
        kind = self.kinds[self.i]
        if kind == "name":
            return self.named()
        if kind == "number":
            return self.shared()
        if kind == "(":
            return self.bracket()
        if kind in ("-", "not", "if"):
            return self.nested(kind)
        return self.leaf(kind)

    def leaf(self, kind: str) -> s.Node:
        """A value of one token."""
        self.tall = 1
        index = self.i
        at, end = self.starts[index], self.ends[index]
        node: s.Node
        match kind:
            case "quoted":
                return self.quoted()
            case "yes" | "no":
                node = s.Truth(kind == "yes", at, end)
            case "clock":
                node = s.Clock(self.clock(index), at, end)
            case "nobody":
                node = s.Nobody(at, end)
            case "string":
                node = s.Text(self.texts[index][1:-1], at, end)
            case _:
                self.unexpected("a value")
        self.i += 1
        return node

    def nested(self, kind: str) -> s.Node:
        """`-`, `not` or `if` and what belongs to it."""
        at = self.starts[self.i]
        self.deeper()
        self.i += 1
        node: s.Node
        if kind == "if":
            node = self.either(at)
        elif kind == "not":
            item = self.expr(_NOT)
            node = s.Reject(item, at, item.end)
        elif self.kinds[self.i] == "number":
            node = self.shared(-1, at)
        else:
            item = self.expr(_MINUS)
            node = s.Minus(item, at, item.end)
        self.nest -= 1
        self.grow(self.tall, at)
        return node

    def either(self, at: int) -> s.Node:
        """The rest of `if`."""
        test = self.expr()
        tall = self.tall
        self.expect("then")
        then = self.expr()
        tall = max(tall, self.tall)
        self.expect("else")
        other = self.expr()
        self.tall = max(tall, self.tall)
        return s.Either(test, then, other, at, other.end)

    def bracket(self) -> s.Node:
        """`( … )`. Brackets leave no node, but `at` and `end` take them in."""
        opened = self.i
        self.deeper()
        self.i += 1
        node = self.expr()
        self.close(opened)
        self.nest -= 1
        self.grow(self.tall, self.starts[opened])
        node.at, node.end = self.starts[opened], self.ends[self.i - 1]
        return node

    def shared(self, sign: int = 1, at: int = -1) -> s.Node:
        """A quantity, or `5 % of something`."""
        share = self.quantity(sign, at)
        self.tall = 1
        if self.kinds[self.i] != "of":
            return share
        if not (len(share.units) == 1 and share.units[0].name == "%"):
            self.fault("only a per cent is taken of something", self.i, "write 5 % of …, or use *")
        self.deeper()
        self.i += 1
        whole = self.expr(_MINUS)
        self.nest -= 1
        self.grow(self.tall, share.at)
        return s.Arith("of", share, whole, share.at, whole.end)

    def quantity(self, sign: int = 1, at: int = -1) -> s.Quantity:
        """A number and its units."""
        first = self.i
        if self.kinds[first] != "number":
            self.unexpected("a number")
        value = sign * self.number(first)
        self.i += 1
        units: list[s.UnitWord] = []
        if self.kinds[self.i] in ("%", "name") and self.texts[self.i] not in STOPS:
            if self.kinds[self.i] == "%" and self.ends[first] == self.starts[self.i]:
                text = self.texts[first]
                self.fault(f"'{text}%' has no space before the unit", first, f"write {shorten(text)} %", 2)
            self.unit(1, units)
        while (op := self.kinds[self.i]) in ("/", "*") and (units or op == "/") and self.unit_follows(not units):
            self.i += 1
            self.unit(-1 if op == "/" else 1, units)
        return s.Quantity(value, tuple(units), self.starts[first] if at < 0 else at, self.ends[self.i - 1])

    def unit_follows(self, bare: bool) -> bool:
        """Whether the word after `/` or `*` is a unit and not a variable or function of the same name.

        By its form where both are known: `4 km/h` and `0.5 /day` have the unit, `4 km / h` and `1/h` the variable.
        """
        word = self.texts[self.i + 1]
        if self.kinds[self.i + 1] != "name" or word not in self.units or self.kinds[self.i + 2] == "(":
            return False
        return self.is_joined(bare) or word not in self.names

    def is_joined(self, bare: bool) -> bool:
        """Whether the operator here is written as those of units: no blank after it, and one before it only if `bare`.

        `bare` says that a number without a unit stands before it.
        """
        blank = self.ends[self.i - 1] < self.starts[self.i]
        return blank is bare and self.ends[self.i] == self.starts[self.i + 1]

    def unit(self, power: int, units: list[s.UnitWord]) -> None:
        """Take one unit word."""
        units.append(s.UnitWord(self.texts[self.i], power, self.starts[self.i], self.ends[self.i]))
        self.i += 1

    def number(self, index: int) -> float:
        """The value of a number token; K006 beyond the limits."""
        text = self.texts[index]
        value = float(text) if len(text) <= DIGITS else math.inf
        if not math.isfinite(value):
            self.sink.add("K006", f"the number {shorten(text, 24)} is too large or too long", self.place(index))
            raise Fault
        return value

    def clock(self, index: int) -> int:
        """A clock token in ms."""
        parts = [int(part) for part in self.texts[index].split(":")]
        if parts[0] > 24 or any(part > 59 for part in parts[1:]) or (parts[0] == 24 and any(parts[1:])):
            self.fault(f"there is no time of day {self.texts[index]}", index, "times run from 00:00 to 24:00")
        return sum(part * size for part, size in zip(parts, (3_600_000, 60_000, 1_000), strict=False))

    def named(self) -> s.Node:
        """Something that begins with a word."""
        first, word = self.i, self.texts[self.i]
        if self.kinds[first + 1] == "(":
            return self.over(word) if word in _FOLDS else self.apply(word)
        self.tall = 1
        if word == "all" and self.kinds[first + 1] == "name":
            self.i += 2
            at = self.starts[first + 1]
            return s.Every(self.texts[first + 1], at, self.starts[first], self.ends[first + 1])
        return self.name()

    def name(self) -> s.Name:
        """One or several words that are a name."""
        first = self.i
        last = first + 1
        kinds = self.kinds
        while kinds[last] == "name" and self.texts[last] not in STOPS:
            last += 1
        if kinds[last] in _JOINABLE or (kinds[last] == "name" and self.things):
            last = self.known_name(first, last)
        self.i = last
        at, end = self.starts[first], self.ends[last - 1]
        text = self.text[at:end]
        return s.Name(text if last == first + 1 else " ".join(text.split()), False, at, end)

    def known_name(self, first: int, last: int) -> int:
        """Where the longest known name from `first` on ends that goes on past `last`; else `last`."""
        if not self.things:
            return last
        far = last
        while far < first + _LONGEST_NAME and self.kinds[far] in _JOINABLE:
            far += 1
        for end in range(far, last, -1):
            if " ".join(self.text[self.starts[first] : self.ends[end - 1]].split()) in self.things:
                return end
        return last

    def quoted(self) -> s.Name:
        """A name in single quotes."""
        self.i += 1
        at, end = self.starts[self.i - 1], self.ends[self.i - 1]
        return s.Name(" ".join(self.texts[self.i - 1][1:-1].replace("''", "'").split()), True, at, end)

    def apply(self, word: str) -> s.Node:
        """`name(…)`."""
        first = self.i
        self.deeper()
        self.i += 2
        args: list[s.Node] = []
        tall = 0
        while self.kinds[self.i] != ")":
            if self.kinds[self.i] == "*":
                args.append(s.Star(self.starts[self.i], self.ends[self.i]))
                self.i += 1
            else:
                args.append(self.expr())
                tall = max(tall, self.tall)
            if not self.accept(","):
                break
            if self.kinds[self.i] == ")":
                self.unexpected("another argument")
        self.close(first + 1)
        self.nest -= 1
        self.grow(tall, self.starts[first])
        return s.Apply(word, self.ends[first], args, self.starts[first], self.ends[self.i - 1])

    def over(self, how: str) -> s.Node:
        """A fold over a set."""
        first = self.i
        self.deeper()
        self.i += 2
        value, tall = None, 0
        if how in ("sum", "least", "most"):
            value = self.expr()
            tall = self.tall
            if self.kinds[self.i] != "for":
                self.fault(f"`{how}` needs what it goes over", self.i, f"write {how}(value for x in … where …)")
            self.i += 1
        elif self.kinds[self.i : self.i + 2] != ["name", "in"]:
            self.fault(f"`{how}` needs what it goes over", self.i, f"write {how}(x in … where …)")
        var, var_at, domain, where = self.loop()
        tall = max(tall, self.tall)
        if how == "all" and where is None:
            self.fault("`all` needs a condition", self.i, "write all(x in … where …)")
        self.close(first + 1)
        self.nest -= 1
        self.grow(tall, self.starts[first])
        return s.Over(how, var, var_at, domain, where, value, self.starts[first], self.ends[self.i - 1])

    def loop(self) -> tuple[str, int, s.Node, s.Node | None]:
        """`x in set [where test]`: the variable, its place, the set, the test."""
        if self.kinds[self.i] != "name":
            self.unexpected("a word for each member")
        var, at = self.texts[self.i], self.starts[self.i]
        self.i += 1
        self.expect("in")
        domain = self.expr()
        tall, where = self.tall, None
        if self.accept("where"):
            where = self.expr()
            tall = max(tall, self.tall)
        self.tall = tall
        return var, at, domain, where

    def accept(self, kind: str) -> bool:
        """Step over a token if it is of this kind."""
        if self.kinds[self.i] != kind:
            return False
        self.i += 1
        return True

    def accept_word(self, word: str) -> bool:
        """Step over a word that is special only here."""
        if self.kinds[self.i] != "name" or self.texts[self.i] != word:
            return False
        self.i += 1
        return True

    def expect(self, kind: str) -> None:
        """Step over a token of this kind, or K201."""
        if not self.accept(kind):
            self.unexpected(f"`{kind}`")

    def two_points(self) -> None:
        """Step over the `..` of a range."""
        if self.kinds[self.i] == "name" and self.texts[self.i] in _RANGING:
            ends = self.text[: self.starts[self.i]].strip(), self.text[self.ends[self.i] :].strip()
            hint = f"a range is written with two points: {shorten('..'.join(ends))}"
            self.fault(f"{self.texts[self.i]!r} stands where `..` is needed", self.i, hint)
        self.expect("..")

    def close(self, opened: int) -> None:
        """Step over the bracket that closes the one opened at token `opened`."""
        if self.accept(")"):
            return
        if self.kinds[self.i] == "end":
            self.fault("this bracket is not closed", opened, "add )")
        self.unexpected("`)`")

    def deeper(self) -> None:
        """One level down; K006 beyond the limit."""
        self.nest += 1
        if self.nest > DEEPEST:
            self.sink.add(
                "K006",
                f"brackets within brackets, more than {DEEPEST} deep",
                self.place(self.i),
                hint="give a part a name under `definitions`",
            )
            raise Fault

    def grow(self, tall: int, at: int) -> None:
        """A node over the last one and one of height `tall`; K006 beyond the limit."""
        self.tall = max(tall, self.tall) + 1
        if self.tall > TALLEST:
            self.too_tall(at)

    def too_tall(self, at: int) -> NoReturn:
        """K006 for a tree beyond `TALLEST`."""
        self.sink.add(
            "K006",
            f"more than {TALLEST} operators hang on each other",
            self.span.inner(at),
            hint="give a part a name under `definitions`",
        )
        raise Fault

    def place(self, index: int, tokens: int = 1) -> Span:
        """The place of one or more tokens."""
        last = min(index + tokens, len(self.ends)) - 1
        return self.span.inner(self.starts[index], self.ends[last] - self.starts[index])

    def fault(self, message: str, index: int, hint: str = "", tokens: int = 1) -> NoReturn:
        """K201 at a token."""
        self.sink.add("K201", message, self.place(index, tokens), hint=hint)
        raise Fault

    def unexpected(self, wanted: str) -> NoReturn:
        """K201 for the token that stands where `wanted` should."""
        index = self.i
        before = tuple(("", "", *self.kinds[:index])[-2:])
        hint = hint_for(before, self.kinds[index], self.texts[index], (*self.kinds, "end")[index + 1], wanted)
        if self.kinds[index] == "end":
            what = wanted or "something"
            message = f"the text ends where {what} is needed" if index else "nothing is written here"
        elif wanted:
            message = f"{shorten(self.texts[index])!r} stands where {wanted} is needed"
        else:
            message = f"{shorten(self.texts[index])!r} does not belong here"
        self.fault(message, index, hint)
