"""The hooks that a plugin may implement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alliance_minutes.plugins.records import RendererInfo

GROUP = "alliance_minutes"
HOOKSPEC_VERSION = (1, 0)

hookspec = pluggy.HookspecMarker(GROUP)
hookimpl = pluggy.HookimplMarker(GROUP)


@hookspec
def alliance_minutes_renderers() -> Iterable[RendererInfo]:
    """Yield a record for each format this plugin makes.

    Called once for each book that renders. Import what is heavy inside ``render``, not at import::

        from alliance_minutes import Rendition, RendererInfo, hookimpl


        def render(request):
            title = request.document.meta.title
            return Rendition(
                content=title.encode(),
                media_type="text/plain",
                file_name=request.document.meta.file_name + ".title.txt",
            )


        @hookimpl
        def alliance_minutes_renderers():
            yield RendererInfo(
                format="title",
                description="the title alone",
                media_type="text/plain",
                suffix=".title.txt",
                version="1.0",
                render=render,
                losses=("everything but the title",),
            )
    """
    return ()
