"""`kizuna schema`: the JSON Schema of pack files."""

from __future__ import annotations

from kizuna.cli.output import print_json


def schema() -> None:
    """Print the JSON Schema of pack files, for editors."""
    from kizuna.pack.schema import json_schema

    print_json(json_schema())
