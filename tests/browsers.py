"""A real browser to test with, from wherever it can be had."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
NO_BROWSER = (
    f"There is no browser to test with: install one of {', '.join(_PROGRAMS)}, or name one with "
    "LEASEBRIDGE_BROWSER."
)
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def running_browser() -> Iterator[Browser | None]:
    """A browser without a window; None where none can be had."""
    named = os.environ.get("LEASEBRIDGE_BROWSER")
    path = named or next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if path is None:
        yield None
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield browser
        browser.close()
