"""The built-in plugins, what importing them costs, and that the same document always gives the same bytes."""

from __future__ import annotations

import importlib.metadata
import os
import subprocess
import sys

import pytest
from tests.renderers.corpus import DOCUMENTS

from alliance_minutes.plugins import RenderRequest
from alliance_minutes.renderers import builtin

PLUGINS = {"html": builtin.Html, "xml": builtin.Xml, "odt": builtin.Odt, "text": builtin.Text}

DIGESTS = """
import hashlib, sys
from tests.renderers.corpus import DOCUMENTS
from alliance_minutes.plugins import RenderRequest
from alliance_minutes.renderers import html, text
for name, document in DOCUMENTS.items():
    for module in (html, text):
        print(hashlib.sha256(module.render(RenderRequest(document=document)).content).hexdigest())
"""


def _python(root, program, **environment):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    run = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=root,
        env={**kept, **environment},
    )
    return run.stdout


def test_the_same_document_gives_the_same_bytes_anywhere(root):
    """Another hash seed, time zone and locale change nothing."""
    here = _python(root, DIGESTS, PYTHONHASHSEED="1", TZ="UTC", LANG="C", LC_ALL="C")
    there = _python(
        root, DIGESTS, PYTHONHASHSEED="7", TZ="Pacific/Auckland", LANG="nl_NL.UTF-8", LC_ALL="nl_NL.UTF-8"
    )
    assert len(here.split()) == 2 * len(DOCUMENTS)
    assert here == there


def test_naming_the_formats_loads_none_of_them(root):
    program = "import alliance_minutes.renderers.builtin, sys; print(*sys.modules)"
    loaded = set(_python(root, program).split())
    assert loaded & {"lxml", "babel", "cattrs", "orjson"} == set()


@pytest.mark.parametrize("name", PLUGINS)
def test_an_entry_point_leads_to_the_plugin(name):
    (found,) = importlib.metadata.entry_points(group="alliance_minutes", name=name)
    assert found.load() is PLUGINS[name]


@pytest.mark.parametrize("name", PLUGINS)
def test_a_plugin_yields_the_renderer_of_its_format(name):
    (info,) = PLUGINS[name].alliance_minutes_renderers()
    assert info.format == name
    assert info.accepts == ("minutes",)


@pytest.mark.parametrize("name", PLUGINS)
def test_a_renderer_makes_what_its_record_says(name):
    (info,) = PLUGINS[name].alliance_minutes_renderers()
    rendition = info.render(RenderRequest(document=DOCUMENTS["model"]))
    assert rendition.media_type.split(";")[0] == info.media_type.split(";")[0]
    assert rendition.file_name == DOCUMENTS["model"].meta.file_name + info.suffix
    assert rendition.content
