"""The columns of tables in ODT: words and numbers stay whole, and the text takes the rest."""

from __future__ import annotations

import io
import zipfile

import pytest
from attrs import evolve
from lxml import etree
from tests.renderers.corpus import DOCUMENTS
from tests.renderers.templates import styles, template

from alliance_minutes.document import Row, Table, Text
from alliance_minutes.plugins import RenderRequest
from alliance_minutes.renderers import odt
from alliance_minutes.renderers.odt.columns import WHOLE
from alliance_minutes.renderers.odt.housestyle import ROOM
from alliance_minutes.renderers.odt.names import q
from alliance_minutes.renderers.odt.template import points, read_template

LONG = "een lange zin over wat er is afgesproken, " * 9
ACTIONS = (("A-XXXX-001", LONG, "Programmabureau", "24 september 2025"),)


def shares(*rows, header=("Nummer", "Actie", "Wie", "Uiterlijk"), given=None):
    """The shares of a table's columns, as content.xml has them."""
    table = Table(
        caption="",
        header=header,
        rows=tuple(Row(cells=tuple((Text(cell),) for cell in row)) for row in rows),
    )
    document = evolve(DOCUMENTS["empty"], blocks=(table,))
    options = {"template": given} if given else {}
    rendition = odt.render(RenderRequest(document=document, options=options))
    with zipfile.ZipFile(io.BytesIO(rendition.content)) as package:
        root = etree.fromstring(package.read("content.xml"))
    wide = {
        style.get(q("style:name")): style[0].get(q("style:rel-column-width"))
        for style in root.iter(q("style:style"))
        if style.get(q("style:family")) == "table-column"
    }
    named = [column.get(q("table:style-name")) for column in root.iter(q("table:table-column"))]
    return [int(wide[name].removesuffix("*")) for name in named]


def test_they_share_out_the_whole_width_in_parts_an_office_suite_can_tell_apart():
    got = shares(*ACTIONS)
    assert abs(sum(got) - WHOLE) < len(got)
    assert min(got) > 100


def test_the_text_takes_what_the_others_leave():
    number, text, who, due = shares(*ACTIONS)
    assert text > max(number, who, due)
    assert shares(*ACTIONS, ("A-XXXX-002", LONG * 5, "Bea", "")) == [number, text, who, due]


def test_a_column_is_wide_enough_for_its_longest_word():
    """A letter takes 0.6 of an em in the widest of the usual fonts."""
    _, _, who, _ = shares(*ACTIONS)
    assert who / WHOLE * ROOM > len("Programmabureau") * 0.6
    wider = shares(("1", LONG, "Programmabureaumedewerkers", ""))
    assert wider[2] > who


def test_a_number_stands_on_the_line_of_the_word_before_it():
    """A line could end at its hyphens: the cell is as wide as all of it."""
    spoken = shares(("Vaststelling B-XXXX-004", LONG, LONG, LONG))[0]
    assert spoken / WHOLE * ROOM > len("Vaststelling B-XXXX-004") * 0.55
    assert spoken > shares(("Vaststelling zonder nummer", LONG, LONG, LONG))[0]


def test_where_all_fits_on_one_line_the_longest_takes_what_is_left():
    assert shares(("1", "kort stuk tekst", "x"), header=())[1] > WHOLE * 0.8


def test_what_is_too_wide_for_the_page_leaves_the_others_their_words():
    number, huge, who = shares(("A-XXXX-001", "w" * 10_000, "Programmabureau"), header=())
    assert [number, who] == shares(("A-XXXX-001", LONG, "Programmabureau"), header=())[::2]
    assert huge > max(number, who)


def test_columns_of_nothing_are_equal_but_for_the_first():
    assert len(set(shares(("", "", ""), header=())[1:])) == 1


def test_smaller_paper_or_larger_letters_give_words_a_larger_share():
    own = shares(*ACTIONS)
    narrow = template({"styles.xml": styles().replace(b'fo:page-width="21cm"', b'fo:page-width="14.8cm"')})
    large = template({"styles.xml": styles().replace(b'fo:font-size="10.5pt"', b'fo:font-size="14pt"')})
    for given in (narrow, large):
        got = shares(*ACTIONS, given=given)
        assert (got[0], got[2]) > (own[0], own[2])


CELLS = (
    '<style:style style:name="Table_20_Contents" style:family="paragraph"'
    ' style:parent-style-name="{above}">{own}</style:style>'
)


@pytest.mark.parametrize(
    ("above", "own", "size"),
    [
        ("Standard", '<style:text-properties fo:font-size="8pt"/>', 8),
        ("Standard", "", 10.5),
        ("Title", '<style:text-properties fo:font-size="80%"/>', 22),
        ("Table_20_Contents", "", 10.5),
        ("nergens", "", 10.5),
    ],
)
def test_the_room_in_a_template_follows_its_paper_and_letters(above, own, size):
    """16 cm between the margins; a style says how large its letters are, or the one above it does."""
    given = styles(common=CELLS.format(above=above, own=own))
    room = read_template(template({"styles.xml": given})).room()
    assert room == pytest.approx(16 / 2.54 * 72 / size)


@pytest.mark.parametrize(
    ("what", "instead"),
    [
        (b'fo:page-width="21cm"', b'fo:page-width="1cm"'),
        (b'fo:page-width="21cm"', b'fo:page-width="veel"'),
        (b'fo:margin-left="3cm"', b'fo:margin-left="10%"'),
        (b'fo:font-size="10.5pt"', b'fo:font-size="0pt"'),
        (b'style:page-layout-name="pm1"', b'style:page-layout-name="nergens"'),
        (b'<style:master-page style:name="Standard"', b'<style:master-page style:name="Anders"'),
    ],
)
def test_a_template_that_does_not_tell_its_room_has_that_of_the_own_house(what, instead):
    given = styles()
    assert what in given
    assert read_template(template({"styles.xml": given.replace(what, instead)})).room() == ROOM


@pytest.mark.parametrize(
    ("length", "value"),
    [("12pt", 12), ("2.54cm", 72), ("25.4mm", 72), ("1in", 72), ("1pc", 12), ("80%", None)],
)
def test_a_length_in_points(length, value):
    assert points(length) == (pytest.approx(value) if value else None)
