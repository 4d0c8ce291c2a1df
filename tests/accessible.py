"""What axe finds on a page that is open in a browser, light, dark and on a phone: it is drawn anew, not loaded anew."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import DEFAULT_OPTIONS, Axe
from playwright.sync_api import Page

WIDE, NARROW = {"width": 1280, "height": 720}, {"width": 360, "height": 740}
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
"""The rules of axe that ask what colours are shown: all that may fail in the dark alone."""

LOOKS = {"light": ("light", WIDE, {}), "on a phone": ("light", NARROW, {}), "in the dark": ("dark", WIDE, COLOURS)}


def assert_clean(page: Page) -> None:
    """No fault that axe finds (WCAG 2.1 A and AA, its own good practice), and nothing to scroll to sideways."""
    page.wait_for_load_state()  # of its styles, too
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    width, most = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width <= most


def assert_clean_in_each_look(page: Page) -> None:
    """The same in each look; the page is left in the dark."""
    page.wait_for_load_state()
    for look, (scheme, size, rules) in LOOKS.items():
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(size)
        found = Axe().run(page, options={**DEFAULT_OPTIONS, **rules})
        assert found.violations_count == 0, f"{look}: {found.generate_report()}"
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= size["width"], look
