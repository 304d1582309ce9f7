"""The JSON Schemas of the events: they are those of the code, and hold for what the code writes."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from jsonschema import Draft202012Validator

from alliance_minutes.events import EVENT_TYPES
from alliance_minutes.events.schema import schema, text_of


@pytest.mark.parametrize("type_name", EVENT_TYPES)
def test_the_committed_schema_is_the_one_of_the_class(root, type_name: str):
    """Where it is not: python -m alliance_minutes.events.schema."""
    assert (root / f"schemas/events/{type_name}.json").read_text("utf-8") == text_of(EVENT_TYPES[type_name])


def test_there_is_no_schema_of_a_type_that_is_none(root):
    assert {path.stem for path in (root / "schemas/events").glob("*.json")} == set(EVENT_TYPES)


@pytest.mark.parametrize("type_name", EVENT_TYPES)
def test_a_schema_holds_for_the_sample_and_refuses_a_strange_field(root, type_name: str):
    sample = json.loads((root / f"tests/samples/events/{type_name}.json").read_text("utf-8"))["event"]
    Draft202012Validator.check_schema(schema(EVENT_TYPES[type_name]))
    validator = Draft202012Validator(schema(EVENT_TYPES[type_name]))
    assert list(validator.iter_errors(sample)) == []
    assert not validator.is_valid({**sample, "strange": 1})


def test_every_field_that_stands_in_clear_says_so():
    fields = schema(EVENT_TYPES["decision-taken.v1"])["properties"]
    assert "clear" in fields["number"]["$comment"]
    assert "$comment" not in fields["text"]


def test_the_module_writes_the_schemas_into_a_folder(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "alliance_minutes.events.schema", str(tmp_path / "new")], check=True
    )
    assert {path.stem for path in (tmp_path / "new").glob("*.json")} == set(EVENT_TYPES)
