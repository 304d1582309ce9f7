"""Rendering: a document, a format and options go in; bytes come out, or the reason why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance_minutes.errors import AllianceMinutesError, OptionError, PluginError, RenderError
from alliance_minutes.plugins import RenderRequest, Rendition

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from alliance_minutes.document import Document, Source
    from alliance_minutes.plugins import Option, OptionValue, Registry, RendererInfo


def render_document(
    registry: Registry,
    document: Document,
    format_name: str,
    options: Mapping[str, OptionValue],
    attachment: Callable[[Source], bytes | None] | None = None,
) -> Rendition:
    """Render ``document`` in a format; ``attachment`` gives the bytes of what goes with it.

    Raises:
        UnknownFormatError: no renderer makes it.
        OptionError: an option that the renderer does not have, or a value it does not take.
        RenderError: the renderer cannot make it, and says why; or it does not take this kind of document.
        PluginError: the renderer broke; the cause is chained.
    """
    info = registry.renderer(format_name)
    if document.meta.kind not in info.accepts:
        raise RenderError(f"{format_name} renders {', '.join(info.accepts)}, not {document.meta.kind}")
    request = RenderRequest(
        document=document,
        options=_options(info, options),
        render=lambda other: render_document(registry, document, other, {}, attachment),
        attachment=attachment,
    )
    try:
        rendition = info.render(request)
    except AllianceMinutesError:
        raise
    except Exception as error:
        raise _broken(registry, info, f"{type(error).__name__}: {error}") from error
    if type(rendition) is not Rendition or type(rendition.content) is not bytes:
        raise _broken(registry, info, "its renderer gave no Rendition of bytes")
    return rendition


def _broken(registry: Registry, info: RendererInfo, cause: str) -> PluginError:
    maker = next((plugin for plugin in registry.plugins if info in plugin.renderers), None)
    return PluginError(
        maker.name if maker else info.format, (maker.distribution if maker else "") or "this program", cause
    )


def _options(info: RendererInfo, given: Mapping[str, OptionValue]) -> dict[str, OptionValue]:
    """A value for every declared option that has one."""
    declared = {option.name: option for option in info.options}
    unknown = sorted(set(given) - set(declared))
    if unknown:
        known = ", ".join(sorted(declared)) or "none"
        raise OptionError(f"{info.format} has no option {unknown[0]!r}; it has {known}")
    values: dict[str, OptionValue] = {
        option.name: option.default for option in info.options if option.default is not None
    }
    for name, value in given.items():
        values[name] = _checked(info, declared[name], value)
    return values


def _checked(info: RendererInfo, option: Option, value: OptionValue) -> OptionValue:
    if option.kind == "file" and not isinstance(value, bytes):
        raise OptionError(f"option {option.name!r} of {info.format} takes the bytes of a file")
    if option.kind == "text" and not isinstance(value, str):
        raise OptionError(f"option {option.name!r} of {info.format} takes text")
    if option.choices and value not in option.choices:
        raise OptionError(
            f"option {option.name!r} of {info.format} is {' or '.join(option.choices)}, not {value!r}"
        )
    return value
