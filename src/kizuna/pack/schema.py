"""JSON Schema of pack files, for editors: made from the one table of keys."""

from __future__ import annotations

from kizuna.pack.keys import KEYS, KeySpec

Schema = dict[str, object]

_ONE: Schema = {"type": ["string", "number", "boolean"]}
_TEXTS: Schema = {"anyOf": [_ONE, {"type": "array", "items": _ONE}]}
_SHAPES: dict[str, Schema] = {
    "text": _ONE,
    "word": _ONE,
    "expression": _ONE,
    "flag": {"enum": [True, False, "yes", "no"]},
    "words": _TEXTS,
    "texts": _TEXTS,
    "pairs": {"type": "object", "additionalProperties": True},
    "conditions": {"anyOf": [_ONE, {"type": "object", "additionalProperties": _ONE}]},
    "effects": {"type": "array", "items": {"type": ["string", "object"]}},
    "phrases": {"anyOf": [_TEXTS, {"type": "object", "additionalProperties": _TEXTS}]},
    "any": {},
}
_OPEN = frozenset({"place", "thing", "cast", "generate.bond"})      # take the names of attributes and bonds as keys
_SHORT = frozenset({"unit", "choice", "amount", "board.column"})                    # may be written without a map
_CONTROLLED = frozenset(spec.within for spec in KEYS["section"].values() if spec.shape == "entries")


def json_schema() -> Schema:
    """The JSON Schema (draft 2020-12) of a pack's `.yaml` files; `$defs` has one entry for each context of keys."""
    contexts = [context for context in KEYS if context not in ("section", "control", "story")]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A file of a Kizuna pack",
        "anyOf": [{"$ref": "#/$defs/section"}, {"$ref": "#/$defs/pack"}],
        "$defs": {context: _record(context) for context in ["section", *contexts, "story"]},
    }


def _record(context: str) -> Schema:
    specs = {**KEYS[context], **(KEYS["control"] if context in _CONTROLLED else {})}
    record: Schema = {
        "type": ["object", "null"],
        "properties": {name: _property(spec) for name, spec in specs.items()},
        "additionalProperties": context in _OPEN or context in _SHORT,
    }
    if context in _CONTROLLED:
        return {"anyOf": [record, _TEXTS]} if context in _SHORT else record
    required = [name for name, spec in specs.items() if spec.required]
    if required:
        record["required"] = required
    return {"anyOf": [record, _TEXTS]} if context in _SHORT else record


def _property(spec: KeySpec) -> Schema:
    return {"description": spec.about, **_shape(spec)}


def _shape(spec: KeySpec) -> Schema:
    inside: Schema = {"$ref": f"#/$defs/{spec.within}"}
    if spec.shape == "record":
        return inside
    if spec.shape == "entries":
        return {"type": ["object", "null"], "additionalProperties": inside}
    if spec.shape == "records":
        return {"type": ["array", "null"], "items": inside}
    return _SHAPES[spec.shape]
