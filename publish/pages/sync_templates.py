"""The templates of the site's own pages, filled in at once: they wait for nothing, and Datasette's way takes longer.

Datasette fills templates in such a way that any value may be waited for, which asks of every one of thousands of values
whether it is one to wait for.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from jinja2 import Environment, Template

_overlays: WeakKeyDictionary[Environment, Environment] = WeakKeyDictionary()


class SyncTemplate(Template):
    """A template that needs no waiting, for those who call it as if it did."""

    async def render_async(self, *args: Any, **kwargs: Any) -> str:
        """Return the template filled in."""
        return self.render(*args, **kwargs)


def sync_template(environment: Environment, name: str) -> Template:
    """Return a template of `environment` (Datasette's) as a `SyncTemplate`; it may call no function that waits."""
    overlay = _overlays.get(environment)
    if overlay is None:
        overlay = environment.overlay(enable_async=False)
        overlay.template_class = SyncTemplate
        _overlays[environment] = overlay
    return overlay.get_template(name)
