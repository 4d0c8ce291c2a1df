"""Several databases as one site: each at `/NAME/` as it is served alone, and around that the site that asks all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from datasette.app import Datasette

from .guard.wrapper import App, Scope


class Front:
    """An application that hands requests below a database's name to its site, and all others to the one around them."""

    def __init__(self, around: Datasette, sites: Mapping[str, Datasette]) -> None:
        """Put `around` around `sites`, which are told by their names."""
        self.datasette = around
        self._datasettes = (around, *sites.values())
        self._around: App = around.app()
        self._apps: dict[str, App] = {name: site.app() for name, site in sites.items()}

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """Answer a request, or start and end with the server."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        path: bytes = scope.get("raw_path") or scope["path"].encode()
        name, slash, _ = path.decode("latin-1").partition("?")[0].removeprefix("/").partition("/")
        await (self._apps.get(name, self._around) if slash else self._around)(scope, receive, send)

    async def _live(self, receive: Any, send: Any) -> None:
        """Read what the first readers would wait for, then wait for the end."""
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                for datasette in self._datasettes:
                    await datasette.invoke_startup()
                await send({"type": "lifespan.startup.complete"})
            else:
                await send({"type": "lifespan.shutdown.complete"})
                return
