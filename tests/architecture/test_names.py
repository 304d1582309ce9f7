"""The public names of every package."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import typing

import pytest

import alliance_minutes

_FOUND = pkgutil.walk_packages(alliance_minutes.__path__, "alliance_minutes.")
PACKAGES = ["alliance_minutes", *sorted(found.name for found in _FOUND if found.ispkg)]


def _kind_then_name(name: str) -> tuple[int, str]:
    """Constants, then classes, then functions: the order in which ruff sorts ``__all__``."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)


def _public(package: str) -> list[str]:
    return list(getattr(importlib.import_module(package), "__all__", []))


@pytest.mark.parametrize("package", PACKAGES)
def test_public_names_are_sorted_and_told_once(package):
    names = _public(package)
    assert names == sorted(set(names), key=_kind_then_name)


@pytest.mark.parametrize("package", PACKAGES)
def test_every_public_name_is_there(package):
    """Also a name that is only imported when somebody asks for it."""
    module = importlib.import_module(package)
    assert [name for name in _public(package) if not hasattr(module, name)] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_every_public_class_and_function_says_what_it_means(package):
    module = importlib.import_module(package)
    spoken = {name: getattr(module, name) for name in _public(package)}
    silent = [
        name
        for name, thing in spoken.items()
        if (inspect.isclass(thing) or inspect.isfunction(thing))
        and not typing.get_origin(thing)
        and not (thing.__doc__ or "").strip()
    ]
    assert silent == []
