"""Finding plugins: one registry per book, filled from entry points, each on its own.

Entry points are loaded in sorted order, so that results do not depend on the order of installation. One that fails
to import or to register is kept as broken with its cause, and the others go on.
"""

from __future__ import annotations

import difflib
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Literal

import pluggy
from attrs import field, frozen

from alliance_minutes.errors import PluginError, UnknownFormatError
from alliance_minutes.plugins import hookspecs
from alliance_minutes.plugins.hookspecs import GROUP
from alliance_minutes.plugins.records import RendererInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.metadata import EntryPoint


@frozen(kw_only=True)
class PluginInfo:
    """A plugin that was found.

    Attributes:
        name: of its entry point, or of the object handed in.
        distribution, version: the installed distribution it comes from; empty for an object handed in.
        status: ``ok`` or ``broken``.
        reason: why it is broken, or nothing.
        renderers: what it makes.
    """

    name: str
    distribution: str
    version: str
    status: Literal["ok", "broken"] = "ok"
    reason: str = ""
    renderers: tuple[RendererInfo, ...] = field(default=(), repr=False)

    @property
    def formats(self) -> tuple[str, ...]:
        """The names of the formats it makes."""
        return tuple(info.format for info in self.renderers)


class Registry:
    """The plugins of one book.

    Args:
        only: names of the entry points to load; ``None`` loads all, an empty list none.
        extra: plugin objects beside those that are installed (a module or object with hook implementations).
    """

    def __init__(self, only: Iterable[str] | None = None, extra: Iterable[object] = ()) -> None:
        wanted = None if only is None else set(only)
        found = sorted(_with_distributions(entry_points(group=GROUP)), key=lambda one: (one[1], one[0].name))
        self.plugins: tuple[PluginInfo, ...] = (
            *(_from_entry_point(*one) for one in found if wanted is None or one[0].name in wanted),
            *(_from_object(plugin) for plugin in extra),
        )

    def renderer(self, format_name: str) -> RendererInfo:
        """The renderer of a format; ``dist:format`` chooses among several.

        Raises:
            UnknownFormatError: nobody makes it; a broken plugin of that name is given as the reason.
            PluginError: more than one plugin makes it.
        """
        distribution, _, name = format_name.rpartition(":")
        makers = [
            (plugin, info)
            for plugin in self.plugins
            for info in plugin.renderers
            if info.format == name and (not distribution or plugin.distribution == distribution)
        ]
        if len(makers) > 1:
            names = " and ".join(plugin.distribution or plugin.name for plugin, _ in makers)
            raise PluginError(
                makers[1][0].name,
                makers[1][0].distribution,
                f"format {name!r} is made by {names}; choose one, as in {makers[0][0].distribution}:{name}",
            )
        if makers:
            return makers[0][1]
        broken = next((plugin for plugin in self.plugins if plugin.name == name and plugin.reason), None)
        raise UnknownFormatError(format_name, self.formats(), broken.reason if broken else None)

    def formats(self) -> tuple[str, ...]:
        """Every format that can be made, sorted."""
        return tuple(sorted({name for plugin in self.plugins for name in plugin.formats}))


def _with_distributions(points: Iterable[EntryPoint]) -> Iterator[tuple[EntryPoint, str, str]]:
    """Each entry point with name and version of its distribution, whose metadata are parsed once for all its points."""
    known: dict[int, tuple[str, str]] = {}
    for point in points:
        dist = point.dist
        if dist is None:
            yield point, "", ""
            continue
        if id(dist) not in known:
            metadata = dist.metadata
            known[id(dist)] = (metadata["Name"] or "", metadata["Version"] or "")
        yield (point, *known[id(dist)])


def _from_entry_point(point: EntryPoint, distribution: str, version: str) -> PluginInfo:
    try:
        plugin = point.load()
        renderers = _renderers(plugin)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - what a plugin raises must not end what others do
        reason = f"{type(error).__name__}: {error}"
        return PluginInfo(
            name=point.name, distribution=distribution, version=version, status="broken", reason=reason
        )
    return PluginInfo(name=point.name, distribution=distribution, version=version, renderers=renderers)


def _from_object(plugin: object) -> PluginInfo:
    name = getattr(plugin, "__name__", type(plugin).__name__)
    return PluginInfo(name=name, distribution="", version="", renderers=_renderers(plugin))


def _renderers(plugin: object) -> tuple[RendererInfo, ...]:
    """What one plugin makes. Each has a manager of its own, so that one that raises takes no other with it."""
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(hookspecs)
    manager.register(plugin() if isinstance(plugin, type) else plugin)
    try:
        manager.check_pending()
    except pluggy.PluginValidationError as error:
        known = [name for name in vars(hookspecs) if name.startswith(GROUP + "_")]
        unknown = next((name for name in str(error).split("'") if name.startswith(GROUP + "_")), str(error))
        near = difflib.get_close_matches(unknown, known, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise ValueError(f"there is no hook {unknown}{hint}") from error
    made = [info for results in manager.hook.alliance_minutes_renderers() for info in results]
    for info in made:
        if not isinstance(info, RendererInfo):
            raise TypeError(f"alliance_minutes_renderers yields RendererInfo, not {type(info).__name__}")
    return tuple(made)
