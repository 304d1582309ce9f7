"""The tables that renderers, parsers and schemas are driven from."""

from __future__ import annotations

import pytest
from attrs import frozen
from tests.renderers.corpus import DOCUMENTS, every_node

from alliance_minutes.document import Decision, Document, Source
from alliance_minutes.document.anatomy import BLOCKS, INLINES, anatomy, node_classes


@frozen
class Strange:
    when: bytes


def test_a_type_that_no_table_foresees_is_refused_by_name():
    with pytest.raises(TypeError, match=r"Strange\.when"):
        anatomy(Strange)


def test_every_class_of_a_document_is_found_from_its_root():
    assert node_classes()[0] is Document
    assert {*BLOCKS, *INLINES, Source} <= set(node_classes())


def test_the_fields_stand_in_the_order_of_the_class():
    names = [field.name for field in anatomy(Decision)]
    assert names[:3] == ["source", "label", "facts"]
    assert names[-1] == "supersedes"


def test_the_corpus_holds_every_class():
    """Otherwise the tests of the formats would miss one."""
    seen = set()
    pending = [every_node(), *DOCUMENTS.values()]
    while pending:
        part = pending.pop()
        if isinstance(part, tuple):
            pending.extend(part)
        elif type(part) in node_classes():
            seen.add(type(part))
            pending.extend(getattr(part, field.name) for field in anatomy(type(part)))
    assert seen == set(node_classes())
