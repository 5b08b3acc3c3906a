"""A page in the browser, and a canned workspace for it to visit."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page

from tests.sandbox.pages.canned_workspace import MARIA, CannedWorkspace

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def served_workspace() -> Iterator[CannedWorkspace]:
    server = CannedWorkspace()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def workspace(served_workspace: CannedWorkspace) -> CannedWorkspace:
    served_workspace.reset()
    return served_workspace


@pytest.fixture(scope="session")
def context(browser: Browser) -> BrowserContext:
    return browser.new_context(reduced_motion="reduce", timezone_id="America/New_York")


@pytest.fixture
def open_page(context: BrowserContext, workspace: CannedWorkspace) -> Iterator[OpenPage]:
    """Opens the page as a person; the test fails when a page complains or an alert pops up."""
    pages: list[Page] = []
    complaints: list[str] = []

    def heard(line: ConsoleMessage) -> None:
        # A refused request is part of some tests; the browser notes each one by itself.
        if line.type == "error" and "Failed to load resource" not in line.text:
            complaints.append(line.text)

    def popped_up(dialog: Dialog) -> None:
        complaints.append(dialog.message)
        dialog.dismiss()

    def open_as(person: str = MARIA, place: str = "") -> Page:
        page = context.new_page()
        pages.append(page)
        page.set_default_timeout(5_000)
        page.on("pageerror", lambda problem: complaints.append(str(problem)))
        page.on("console", heard)
        page.on("dialog", popped_up)
        page.goto(f"{workspace.address}/?person={person}{place}")
        workspace.wait_for_listener(person)
        page.get_by_test_id("person-switch").wait_for(state="attached")
        return page

    yield open_as
    for page in pages:
        page.evaluate("localStorage.clear()")
        page.close()
    assert complaints == []
