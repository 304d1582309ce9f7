"""Write the pages of docs/reference that come from the code: `make docs`.

A test compares the committed pages with :func:`pages`, so that they cannot fall behind.
"""

from __future__ import annotations

import argparse
import inspect
import re
import textwrap
import typing
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import NOTHING, fields

import alliance_minutes
from alliance_minutes import errors
from alliance_minutes.book.refusing import BOOK_RULES
from alliance_minutes.cli.parser import build_parser
from alliance_minutes.errors import AllianceMinutesError
from alliance_minutes.events import EVENT_TYPES, Event, Shown
from alliance_minutes.meeting import RULES
from alliance_minutes.plugins.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REFERENCE = Path(__file__).parent / "reference"
LINE = 100
LONGEST_NAME = 80
BUILT_IN = ("html", "odt", "text", "xml")
GENERATED = "<!-- Written by docs/generate.py (`make docs`); change the code, not this page. -->\n"


def pages() -> dict[str, str]:
    """Every generated page: its file name in docs/reference, and its text."""
    made: dict[str, Callable[[], Iterator[str]]] = {
        "cli.md": _cli,
        "events.md": _events,
        "formats.md": _formats,
        "python.md": _python,
        "rules.md": _rules,
    }
    return {name: "\n".join([GENERATED, *page()]).rstrip() + "\n" for name, page in made.items()}


def _cell(text: str) -> str:
    """Text as it can stand in a cell of a table."""
    return _plain(" ".join(text.split())).replace("|", "\\|")


def _plain(text: str) -> str:
    """A docstring's roles and double backquotes as Markdown."""
    text = re.sub(r":(?:class|attr|func|data|meth):`~?(?:[\w.]+\.)?(\w+)`", r"`\1`", text)
    return text.replace("``", "`")


# -- events --------------------------------------------------------------------------------------------------------


def _events() -> Iterator[str]:
    yield "# Events\n"
    yield "All that can have happened: one frozen class each, in `alliance_minutes.events`. The name in code type is the"
    yield "stored name, for ever, with the version of its shape. A field *in clear* stands readable in the entry; every"
    yield "other field is a salted disclosure in the vault, which can be withheld or erased"
    yield "([why](../decisions/0002-salted-disclosures-and-a-vault.md)). The bytes are in [The entry format](entry-format.md).\n"
    yield "What is printed in the minutes has these fields too (*shown*):\n"
    yield from _field_table(Shown, [a.name for a in fields(Shown)])
    module = None
    for cls in EVENT_TYPES.values():
        if cls.__module__ != module:
            module = cls.__module__
            yield f"## {_family(cls)}\n"
        yield from _event(cls)


def _family(cls: type[Event]) -> str:
    """The heading over the events of a module: the first words of its docstring."""
    said = inspect.getdoc(inspect.getmodule(cls)) or ""
    return re.split(r"[:.]", said)[0]


def _event(cls: type[Event]) -> Iterator[str]:
    yield f"### {cls.__name__} `{cls.TYPE}`\n"
    said = (inspect.getdoc(cls) or "").split("\nAttributes:")[0].strip()
    notes = [_plain(" ".join(said.split()))]
    if issubclass(cls, Shown):
        notes.append("*Shown.*")
    if cls.SERIES:
        notes.append(f"The book numbers it in the series `{cls.SERIES}`.")
    yield " ".join(notes) + "\n"
    inherited = {a.name for a in fields(Shown)} if issubclass(cls, Shown) else set()
    own = [a.name for a in fields(cls) if a.name not in inherited]
    if own:
        yield from _field_table(cls, own)


def _field_table(cls: type[Event], names: list[str]) -> Iterator[str]:
    meanings = _attributes(cls)
    hints = typing.get_type_hints(cls)
    yield "| field | type | in clear | meaning |"
    yield "| --- | --- | --- | --- |"
    for attribute in fields(cls):
        if attribute.name in names:
            needed = " (needed)" if attribute.default is NOTHING else ""
            clear = "yes" if attribute.metadata.get("clear") else ""
            shape = _cell(_annotation(cls, attribute.name))
            choices = ", ".join(f"`{choice}`" for choice in _choices(hints[attribute.name]))
            meaning = " ".join(
                [meanings.get(attribute.name, ""), f"One of {choices}." if choices else ""]
            ).strip()
            yield f"| `{attribute.name}`{needed} | `{shape}` | {clear} | {meaning} |"
    yield ""


def _annotation(cls: type, name: str) -> str:
    """The type of a field as it stands in the source; attrs forgets it once somebody resolves it."""
    annotated = (inspect.get_annotations(base) for base in cls.__mro__)
    return next(annotations[name] for annotations in annotated if name in annotations)


def _choices(hint: object) -> tuple[str, ...]:
    """The values that a type allows, where it lists them; a date or a list of words is no choice."""
    if typing.get_origin(hint) is typing.Literal:
        return typing.get_args(hint)
    members = [member for member in typing.get_args(hint) if member is not type(None)]
    return _choices(members[0]) if len(members) == 1 or members[1:] == [...] else ()


def _attributes(cls: type) -> dict[str, str]:
    """What the docstring says of each attribute."""
    told: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        _, _, listed = inspect.cleandoc(base.__doc__ or "").partition("\nAttributes:\n")
        for entry in re.split(r"\n(?=    \S)", "\n" + listed):
            names, _, meaning = entry.strip().partition(":")
            for name in names.split(","):
                told[name.strip()] = _cell(meaning)
    return told


# -- rules ---------------------------------------------------------------------------------------------------------


def _rules() -> Iterator[str]:
    yield "# Rules\n"
    yield "When a rule of meetings says no, `RefusedError.rule` holds its id, and nothing is recorded.\n"
    yield "| rule | about | says |"
    yield "| --- | --- | --- |"
    for rule in RULES:
        about = ", ".join(f"`{cls.__name__}`" for cls in rule.about)
        yield f"| `{rule.id}` | {about} | {_cell(inspect.getdoc(rule.check) or '')} |"
    for rule_id, kept in BOOK_RULES.items():
        yield f"| `{rule_id}` | {', '.join(f'`{one}`' if one[0].isupper() else one for one in kept.about)} | {kept.says} |"


# -- formats -------------------------------------------------------------------------------------------------------


def _formats() -> Iterator[str]:
    yield "# Formats\n"
    yield "What the built-in renderers make. Options are given as `--set name=value` on the command line and as `options=`"
    yield "in Python; `alliance-minutes plugins` lists the renderers that are installed.\n"
    built_in = [info for plugin in Registry(only=BUILT_IN).plugins for info in plugin.renderers]
    for info in sorted(built_in, key=lambda info: info.format):
        yield f"## {info.format}\n"
        yield f"{info.description[:1].upper()}{info.description[1:]}. Media type `{info.media_type}`, suffix `{info.suffix}`.\n"
        if info.options:
            yield "| option | default | values | meaning |"
            yield "| --- | --- | --- | --- |"
            for option in info.options:
                values = "a file" if option.kind == "file" else ", ".join(option.choices) or "any text"
                yield f"| `{option.name}` | {option.default or ''} | {_cell(values)} | {_cell(option.description)} |"
            yield ""
        if info.losses:
            yield "It never holds:\n"
            yield from (f"- {_cell(loss)}" for loss in info.losses)
            yield ""


# -- Python --------------------------------------------------------------------------------------------------------


def _python() -> Iterator[str]:
    yield "# The Python interface\n"
    yield "What `alliance_minutes` offers. Events have [their own page](events.md); the layout of a document, with all its blocks, is"
    yield "`alliance_minutes.document`. Everything is typed.\n"
    public = {name: getattr(alliance_minutes, name) for name in alliance_minutes.__all__}
    classes = {
        name: thing
        for name, thing in public.items()
        if inspect.isclass(thing) and not issubclass(thing, (Event, AllianceMinutesError))
    }
    below = [base for thing in classes.values() for base in thing.__mro__[1:] if _ours(base)]
    classes |= {base.__name__: base for base in below}
    for name, thing in classes.items():
        yield from _class(name, thing)
    functions = {name: thing for name, thing in public.items() if inspect.isfunction(thing)}
    if functions:
        yield "## Functions\n"
        for name, function in functions.items():
            yield from _function(name, function)
    yield "## Errors\n"
    yield "Every error, and the builtin that a caller would catch anyway:\n"
    yield (
        textwrap.dedent((inspect.getdoc(errors) or "").partition("::\n")[2])
        .strip("\n")
        .replace("\n\n", "\n")
        .join(("```text\n", "\n```"))
    )


def _class(name: str, cls: type) -> Iterator[str]:
    yield f"## {name}\n"
    yield from _said(cls)
    shared = [f"[{base.__name__}](#{base.__name__.lower()})" for base in cls.__bases__ if _ours(base)]
    if shared:
        yield f"Has everything of {', '.join(shared)}.\n"
    for method, thing in _own(cls):
        if isinstance(thing, property):
            yield f"### {name}.{method}\n"
            yield f"*Property.* {_plain(inspect.getdoc(thing) or '')}\n"
        else:
            yield from _function(f"{name}.{method}", getattr(cls, method))


def _ours(cls: type) -> bool:
    """Whether a class is of this library and offers something."""
    return cls.__module__.startswith(f"{alliance_minutes.__name__}.") and any(_own(cls))


def _own(cls: type) -> Iterator[tuple[str, object]]:
    """The public methods and properties that a class itself defines."""
    for name, thing in vars(cls).items():
        told = thing.__func__ if isinstance(thing, (classmethod, staticmethod)) else thing
        if not name.startswith("_") and (isinstance(told, property) or inspect.isfunction(told)):
            yield name, thing


def _function(name: str, function: Callable[..., object]) -> Iterator[str]:
    yield f"### {name}\n"
    yield f"```text\n{_call(name.rpartition('.')[2], function)}\n```\n"
    yield from _said(function)


def _said(thing: object) -> Iterator[str]:
    """A docstring in Google style as Markdown: each section is a list."""
    said, *sections = re.split(r"\n(?=(?:Args|Attributes|Raises|Returns):\n)", inspect.getdoc(thing) or "")
    yield _prose(said.strip()) + "\n"
    for section in sections:
        title, _, body = section.partition(":\n")
        yield f"{title}:\n"
        for entry in re.split(r"\n(?=    \S)", "\n" + body.rstrip()):
            if entry.strip():
                names, colon, meaning = entry.strip().partition(": ")
                told = " ".join(meaning.split())
                yield (
                    f"- `{names}`: {_plain(told)}"
                    if colon and len(names) < LONGEST_NAME
                    else f"- {_plain(' '.join(entry.split()))}"
                )
        yield ""


def _prose(said: str) -> str:
    """Paragraphs and the code below a ``::`` of a docstring as Markdown."""
    said = re.sub(r"::\n\n((?:    .*\n?|\n)+)", lambda found: ":\n\n" + found[1], said)
    return _plain(said)


def _call(name: str, function: Callable[..., object]) -> str:
    """How it is called; written here, because the spelling of `inspect` differs between versions of Python."""
    parts, starred = [], False
    for parameter in inspect.signature(function).parameters.values():
        if parameter.name in {"self", "cls"}:
            continue
        if parameter.kind is parameter.KEYWORD_ONLY and not starred:
            parts.append("*")
            starred = True
        star = {parameter.VAR_POSITIONAL: "*", parameter.VAR_KEYWORD: "**"}.get(parameter.kind, "")
        hint = "" if parameter.annotation is parameter.empty else f": {parameter.annotation}"
        default = "" if parameter.default is parameter.empty else f" = {parameter.default!r}"
        parts.append(f"{star}{parameter.name}{hint}{default}")
    returns = inspect.signature(function).return_annotation
    result = "" if returns is inspect.Signature.empty else f" -> {returns}"
    line = f"{name}({', '.join(parts)}){result}"
    return line if len(line) <= LINE else f"{name}(\n    " + ",\n    ".join(parts) + f",\n){result}"


# -- command line --------------------------------------------------------------------------------------------------


def _cli() -> Iterator[str]:
    parser = build_parser()
    yield "# The command line\n"
    yield f"{_cell(parser.description or '')} Each command tells the same with `--help`.\n"
    yield from _arguments(parser)
    for name, command in _commands(parser).items():
        yield f"## {name}\n"
        yield f"{_cell(command.description or '')}\n"
        yield from _arguments(command)
        examples = re.findall(r"^  (.+)$", command.epilog or "", re.MULTILINE)
        yield "".join(f"    {example.strip()}\n" for example in examples)
    yield from _CLI_EVERYWHERE


_CLI_EVERYWHERE = (
    "## Everywhere\n",
    "- Results go to stdout, messages to stderr. With `--json` a listing is always a list,",
    "  and a whole one: an entry that cannot be read leaves stdout empty.",
    "- Exit codes: 0 done; 1 the check failed; 2 wrong usage or input, with a message that says what, where and what to do;",
    "  130 interrupted; 141 nobody reads the output any more.",
)


def _arguments(parser: argparse.ArgumentParser) -> Iterator[str]:
    shown = [
        action
        for action in parser._actions  # noqa: SLF001 - argparse has no public way to its arguments
        if action.help != argparse.SUPPRESS
        and not isinstance(action, (argparse._HelpAction, argparse._SubParsersAction))  # noqa: SLF001 - as above
    ]
    if not shown:
        return
    yield "| argument | meaning |"
    yield "| --- | --- |"
    for action in shown:
        yield f"| `{_cell(_spelling(action))}` | {_cell((action.help or '') % vars(action))} |"
    yield ""


def _spelling(action: argparse.Action) -> str:
    """An argument as it is typed; argparse's own spelling differs between versions of Python."""
    value = action.metavar or (
        f"{{{','.join(map(str, action.choices))}}}" if action.choices else action.dest.upper()
    )
    if not action.option_strings:
        return {"*": f"[{value} …]", "+": f"{value} …", "?": f"[{value}]"}.get(str(action.nargs), str(value))
    names = ", ".join(action.option_strings)
    return names if action.nargs == 0 else f"{names} {value}"


def _commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in parser._actions:  # noqa: SLF001 - as above
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - as above
            return dict(action.choices)
    return {}


if __name__ == "__main__":
    for name, text in pages().items():
        (REFERENCE / name).write_text(text, "utf-8")
