"""The shape of the source files, and the errors' family tree."""

from __future__ import annotations

import re

import pytest

from alliance_minutes import errors

LONGEST = 450  # "about 400"


def _sources(root):
    return sorted((root / "src").rglob("*.py"))


def test_no_source_file_is_too_long_to_read(root):
    """A newcomer reads a file in one sitting."""
    lengths = {
        str(path.relative_to(root / "src")): len(path.read_text("utf-8").splitlines())
        for path in _sources(root)
    }
    assert [name for name, length in lengths.items() if length > LONGEST] == []


def test_every_source_file_says_what_it_holds(root):
    """The first line is a docstring, also where a linter would let an empty file pass."""
    assert [path.name for path in _sources(root) if not re.match('r?"""', path.read_text("utf-8"))] == []


def _tree(cls, depth=0):
    yield depth, cls
    for child in cls.__subclasses__():
        if child.__module__ == errors.__name__:
            yield from _tree(child, depth + 1)


def _drawn():
    """Depth, name and builtin base of each error in the docstring's drawing."""
    for line in (errors.__doc__ or "").splitlines():
        found = re.match(r"    ([│├└─ ]*)([A-Za-z]+Error)(?: \((\w+)\))?(?:\s|$)", line)
        if found:
            yield len(found[1]) // 4, found[2], found[3]


def test_the_tree_in_the_docstring_is_the_tree_of_the_code():
    """Same errors, same depth, same order."""
    in_code = [(depth, cls.__name__) for depth, cls in _tree(errors.AllianceMinutesError)]
    assert [(depth, name) for depth, name, _ in _drawn()] == in_code


@pytest.mark.parametrize(("name", "builtin"), [(name, base) for _, name, base in _drawn() if base])
def test_an_error_is_also_the_builtin_that_a_caller_would_catch(name, builtin):
    cls = getattr(errors, name)
    assert [base.__name__ for base in cls.__bases__ if base.__module__ == "builtins"] == [builtin]
