"""Somebody at the page of the two ledgers, in a real browser."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect


@dataclass(frozen=True, slots=True)
class LedgersVisit:
    """A visit to the page of the two ledgers.

    Attributes:
        page: The page in the browser.
        pictures: The folder for pictures.
    """

    page: Page
    pictures: Path

    def open(self, address: str) -> None:
        """Open the page, as the address was printed."""
        self.page.goto(address)
        self.page.locator("body[data-ready]").wait_for()

    def record(self, side: str, tab: str, name: str) -> Locator:
        """A record, found by its number or name and opened."""
        column = self.page.get_by_test_id(f"side-{side}")
        column.get_by_test_id(f"tab-{tab}").click()
        column.get_by_test_id("find").fill(name)
        rows = column.locator("tr[data-key]")
        expect(rows).to_have_count(1)
        rows.filter(has_text=name).locator("td").first.click()
        drawer = self.page.get_by_test_id(f"drawer-{side}")
        expect(drawer).to_contain_text(name)
        return drawer

    def do(self, drawer: Locator, action: str) -> None:
        """Do something to the open record that asks no question."""
        drawer.get_by_test_id(f"action-{action}").click()

    def do_with_form(self, drawer: Locator, action: str, fields: Mapping[str, str]) -> None:
        """Do something to the open record for which the ledger shows a form first."""
        self.do(drawer, action)
        self._fill_and_save(fields)

    def enter_new(self, side: str, tab: str, fields: Mapping[str, str]) -> None:
        """Enter a new record."""
        column = self.page.get_by_test_id(f"side-{side}")
        column.get_by_test_id(f"tab-{tab}").click()
        column.get_by_test_id("new").click()
        self._fill_and_save(fields)

    def picture(self, name: str) -> None:
        """Leave a picture of the page."""
        self.page.screenshot(path=self.pictures / f"{name}.png")

    def _fill_and_save(self, fields: Mapping[str, str]) -> None:
        for name, value in fields.items():
            self.page.get_by_test_id(f"field-{name}").fill(value)
        self.page.get_by_test_id("save").click()
        expect(self.page.get_by_test_id("dialog")).to_have_count(0)


def expect_state(drawer: Locator, state: str) -> None:
    """The open record stands in this state, in the ledger's words."""
    expect(drawer.get_by_test_id("state").first).to_have_text(state)
