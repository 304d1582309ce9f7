"""Renditions: which format, with which options, and where the bytes go."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alliance_minutes.cli.books import named_book
from alliance_minutes.cli.faults import UsageError
from alliance_minutes.cli.files import LOGS, own_place, read_bytes, size_of, write_whole
from alliance_minutes.cli.terminal import data, is_terminal, tell

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping

    from alliance_minutes.plugins import OptionValue, Registry, Rendition


def format_asked(arguments: Namespace, registry: Registry) -> str | None:
    """The format that was asked for, by its name or by the name of the output; ``None`` when neither tells."""
    if arguments.format is not None:
        return str(arguments.format)
    name = (arguments.output or "").lower()
    suffixes = [
        (len(info.suffix), info.format)
        for plugin in registry.plugins
        for info in plugin.renderers
        if name.endswith(info.suffix)
    ]
    return max(suffixes)[1] if suffixes else None


def options_asked(arguments: Namespace, registry: Registry, format_name: str) -> dict[str, OptionValue]:
    """The options of the renderer as given; those that are files as their bytes.

    Raises:
        UsageError: an option without a value, or given twice.
        UnknownFormatError, OSError: no such renderer, no such file.
    """
    given = _given(arguments)
    files = _file_options(registry, format_name)
    return {name: read_bytes(value) if name in files else value for name, value in given.items()}


def _given(arguments: Namespace) -> dict[str, str]:
    pairs = [one.partition("=") for one in arguments.options]
    if arguments.template is not None:
        pairs.append(("template", "=", arguments.template))
    given: dict[str, str] = {}
    for name, equals, value in pairs:
        if not equals or not name:
            raise UsageError(f"--set {name!r}: expected KEY=VALUE, as in --set template=house-style.odt")
        if name in given:
            raise UsageError(f"option {name!r} is given twice; give it once")
        given[name] = value
    return given


def _file_options(registry: Registry, format_name: str) -> set[str]:
    return {option.name for option in registry.renderer(format_name).options if option.kind == "file"}


def spared(arguments: Namespace, registry: Registry, format_name: str) -> dict[Path, str]:
    """The files of a command that its output may not replace, with what to call each: the book and what is read."""
    files = _file_options(registry, format_name)
    found = {
        Path(value): "read by this command" for name, value in _given(arguments).items() if name in files
    }
    typed = getattr(arguments, "file", None)
    if typed is not None:
        found[Path("/dev/stdin" if typed == "-" else typed)] = "the draft itself"
    address = named_book(arguments)
    if address is not None:
        book = Path(address.removeprefix("sqlite:///"))
        found |= {Path(f"{book}{suffix}"): "a part of the minute book" for suffix in LOGS}
        found[book] = "the minute book"
    return found


def deliver(rendition: Rendition, output: str | None, spared: Mapping[Path, str] | None = None) -> None:
    """Bring a rendition where it was asked for, and say so with what the format could not hold.

    Args:
        rendition: what was made.
        output: the file, the folder or ``-``; ``None`` for the name that the renderer gave, in the current folder.
        spared: files that it may not replace, with what to call each.

    Raises:
        UsageError: the terminal cannot show it, it has no name to go by, or it would replace what is spared.
        OSError: it cannot be written.
    """
    if output == "-":
        text = _is_text(rendition)
        if not text and is_terminal():
            raise UsageError(f"{rendition.media_type} is not for a terminal; name a file with -o")
        data(rendition.content, text=text)
    else:
        path = _path(rendition, output)
        write_whole(path, rendition.content, spared)
        tell(f"{path}: written, {size_of(len(rendition.content))}")
    for message in rendition.messages:
        tell(f"note: {message}")
    for node, reason in dict.fromkeys((loss.node, loss.reason) for loss in rendition.losses):
        tell(f"lost: {node}: {reason}")


def _is_text(rendition: Rendition) -> bool:
    kind = rendition.media_type.partition(";")[0].strip().lower()
    return kind.startswith("text/") or kind.endswith(("/xml", "+xml", "/json", "+json"))


def _path(rendition: Rendition, output: str | None) -> Path:
    if output is None:
        return own_place(Path(), rendition.file_name)
    if not output or "\0" in output:
        raise UsageError("-o names no file; give a path, a folder, or - for stdout")
    path = Path(output)
    if path.is_dir():
        return own_place(path, rendition.file_name)
    if output.endswith("/"):
        raise UsageError(f"{output}: there is no such folder; make it first, or name a file")
    return path
