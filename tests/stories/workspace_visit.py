"""Somebody at the workspace page, in a real browser."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.stories.waiting import PATIENCE_SECONDS

PATIENCE = PATIENCE_SECONDS * 1000
TELEPHONE = ViewportSize(width=390, height=844)

CUT_OFF = """
() => [...document.querySelectorAll("body *")]
  .filter((one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
  .filter((one) => one.closest("dialog, #main") && !one.closest("table, pre, .visually-hidden"))
  .filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1)
  .map((one) => `${one.className || one.tagName}: ${one.textContent.slice(0, 60)}`)
"""
"""What reaches beyond the window's right edge; tables may be scrolled."""


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

    @property
    def dialog(self) -> Locator:
        """The dialog that the app opened."""
        return self.page.get_by_test_id("modal")

    def wait_for_dialog(self, title: str) -> Locator:
        """The app's dialog with this title, once it is there."""
        heading = self.dialog.get_by_role("heading", level=2, name=title, exact=True)
        expect(heading).to_be_visible(timeout=PATIENCE)
        return self.dialog

    def send_dialog(self) -> None:
        """Send off what is filled in; the dialog closes."""
        self.dialog.get_by_test_id("modal-submit").click()
        expect(self.dialog).to_be_hidden(timeout=PATIENCE)

    def close_dialog(self) -> None:
        """Close the dialog, and those below it."""
        while self.dialog.is_visible():
            title = self.dialog.get_by_role("heading", level=2).element_handle()
            self.dialog.get_by_test_id("modal-close").click()
            self.page.wait_for_function("heading => !heading.isConnected", arg=title)

    def confirm(self, words: str) -> None:
        """Answer the question that is asked before a step, which must say `words`, with yes."""
        question = self.page.get_by_test_id("confirm")
        expect(question).to_contain_text(words)
        question.get_by_test_id("confirm-yes").click()
        expect(question).to_have_count(0)

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

    def open_messages(self) -> None:
        """Go to what the app and the person wrote to each other."""
        rail = self.page.get_by_role("navigation", name="Workspace")
        rail.get_by_role("button", name="Messages").click()
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

    def pictures_of_all_sizes(self, name: str) -> None:
        """Leave pictures as on a desk, in the dark, and as on a telephone: nothing may be cut off there."""
        self.picture(name)
        self._colour("dark")
        self.picture(f"{name}-dark")
        self._colour("light")
        wide = self.page.viewport_size
        assert wide is not None
        self.page.set_viewport_size(TELEPHONE)
        self.picture(f"{name}-narrow")
        assert self.page.evaluate(CUT_OFF) == []
        self.page.set_viewport_size(wide)

    def _colour(self, scheme: Literal["dark", "light"]) -> None:
        shade = "getComputedStyle(document.body).backgroundColor"
        before = self.page.evaluate(shade)
        self.page.emulate_media(color_scheme=scheme)
        self.page.wait_for_function(f"before => {shade} !== before", arg=before)


def table_of(card: Locator) -> list[tuple[str, ...]]:
    """The rows of a card's table, without the heading."""
    rows = card.locator("tbody tr").all()
    return [tuple(row.locator("td").all_inner_texts()) for row in rows]
