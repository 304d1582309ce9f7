"""The wire form of documents."""

from __future__ import annotations

import hashlib
import json

import jsonschema
import pytest
import rfc8785
from attrs import evolve
from hypothesis import given, settings
from tests.document import strategies
from tests.renderers.corpus import DOCUMENTS

from alliance_minutes.document import Emphasis, Paragraph, Section, Text, plain, walk, wire
from alliance_minutes.document.schema import json_schema, text
from alliance_minutes.errors import InvalidValueError

SLOW = settings(max_examples=60, deadline=None)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_comes_back_equal(name):
    assert wire.load(wire.dump(DOCUMENTS[name])) == DOCUMENTS[name]


@SLOW
@given(strategies.DOCUMENTS)
def test_any_document_comes_back_equal_and_in_canonical_bytes(document):
    """The bytes are those of an RFC 8785 library, and hold the whole document."""
    content = wire.dump(document)
    assert rfc8785.dumps(json.loads(content)) == content
    assert wire.load(content) == document


@SLOW
@given(strategies.DOCUMENTS)
def test_any_wire_form_follows_the_schema(document):
    jsonschema.Draft202012Validator(json_schema()).validate(json.loads(wire.dump(document)))


def test_the_committed_schema_is_that_of_the_classes(root):
    assert (root / "schemas" / "document.json").read_text("utf-8") == text()


def test_the_digest_is_the_sha256_of_the_bytes():
    document = DOCUMENTS["model"]
    assert wire.digest(document) == hashlib.sha256(wire.dump(document)).hexdigest()


def test_another_word_gives_another_digest():
    document = DOCUMENTS["model"]
    assert wire.digest(evolve(document, meta=evolve(document.meta, body="Een ander"))) != wire.digest(
        document
    )


def test_a_field_with_its_default_is_left_out():
    """So a field that is added later leaves the digest of older documents as it was."""
    document = evolve(DOCUMENTS["empty"], blocks=(Paragraph(words=(Text("a"),)),))
    assert b'{"node":"Paragraph","words":["a"]}' in wire.dump(document)


def test_a_lone_surrogate_of_an_older_book_does_not_stop_the_digest():
    document = evolve(DOCUMENTS["empty"], blocks=(Paragraph(words=(Text("\ud800"),)),))
    assert json.loads(wire.dump(document))["blocks"][0]["words"] == ["\ud800"]


def test_depth_does_not_stop_writing_or_walking():
    words = (Text("diep"),)
    section = Section()
    for _ in range(20_000):
        words = (Emphasis(words),)
        section = Section(blocks=(section,))
    document = evolve(DOCUMENTS["empty"], blocks=(Paragraph(words=words), section))
    assert wire.dump(document).count(b"Emphasis") == 20_000
    assert plain(words) == "diep"
    assert sum(1 for _ in walk(document.blocks)) == 20_002
    _unravel(words, section)


def _unravel(words, section):
    """Let go of a deep tree from the outside in; Python's own clean-up is left to itself below a few hundred."""
    parts = []
    while isinstance(words[0], Emphasis):
        parts.append(words)
        words = words[0].content
    while section.blocks:
        parts.append(section)
        section = section.blocks[0]


def test_blanks_and_order_of_keys_do_not_matter_to_a_reader():
    document = DOCUMENTS["every-node-nl"]
    loose = json.dumps(json.loads(wire.dump(document)), indent=1, sort_keys=False)
    assert wire.load(loose) == document


def _changed(change):
    given = json.loads(wire.dump(DOCUMENTS["model"]))
    change(given)
    return json.dumps(given)


BROKEN = {
    "no JSON": "{",
    "a list": "[]",
    "too little": "{}",
    "unknown key": _changed(lambda d: d.update(colour="red")),
    "labels of another kind": _changed(lambda d: d.update(labels=[])),
    "blocks that are no list": _changed(lambda d: d.update(blocks={})),
    "an inline among blocks": _changed(lambda d: d["blocks"].append({"node": "Text", "text": "a"})),
    "a string among blocks": _changed(lambda d: d["blocks"].append("a")),
    "an unknown node": _changed(lambda d: d["blocks"].append({"node": "os:system"})),
    "a node that is none": _changed(lambda d: d["blocks"].append({"node": 3})),
    "a number for a text": _changed(lambda d: d["meta"].update(body=3)),
    "a text for a number": _changed(lambda d: d["meta"].update(version="3")),
    "true for a number": _changed(lambda d: d["meta"].update(version=True)),
    "an unknown code": _changed(lambda d: d["meta"].update(edition="secret")),
    "nothing where something must be": _changed(lambda d: d["meta"].update(title=None)),
    "no title": _changed(lambda d: d["meta"].pop("title")),
    "cells of numbers": _changed(
        lambda d: d["blocks"].append({"node": "Table", "caption": "", "header": [3], "rows": []})
    ),
    "an unknown edition": _changed(lambda d: d["blocks"].append({"node": "Adoption", "editions": ["x"]})),
    "a flag that is none": _changed(lambda d: d["blocks"].append({"node": "Paragraph", "withdrawn": "yes"})),
    "another node than the only one": _changed(lambda d: d["meta"]["held_on"].update(node="Text")),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_holds_no_document_is_refused(name):
    with pytest.raises(InvalidValueError):
        wire.load(BROKEN[name])


def test_a_long_wrong_value_is_shown_in_part():
    with pytest.raises(InvalidValueError) as caught:
        wire.load("x" * 1000)
    assert len(str(caught.value)) < 300
