"""Plugins: the hooks, what passes through them, and the registry that finds them."""

from alliance_minutes.plugins.hookspecs import GROUP, HOOKSPEC_VERSION, hookimpl
from alliance_minutes.plugins.records import Loss, Option, OptionValue, RendererInfo, RenderRequest, Rendition
from alliance_minutes.plugins.registry import PluginInfo, Registry

__all__ = [
    "GROUP",
    "HOOKSPEC_VERSION",
    "Loss",
    "Option",
    "OptionValue",
    "PluginInfo",
    "Registry",
    "RenderRequest",
    "RendererInfo",
    "Rendition",
    "hookimpl",
]
