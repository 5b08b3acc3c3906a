"""Somebody at the workspace page, in a real browser."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.stories.waiting import PATIENCE_SECONDS

PATIENCE = PATIENCE_SECONDS * 1000


@dataclass(frozen=True, slots=True)
class WorkspaceVisit:
    """A visit to the workspace page.

    Attributes:
        page: The page in the browser.
        pictures: The folder for pictures.
    """

    page: Page
    pictures: Path

    def open(self, address: str) -> None:
        """Open the page, as the address was printed."""
        self.page.goto(address)
        expect(self.composer).to_be_visible()

    @property
    def composer(self) -> Locator:
        """Where one writes."""
        return self.page.get_by_test_id("composer")

    @property
    def completion(self) -> Locator:
        """What is offered while one writes."""
        return self.page.get_by_test_id("completion")

    def say(self, text: str) -> None:
        """Write something and send it."""
        self.composer.fill(text)
        self.composer.press("Enter")

    def card(self, title: str | re.Pattern[str]) -> Locator:
        """The channel's message with this title."""
        heading = self.page.get_by_role("heading", name=title, exact=True)
        return self.page.locator("#main").get_by_test_id("message").filter(has=heading)

    def wait_for_card(self, title: str | re.Pattern[str]) -> Locator:
        """The channel's message with this title, once it is there."""
        card = self.card(title)
        expect(card).to_be_visible(timeout=PATIENCE)
        return card

    def private_answer(self, words: str) -> Locator:
        """An answer that only the acting person sees, once it is there."""
        answer = self.page.locator("#main .ephemeral").filter(has_text=words).last
        expect(answer).to_be_visible(timeout=PATIENCE)
        expect(answer).to_contain_text("Only visible to you")
        return answer

    def open_thread(self, card: Locator) -> Locator:
        """The thread of a message."""
        card.get_by_test_id("thread-summary").click(timeout=PATIENCE)
        thread = self.page.get_by_test_id("thread-panel")
        expect(thread).to_be_visible()
        return thread

    def close_thread(self) -> None:
        """Close the thread that is open."""
        self.page.get_by_role("button", name="Close the thread").click()

    def open_home(self) -> Locator:
        """The app's Home tab, once the app has filled it."""
        self.page.get_by_test_id("open-home").click()
        home = self.page.get_by_test_id("home")
        expect(home.get_by_role("heading", name="Leasebridge", exact=True)).to_be_visible(
            timeout=PATIENCE
        )
        return home

    def open_channel(self, channel: str) -> None:
        """Go to a channel."""
        self.page.get_by_test_id(f"channel-{channel}").click()
        expect(self.composer).to_be_visible()

    def switch_to(self, name: str) -> None:
        """Act as somebody else from now on."""
        switch = self.page.get_by_test_id("person-switch")
        switch.click()
        self.page.get_by_role("menuitemradio", name=name).click()
        expect(switch).to_contain_text(name)

    def picture(self, name: str) -> None:
        """Leave a picture of the page."""
        self.page.screenshot(path=self.pictures / f"{name}.png")


def table_of(card: Locator) -> list[tuple[str, ...]]:
    """The rows of a card's table, without the heading."""
    rows = card.locator("tbody tr").all()
    return [tuple(row.locator("td").all_inner_texts()) for row in rows]
