"""The corpus holds all there is, so that a format that renders it has rendered everything."""

from __future__ import annotations

import typing

import attrs
import pytest
from tests.renderers.corpus import DOCUMENTS, every_node

from alliance_minutes import document as model
from alliance_minutes.document import Block, Inline

CLASSES = [
    *typing.get_args(Block),
    *typing.get_args(Inline),
    *(getattr(model, name) for name in ("Fact", "Point", "Row")),
]
CLASSES += [
    model.Count,
    model.Document,
    model.Ground,
    model.HistoryEvent,
    model.Labels,
    model.Ledger,
    model.Meta,
    model.Source,
]
# ``kind`` of the document has one value in this version.
ONLY_VALUE = {("Meta", "kind")}


def nodes(root):
    """Every node of a document, whatever its class."""
    pending = [root]
    while pending:
        node = pending.pop()
        if isinstance(node, tuple):
            pending.extend(node)
        elif attrs.has(type(node)):
            yield node
            pending.extend(getattr(node, field.name) for field in attrs.fields(type(node)))


FOUND = [*nodes(every_node())]


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_every_field_of_every_node_has_a_value_of_its_own_somewhere(cls):
    """A field that always has its default would be rendered by nobody and missed by nobody."""
    instances = [node for node in FOUND if type(node) is cls]
    unused = [
        field.name
        for field in attrs.fields(cls)
        if (cls.__name__, field.name) not in ONLY_VALUE
        and all(getattr(node, field.name) in (field.default, "", (), None) for node in instances)
    ]
    assert unused == []


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_every_choice_of_every_node_is_taken_somewhere(cls):
    taken = {
        (field, value)
        for node in FOUND
        if type(node) is cls
        for field in typing.get_type_hints(cls)
        for value in _values(getattr(node, field))
    }
    open_choices = {
        (field, choice)
        for field, hint in typing.get_type_hints(cls).items()
        for choice in _choices(hint)
        if cls.__name__ not in {"Meta", "Ledger"}
    }
    assert open_choices - taken == set()


def _values(value):
    return (
        value
        if isinstance(value, tuple) and all(isinstance(part, str) for part in value)
        else [value]
        if isinstance(value, str)
        else []
    )


def _choices(hint):
    if typing.get_origin(hint) is typing.Literal:
        yield from typing.get_args(hint)
    else:
        for part in typing.get_args(hint):
            if typing.get_origin(part) is typing.Literal:
                yield from typing.get_args(part)


def test_both_editions_and_every_status_are_in_the_corpus():
    metas = [document.meta for document in DOCUMENTS.values()]
    assert {meta.edition for meta in metas} == {"internal", "public"}
    assert {meta.status for meta in metas} == {"concept", "circulated", "adopted"}
