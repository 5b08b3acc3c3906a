"""What the stories begin with."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.sandbox.ledgers_client import LedgersClient
from tests.stories.demo_program import Demo, running_demo
from tests.stories.slack_person import SlackPerson
from tests.stories.workspace_visit import WorkspaceVisit


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page to walk about in; the story fails when the page itself complains."""
    complaints: list[str] = []
    context = browser.new_context(
        viewport={"width": 1440, "height": 900},
        reduced_motion="reduce",
        timezone_id="Europe/London",
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.on("pageerror", lambda problem: complaints.append(str(problem)))
    yield page
    context.close()
    assert complaints == []


@pytest.fixture(scope="package")
def synced_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """One demo after its first sync, for all stories of the group `synced-demo`."""
    with running_demo(tmp_path_factory.mktemp("demo")) as demo:
        client = LedgersClient(demo.workspace.rstrip("/"))
        with client.http:
            priya = SlackPerson(client.http, "U0PRIYA", "C0SYNC")
            priya.say("/sync now")
            priya.wait_for_card("Sync 1: done")
        yield demo


@pytest.fixture
def client(synced_demo: Demo) -> Iterator[LedgersClient]:
    """Reads the ledgers of the demo that is synced, and works in them as people do."""
    client = LedgersClient(synced_demo.workspace.rstrip("/"))
    with client.http:
        yield client


@pytest.fixture
def workspace(synced_demo: Demo, page: Page, screenshots: Path) -> WorkspaceVisit:
    """Priya, at the workspace of the demo that is synced."""
    visit = WorkspaceVisit(page, screenshots)
    visit.open(synced_demo.workspace)
    return visit
