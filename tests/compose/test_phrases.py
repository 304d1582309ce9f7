"""Both languages can say the same."""

from __future__ import annotations

import string
from collections.abc import Mapping
from typing import get_args

import attrs
import pytest

from alliance_minutes import events as e
from alliance_minutes.compose.calendar import listed
from alliance_minutes.compose.phrases import phrases
from alliance_minutes.compose.phrases.en import EN
from alliance_minutes.compose.phrases.nl import NL
from alliance_minutes.document import Text, plain


def _flat(part, path=""):
    """Every phrase by its path."""
    if isinstance(part, str):
        yield path, part
    elif isinstance(part, Mapping):
        for key, value in part.items():
            yield from _flat(value, f"{path}[{key}]")
    else:
        for field in attrs.fields(type(part)):
            yield from _flat(getattr(part, field.name), f"{path}.{field.name}")


def _placeholders(phrase):
    return sorted(name for _, name, _, _ in string.Formatter().parse(phrase) if name is not None)


DUTCH, ENGLISH = dict(_flat(NL)), dict(_flat(EN))


def test_each_language_has_every_phrase():
    assert set(DUTCH) == set(ENGLISH)
    assert all(text.strip() == text != "" for text in (*DUTCH.values(), *ENGLISH.values()))


@pytest.mark.parametrize("path", DUTCH)
def test_a_phrase_has_the_same_placeholders_in_each_language(path):
    assert _placeholders(DUTCH[path]) == _placeholders(ENGLISH[path])


@pytest.mark.parametrize("say", [NL, EN], ids=["nl", "en"])
def test_every_code_of_the_events_has_a_phrase(say):
    """A new form, method or outcome without a phrase fails here."""
    codes = [
        (say.head.form, e.Form),
        (say.head.edition, e.Edition),
        (say.life.editions, e.Edition),
        (say.frame.attendance, e.Status),
        (say.will.proposal, e.ProposalKind),
        (say.will.decision, e.DecisionKind),
        (say.will.method, e.Method),
        (say.will.outcome, e.Outcome),
        (say.life.subject_closed, e.Subject),
        (say.life.subject_opened, e.Subject),
    ]
    for told, kind in codes:
        assert set(told) == set(get_args(kind))


def test_a_language_is_found_by_its_tag():
    assert phrases("nl") is NL
    assert phrases("en") is EN


@pytest.mark.parametrize(
    ("count", "dutch", "english"),
    [
        (0, "", ""),
        (1, "1", "1"),
        (2, "1 en 2", "1 and 2"),
        (3, "1, 2 en 3", "1, 2 and 3"),
        (5, "1, 2, 3, 4 en 5", "1, 2, 3, 4 and 5"),
    ],
)
def test_a_list_in_a_sentence_is_as_people_write_it(count, dutch, english):
    parts = [(Text(str(n)),) for n in range(1, count + 1)]
    assert plain(listed(parts, NL.locale)) == dutch
    assert plain(listed(parts, EN.locale)) == english
