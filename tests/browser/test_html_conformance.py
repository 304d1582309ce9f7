"""Pages in a browser: valid, accessible, as wide as a phone, and with the words that were written."""

from __future__ import annotations

import itertools
import subprocess
from pathlib import Path

import pytest
from tests.audit.differences import DIFFERENCES
from tests.conftest import absent, tool
from tests.renderers.corpus import DOCUMENTS, HOSTILE_TEXTS

from alliance_minutes.audit.history.difference_page import write_page
from alliance_minutes.plugins import RenderRequest
from alliance_minutes.renderers.html import render

pytestmark = pytest.mark.browser

PACKAGES = Path(__file__).parent / "node_modules"

# The Nu validator guesses the language and wants normalised text; a renderer shows what was written, as it was written.
NOT_OURS = r".*(appears to be written in|not in Unicode Normalization Form C).*"

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]

SETTINGS = [*itertools.product(("light", "dark"), (1280, 320))]


def package(path):
    """A file of a Node package."""
    found = PACKAGES / path
    if not found.is_file():
        absent(f"{path} is not installed; .ci/run runs npm install in tests/browser")
    return found


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Every document of the corpus, and every difference, as a file."""
    folder = tmp_path_factory.mktemp("pages")
    for name, document in DOCUMENTS.items():
        (folder / f"{name}.html").write_bytes(render(RenderRequest(document=document)).content)
    for name, difference in DIFFERENCES.items():
        (folder / f"{name}.html").write_bytes(write_page(difference))
    return folder


@pytest.fixture(scope="module")
def browser():
    """Chromium, with a profile of its own."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        absent("playwright is not installed; .ci/run installs it")
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=tool("chromium"), args=[*FLAGS])
        yield started
        started.close()


@pytest.fixture
def shown(browser, pages):
    """Show a document of the corpus in a colour scheme and a width; the policy is set aside to let axe in."""
    contexts = []

    def show(name, scheme="light", width=1280):
        context = browser.new_context(
            color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True
        )
        contexts.append(context)
        page = context.new_page()
        page.goto((pages / f"{name}.html").as_uri())
        return page

    yield show
    for context in contexts:
        context.close()


def test_pages_are_valid(pages):
    """HTML and CSS, by the Nu validator; a warning counts as an error."""
    command = [
        tool("java"),
        "-jar",
        str(package("vnu-jar/build/dist/vnu.jar")),
        "--Werror",
        "--also-check-css",
    ]
    run = subprocess.run(
        [*command, "--filterpattern", NOT_OURS, *map(str, sorted(pages.glob("*.html")))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.parametrize(("scheme", "width"), SETTINGS)
@pytest.mark.parametrize("name", [*DOCUMENTS, *DIFFERENCES])
def test_pages_are_accessible(name, scheme, width, shown):
    """No violation of WCAG 2.2 AA that axe can find."""
    page = shown(name, scheme, width)
    page.evaluate(package("axe-core/axe.min.js").read_text("utf-8"))
    found = page.evaluate("rules => axe.run({runOnly: {type: 'tag', values: rules}})", RULES)
    assert [f"{rule['id']}: {node['html']}" for rule in found["violations"] for node in rule["nodes"]] == []
    assert found["passes"]


@pytest.mark.parametrize(("scheme", "width"), SETTINGS)
@pytest.mark.parametrize("name", [*DOCUMENTS, *DIFFERENCES])
def test_pages_never_scroll_sideways(name, scheme, width, shown):
    """WCAG 1.4.10, at 320 px."""
    page = shown(name, scheme, width)
    scroll, client = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert scroll <= client


def test_text_reaches_the_reader_as_it_was_written(shown):
    """By the browser's own parser: the words of each hostile paragraph, point and decision."""
    page = shown("hostile")
    written = [text for text in HOSTILE_TEXTS for _ in range(2)]
    assert (
        page.evaluate("[...document.querySelectorAll('.points .text')].map(text => text.textContent)")
        == written
    )


def test_no_text_becomes_an_element_or_a_script(shown):
    page = shown("hostile")
    assert page.evaluate("document.querySelectorAll('script, svg, img, b, iframe').length") == 0


def test_blanks_and_line_ends_are_seen(shown):
    """What was typed takes room: a text over four lines is higher than one line."""
    page = shown("hostile")
    heights = page.evaluate(
        "[...document.querySelectorAll('.points .text')].map(text => text.innerText.split('\\n').length)"
    )
    assert heights[2 * HOSTILE_TEXTS.index("regel een\nregel twee\n\nregel vier\n")] >= 4


def test_the_skip_link_is_the_first_stop_and_shows_itself(shown):
    page = shown("model")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0


def test_every_block_has_room_in_print(shown):
    """On paper the page has no contents and no skip link, and no text falls off the sheet."""
    page = shown("every-node-nl", width=794)
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('nav')).display") == "none"
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
