"""The register of diagnostic codes: name, severity and why it matters."""

from __future__ import annotations

from typing import NamedTuple

NOTICE, WARNING, ERROR = 0, 1, 2


class Code(NamedTuple):
    """One kind of diagnostic. `why` is one sentence for the documentation."""

    name: str
    severity: int
    why: str


CODES: dict[str, Code] = {
    # K0 files
    "K001": Code("cannot-read", ERROR, "a file of the pack or story could not be read"),
    "K002": Code("not-utf8", ERROR, "files are UTF-8"),
    "K003": Code("bad-yaml", ERROR, "the file is not well-formed YAML"),
    "K004": Code("duplicate-key", ERROR, "a key that stands twice would silently hide the first"),
    "K005": Code("yaml-alias", ERROR, "anchors, aliases and tags are not part of the language"),
    "K006": Code("too-large", ERROR, "a file, a nesting or a number is beyond the limits"),
    "K007": Code("no-such-pack", ERROR, "an included pack is not in the library"),
    "K008": Code("include-cycle", ERROR, "packs include each other in a circle"),
    "K009": Code("path-escapes", ERROR, "a file or include points outside the pack"),
    "K010": Code("empty-file", WARNING, "the file declares nothing"),
    "K011": Code("no-manifest", ERROR, "a pack needs a pack.yaml"),
    # K1 structure and declarations
    "K101": Code("unknown-key", ERROR, "a key is not known here"),
    "K102": Code("wrong-shape", ERROR, "a value has another shape than is needed here"),
    "K103": Code("missing-key", ERROR, "a required key is missing"),
    "K104": Code("declared-twice", ERROR, "a name is declared twice without override, extend or remove"),
    "K105": Code("bad-name", ERROR, "a name is not of an allowed form"),
    "K106": Code("nothing-to-override", ERROR, "an entry overrides, extends or removes what is not there"),
    "K107": Code("unknown-reference", ERROR, "the name of a kind, thing, place, action or the like is not known"),
    "K108": Code("bad-date", ERROR, "a date or schedule does not exist in the calendar"),
    "K109": Code("out-of-range", ERROR, "a value lies outside its declared range"),
    "K110": Code("bad-levels", ERROR, "levels must rise within the range"),
    "K111": Code("unreachable-place", WARNING, "no road leads to a place that people go to"),
    # K2 expressions
    "K201": Code("syntax", ERROR, "an expression or effect cannot be read"),
    "K202": Code("unknown-name", ERROR, "a name in an expression is not known"),
    "K203": Code("requirement-fails", ERROR, "a beat's requirement does not hold"),
    "K204": Code("wrong-type", ERROR, "a value has another type than is needed"),
    "K205": Code("wrong-unit", ERROR, "two quantities of different dimension meet"),
    "K206": Code("wrong-arity", ERROR, "an attribute, bond or function takes another number of arguments"),
    "K207": Code("unknown-unit", ERROR, "a unit is not declared"),
    "K208": Code("cannot-know", ERROR, "a requirement or utility reads what the doer cannot know"),
    "K209": Code("not-writable", ERROR, "an effect writes what cannot be written"),
    # K3 stories
    "K301": Code("unknown-sentence", ERROR, "no phrase of the world reads this sentence"),
    "K302": Code("ambiguous-sentence", ERROR, "a sentence has two readings"),
    "K303": Code("state-not-so", ERROR, "an asserted state is not so"),
    "K304": Code("improbable", NOTICE, "the beats need an unlikely turn of luck"),
    "K305": Code("bad-scene", ERROR, "a scene heading names no known time or place"),
    "K306": Code("time-runs-back", ERROR, "a scene opens before the one before it has ended"),
    "K307": Code("unknown-person", ERROR, "a name in a story is not in the world"),
    "K308": Code("unused-waiver", WARNING, "an accepted finding does not occur"),
    "K309": Code("bad-front-matter", ERROR, "the story's front matter cannot be used"),
    "K310": Code("cannot-get-there", ERROR, "somebody cannot be at the scene's place by then"),
    "K311": Code("trigger-not-so", ERROR, "something that happens by itself does not happen here"),
    "K312": Code("is-no-more", ERROR, "somebody or something that is named is no more by then"),
    # K4 dynamics
    "K401": Code("rate-cycle", ERROR, "rates depend on each other in a circle"),
    "K402": Code("rate-reads-meter", ERROR, "a rate reads the value of a moving meter"),
    "K403": Code("never-met", WARNING, "a condition can never hold, or always does"),
    "K404": Code("unordered-writes", WARNING, "two rules can write one thing at one instant without an order"),
    "K405": Code("cascade", ERROR, "events follow each other at one instant, or a millisecond apart, without end"),
    "K406": Code("cannot-watch", ERROR, "a trigger watches what cannot be solved for"),
    "K407": Code("wide-search", WARNING, "a role is looked for among everybody"),
    "K408": Code("start-cycle", ERROR, "starts depend on each other in a circle"),
    "K409": Code("target-on-limit", WARNING, "a meter's target is exactly where a level begins that is looked for"),
    "K410": Code("start-not-fixed", ERROR, "what holds before anybody is there to be read reads somebody"),
    # K5 unused
    "K501": Code("unused", WARNING, "something is declared, or asked for, and never used"),
    "K502": Code("no-phrase", WARNING, "an action or trigger has no phrase, so no story can name it"),
    "K503": Code("same-phrase", ERROR, "two phrases read the same sentence"),
    # K6 runs
    "K601": Code("damaged-run", ERROR, "a recorded run is damaged or incomplete"),
    "K602": Code("foreign-run", ERROR, "a run was made by other files or another engine"),
    "K603": Code("no-such-event", ERROR, "the run has no such event"),
    "K604": Code("exists", ERROR, "the output exists already, or another process is writing it"),
    "K605": Code("time-outside", ERROR, "a time lies outside the run"),
    "K606": Code("disk", ERROR, "a file could not be written"),
    "K607": Code("no-such-board", ERROR, "a run's world has no board of this name"),
    "K608": Code("no-compiler", ERROR, "compiled code was asked for, and there is nothing that compiles"),
    # K7 integrity
    "K701": Code("integrity", ERROR, "something is so that the pack says must never be"),
}
