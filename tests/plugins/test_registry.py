"""Finding plugins: each on its own, in sorted order, and none by surprise."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from alliance_minutes import MinuteBook, OptionError, PluginError, RenderError, UnknownFormatError
from alliance_minutes.plugins import Option, Registry, RendererInfo, Rendition, hookimpl

GOOD = """
from alliance_minutes.plugins import RendererInfo, Rendition, hookimpl

def render(request):
    return Rendition(content=request.document.meta.title.encode(), media_type="text/plain", file_name="title.txt")

@hookimpl
def alliance_minutes_renderers():
    yield RendererInfo(
        format="{format}", description="titles", media_type="text/plain", suffix=".txt", version="1", render=render
    )
"""


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Install a distribution with one plugin: a name, its module's source, and a version."""
    monkeypatch.syspath_prepend(tmp_path)

    def installed(name, source, version="1.0"):
        module = name.replace("-", "_")
        (tmp_path / f"{module}.py").write_text(source)
        info = tmp_path / f"{module}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        (info / "entry_points.txt").write_text(f"[alliance_minutes]\n{module} = {module}\n")

    yield installed
    for module in [name for name in sys.modules if name.startswith("am_test_")]:
        del sys.modules[module]


def info(name, render=None, **more):
    """A renderer, declared."""
    return RendererInfo(
        format=name, description="", media_type="text/plain", suffix=".x", version="1", render=render, **more
    )


def plugin(*infos):
    """A plugin object that makes these."""
    return SimpleNamespace(__name__="mine", alliance_minutes_renderers=hookimpl(lambda: infos))


def named(registry, name):
    """The plugin of that name."""
    return next(one for one in registry.plugins if one.name == name)


def test_the_built_in_formats_are_plugins_like_others():
    registry = Registry()

    assert {"html", "odt", "text", "xml"} <= set(registry.formats())
    assert named(registry, "html").distribution == "alliance-minutes"
    assert [plugin.name for plugin in Registry(only=[]).plugins] == []
    assert Registry(only=["text"]).formats() == ("text",)


def test_plugins_are_sorted_by_distribution_and_name(install):
    install("am-test-zebra", GOOD.format(format="zebra"))
    install("am-test-aardvark", GOOD.format(format="aardvark"))

    found = [(one.distribution, one.name) for one in Registry().plugins]
    assert found == sorted(found)
    assert named(Registry(), "am_test_zebra").version == "1.0"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("import there_is_no_such_module", "ModuleNotFoundError"),
        ("raise SystemExit(3)", "SystemExit"),
        ("def (", "SyntaxError"),
        (
            GOOD.replace("alliance_minutes_renderers", "alliance_minutes_renderer"),
            "did you mean alliance_minutes_renderers",
        ),
        (
            "from alliance_minutes.plugins import hookimpl\n@hookimpl\ndef alliance_minutes_renderers():\n    raise RuntimeError('at work')",
            "at work",
        ),
        (
            "from alliance_minutes.plugins import hookimpl\n@hookimpl\ndef alliance_minutes_renderers():\n    yield 'html'",
            "not str",
        ),
    ],
)
def test_a_broken_plugin_is_told_and_takes_no_other_with_it(install, source, reason):
    install("am-test-broken", source)
    registry = Registry()

    broken = named(registry, "am_test_broken")
    assert (broken.status, broken.distribution) == ("broken", "am-test-broken")
    assert reason in broken.reason
    assert registry.renderer("html").format == "html"
    with pytest.raises(UnknownFormatError, match="am_test_broken"):
        registry.renderer("am_test_broken")


def test_two_plugins_for_one_format_are_both_named_and_one_can_be_chosen(install):
    install("am-test-one", GOOD.format(format="same"))
    install("am-test-two", GOOD.format(format="same"))
    registry = Registry()

    with pytest.raises(PluginError, match="am-test-one and am-test-two"):
        registry.renderer("same")
    assert registry.renderer("am-test-two:same").format == "same"


@pytest.fixture
def meeting(tmp_path):
    """A book with one meeting, opened with the plugins of the test."""

    def opened(*infos):
        book = MinuteBook.open(tmp_path / "minutes.db", plugins=[], extra_plugins=[plugin(*infos)])
        return book, book.convene("Bestuur", "2025-06-30", title="Notulen").id

    return opened


def titled(request):
    """A rendition of the title and the options."""
    options = ",".join(f"{name}={value}" for name, value in sorted(request.options.items()))
    return Rendition(
        content=f"{request.document.meta.title}{options}".encode(), media_type="text/plain", file_name="x"
    )


def test_a_plugin_object_renders_like_an_installed_one(meeting):
    book, name = meeting(info("title", titled))
    with book:
        assert book.render(name, "title").content == b"Notulen"


def test_a_renderer_may_ask_for_another_format_of_the_same_document(meeting):
    book, name = meeting(info("title", titled), info("twice", lambda request: request.render("title")))
    with book:
        assert book.render(name, "twice").content == b"Notulen"


def test_options_are_those_declared(meeting):
    options = (
        Option(name="size", description="", default="a4", choices=("a4", "a5")),
        Option(name="logo", description="", kind="file"),
    )
    book, name = meeting(info("title", titled, options=options))
    with book:
        assert book.render(name, "title").content == b"Notulensize=a4"
        assert book.render(name, "title", options={"size": "a5"}).content == b"Notulensize=a5"
        for wrong in ({"colour": "red"}, {"size": "a3"}, {"size": b"a4"}, {"logo": "logo.png"}):
            with pytest.raises(OptionError):
                book.render(name, "title", options=wrong)


def test_a_renderer_that_breaks_is_named_with_its_cause(meeting):
    def breaks(_request):
        raise ZeroDivisionError("at work")

    def refuses(_request):
        raise RenderError("this format demands a year")

    book, name = meeting(
        info("breaks", breaks),
        info("refuses", refuses),
        info("text", lambda _: "text"),
        info("string", lambda _: Rendition(content="text", media_type="", file_name="")),
        info("register", titled, accepts=("decisions",)),
    )
    with book:
        with pytest.raises(PluginError, match=r"mine.*at work"):
            book.render(name, "breaks")
        with pytest.raises(RenderError, match="demands a year"):
            book.render(name, "refuses")
        for format_name in ("text", "string"):
            with pytest.raises(PluginError, match="bytes"):
                book.render(name, format_name)
        with pytest.raises(RenderError, match="decisions, not minutes"):
            book.render(name, "register")


def test_a_rendition_is_saved_under_its_own_name_or_another(meeting, tmp_path):
    book, name = meeting(info("title", titled))
    with book:
        rendition = book.render(name, "title")

    assert rendition.save(tmp_path) == tmp_path / "x"
    assert rendition.save(tmp_path / "y.txt").read_bytes() == b"Notulen"
