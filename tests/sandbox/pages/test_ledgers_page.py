"""The ledgers page in a real headless browser, against a stand-in world that is really served."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, ViewportSize, expect

from sandbox.server import RunningWorld, running
from sandbox.world import WorldOptions
from tests.sandbox.ledgers_client import LedgersClient, intacct_invoice, re_leased_invoice

pytestmark = pytest.mark.browser

HOSTILE = '<img src=x onerror="document.title=1"><script>document.title=2</script>'

Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def served() -> Iterator[RunningWorld]:
    with running(WorldOptions(documents=60)) as world:
        yield world


@pytest.fixture(scope="module")
def client(served: RunningWorld) -> Iterator[LedgersClient]:
    client = LedgersClient(served.address)
    with client.http:
        yield client


@pytest.fixture
def visit(browser: Browser, served: RunningWorld) -> Iterator[Visit]:
    """Opens the page; the test fails when the page complains about anything but a refusal."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(
        *, size: tuple[int, int] = (1440, 900), colours: Literal["light", "dark"] = "light"
    ) -> Page:
        viewport: ViewportSize = {"width": size[0], "height": size[1]}
        context = browser.new_context(
            viewport=viewport, color_scheme=colours, reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda problem: complaints.append(str(problem)))
        page.on(
            "console",
            lambda line: complaints.append(line.text) if _is_fault(line.text, line.type) else None,
        )
        page.goto(f"{served.address}/ledgers")
        page.locator("body[data-ready]").wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _is_fault(text: str, kind: str) -> bool:
    """A refused request is part of some tests; the browser notes each one by itself."""
    return kind in {"error", "warning"} and "Failed to load resource" not in text


def side(page: Page, name: str) -> Locator:
    return page.get_by_test_id(f"side-{name}")


def open_record(page: Page, side_name: str, key: str) -> Locator:
    side(page, side_name).get_by_test_id(f"row-{key}").locator("td").first.click()
    drawer = page.get_by_test_id(f"drawer-{side_name}")
    expect(drawer).to_be_visible()
    return drawer


def test_page__shows_both_ledgers_their_totals_and_the_difference(
    visit: Visit, client: LedgersClient
) -> None:
    page = visit()
    overview = client.overview()
    for name in ("intacct", "re_leased"):
        expect(page.get_by_test_id(f"count-{name}")).to_have_text(
            str(overview[name]["invoices"]["count"])
        )
        rows = side(page, name).locator("tbody tr")
        expect(rows).to_have_count(min(50, overview[name]["kinds"][0]["count"]))
    expect(page.get_by_test_id("verdict")).to_contain_text("apart")
    expect(page.get_by_text("Local simulation")).to_be_visible()
    expect(page.get_by_test_id("to-workspace")).to_have_attribute("href", "/")


def test_invoice__is_entered_edited_posted_paid_in_intacct(
    visit: Visit, client: LedgersClient
) -> None:
    page = visit()
    intacct = side(page, "intacct")
    intacct.get_by_test_id("new").click()
    page.get_by_test_id("field-customer_id").select_option(index=1)
    page.get_by_test_id("field-record_id").fill("INV-77001")
    page.get_by_test_id("field-save_as").select_option("Draft")
    page.get_by_test_id("field-line-0-account").select_option("4300")
    page.get_by_test_id("field-line-0-tax").select_option("UK Sale Standard")
    page.get_by_test_id("field-line-0-net").fill("12,345.60")
    expect(page.get_by_test_id("lines-total")).to_have_text("12,345.60")
    page.get_by_test_id("save").click()

    drawer = page.get_by_test_id("drawer-intacct")
    expect(drawer.get_by_test_id("detail-title")).to_have_text("INV-77001")
    expect(drawer.get_by_test_id("sum-gross")).to_have_text("14,814.72")
    drawer.get_by_test_id("action-edit").click()
    page.get_by_test_id("field-description").fill("Corrected")
    page.get_by_test_id("save").click()
    expect(drawer.get_by_test_id("value-description")).to_have_text("Corrected")
    drawer.get_by_test_id("action-post").click()
    expect(drawer.get_by_test_id("state").first).to_have_text("Posted")
    drawer.get_by_test_id("action-pay").click()
    page.get_by_test_id("field-amount").fill("4,814.72")
    page.get_by_test_id("save").click()
    expect(drawer.get_by_test_id("state").first).to_have_text("Partially Paid")
    expect(drawer.get_by_test_id("sum-due")).to_have_text("10,000.00")
    expect(drawer.get_by_test_id("history")).to_contain_text("Fiona Smith (fsmith)")
    assert (
        client.rows("intacct", "invoices", find="INV-77001")["rows"][0]["state"] == "Partially Paid"
    )


def test_invoice__is_approved_then_voided_in_re_leased_after_a_question(
    visit: Visit, client: LedgersClient
) -> None:
    key = re_leased_invoice(client, status="AwaitingApproval")
    page = visit()
    drawer = open_record(page, "re_leased", key)
    drawer.get_by_test_id("action-approve").click()
    expect(drawer.get_by_test_id("state").first).to_have_text("Approved")
    drawer.get_by_test_id("action-void").click()
    expect(page.get_by_test_id("dialog")).to_contain_text("cannot be undone")
    page.get_by_test_id("cancel").click()
    assert client.detail("re_leased", "invoices", key)["state"] == "Approved"
    drawer.get_by_test_id("action-void").click()
    page.get_by_test_id("field-reason").fill("Raised twice")
    page.get_by_test_id("save").click()
    expect(drawer.get_by_test_id("state").first).to_have_text("Voided")
    expect(drawer).to_contain_text("Voided: Raised twice")
    expect(drawer.get_by_test_id("actions").locator("button")).to_have_count(0)


def test_invoice__is_reversed_in_intacct_and_names_its_reversal(
    visit: Visit, client: LedgersClient
) -> None:
    key = intacct_invoice(client)
    page = visit()
    drawer = open_record(page, "intacct", key)
    drawer.get_by_test_id("action-reverse").click()
    page.get_by_test_id("save").click()
    expect(drawer.get_by_test_id("state").first).to_have_text("Reversed")
    expect(drawer).to_contain_text("Reversed by")


def test_refused_form__stays_open_with_the_books_words_and_what_was_typed(
    visit: Visit, client: LedgersClient
) -> None:
    key = intacct_invoice(client)
    page = visit()
    drawer = open_record(page, "intacct", key)
    drawer.get_by_test_id("action-pay").click()
    page.get_by_test_id("field-amount").fill("9999")
    page.get_by_test_id("save").click()
    expect(page.get_by_test_id("form-problem")).to_contain_text("exceeds total amount due")
    expect(page.get_by_test_id("field-amount")).to_have_value("9999")
    page.get_by_test_id("field-amount").fill("12.345")
    page.get_by_test_id("save").click()
    expect(page.get_by_test_id("form-problem")).to_contain_text("more than two decimals")
    expect(page.get_by_test_id("field-amount")).to_have_attribute("aria-invalid", "true")


def test_hostile_names__stay_text_wherever_they_show(visit: Visit, client: LedgersClient) -> None:
    client.create("re_leased", "contacts", {"name": HOSTILE, "category": "Tenant"})
    values = {"party_id": "C-EVIL", "name": HOSTILE, "first_name": HOSTILE, "email1": HOSTILE}
    client.create("intacct", "customers", values)
    page = visit()
    page.get_by_test_id("tab-contacts").click()
    page.get_by_test_id("tab-customers").click()
    for name, find in (("re_leased", "onerror"), ("intacct", "C-EVIL")):
        column = side(page, name)
        column.get_by_test_id("find").fill(find)
        expect(column.locator("tbody tr")).to_have_count(1)
        column.locator("tbody tr td").first.click()
        expect(page.get_by_test_id(f"drawer-{name}")).to_contain_text(HOSTILE)
        page.get_by_test_id(f"drawer-{name}").get_by_test_id("action-edit").click()
        expect(page.get_by_test_id("field-name")).to_have_value(HOSTILE)
        page.get_by_test_id("cancel").click()
    assert page.locator("img[src=x], main script").count() == 0
    assert page.title() == "The two ledgers"


def test_changes_by_others__arrive_by_themselves_and_stand_out(
    visit: Visit, client: LedgersClient
) -> None:
    page = visit()
    before = int(page.get_by_test_id("count-re_leased").inner_text())
    key = re_leased_invoice(client, status="Approved", net="777.70")
    row = side(page, "re_leased").get_by_test_id(f"row-{key}")
    expect(row).to_have_class("changed")
    expect(row).to_contain_text("933.24")
    expect(page.get_by_test_id("count-re_leased")).to_have_text(str(before + 1))


def test_open_record__follows_what_others_do_to_it(visit: Visit, client: LedgersClient) -> None:
    key = re_leased_invoice(client, status="AwaitingApproval")
    page = visit()
    drawer = open_record(page, "re_leased", key)
    client.do("re_leased", "invoices", key, "approve")
    expect(drawer.get_by_test_id("state").first).to_have_text("Approved")
    client.do("re_leased", "invoices", key, "reset")
    client.do("re_leased", "invoices", key, "delete")
    expect(drawer).to_be_hidden()


def test_clock__is_shown_and_moved(visit: Visit, client: LedgersClient) -> None:
    client.http.post("/control/clock", json={"now": "2027-01-31T12:00:00Z"})
    page = visit()
    shown = page.get_by_test_id("clock-now")
    expect(shown).to_contain_text("31 Jan 2027")
    page.get_by_test_id("clock-month").click()
    expect(shown).to_contain_text("28 Feb 2027")
    page.get_by_test_id("clock-day").click()
    expect(shown).to_contain_text("01 Mar 2027")
    page.get_by_test_id("clock-set").click()
    page.get_by_test_id("field-day").fill("2026-11-22")
    page.get_by_test_id("save").click()
    expect(shown).to_contain_text("22 Nov 2026")
    assert client.overview()["clock"].startswith("2026-11-22")


def test_keyboard__reaches_tabs_rows_and_closes_the_record(visit: Visit) -> None:
    page = visit()
    page.get_by_test_id("side-intacct").get_by_test_id("tab-invoices").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_test_id("side-intacct").get_by_test_id("tab-payments")).to_be_focused()
    first = side(page, "intacct").locator("tbody .row-link").first
    expect(side(page, "intacct").locator("thead")).to_contain_text("Received")
    first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("drawer-intacct")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("drawer-intacct")).to_be_hidden()
    expect(first).to_be_focused()


def test_record__opens_as_the_kind_its_row_shows_even_when_another_tab_was_just_chosen(
    visit: Visit,
) -> None:
    page = visit()
    page.route("**/ledgers/intacct/customers?*", _never_answer)
    page.get_by_test_id("tab-customers").click()
    side(page, "intacct").locator("tbody .row-link").first.click()
    expect(page.get_by_test_id("drawer-intacct")).to_contain_text("Invoice date")


def test_table__is_sorted_filtered_and_paged(visit: Visit, client: LedgersClient) -> None:
    page = visit()
    column = side(page, "re_leased")
    column.get_by_test_id("sort-amount").click()
    expect(column.locator("th.amount")).to_have_attribute("aria-sort", "descending")
    largest = client.rows("re_leased", "invoices", sort="amount")["rows"][0]["title"]
    expect(column.locator("tbody .row-link").first).to_have_text(largest)
    column.get_by_test_id("states").select_option("Voided")
    voided = client.rows("re_leased", "invoices", state="Voided")["total"]
    expect(column.get_by_test_id("range")).to_have_text(f"1–{voided} of {voided}")
    page.get_by_test_id("tab-properties").click()
    column.get_by_test_id("find").fill("nothing like it")
    expect(column.get_by_text("Nothing fits this search.")).to_be_visible()


def test_amounts__are_shown_to_the_cent_without_floating_point(visit: Visit) -> None:
    script = "async (texts) => texts.map((await import('/static/ledgers/format.js')).amountText)"
    written = ["1234567.5", "-0.05", "12345678901234567.89", "", "no amount"]
    shown = ["1,234,567.50", "−0.05", "12,345,678,901,234,567.89", "", "no amount"]
    assert visit().evaluate(script, written) == shown


def test_sums__of_lines_are_exact(visit: Visit) -> None:
    script = "async (texts) => (await import('/static/ledgers/lines_editor.js')).sumText(texts)"
    page = visit()
    assert page.evaluate(script, ["0.10", "0.20", "1,000", "", "x"]) == "1000.30"
    assert page.evaluate(script, ["-0.07", "0.02"]) == "-0.05"


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_pictures__of_the_page(
    visit: Visit, client: LedgersClient, screenshots: Path, colours: Literal["light", "dark"]
) -> None:
    key = intacct_invoice(client)
    page = visit(colours=colours)
    _picture(page, screenshots, f"ledgers-{colours}")
    drawer = open_record(page, "intacct", key)
    _picture(page, screenshots, f"ledgers-record-{colours}")
    drawer.get_by_test_id("action-edit").click()
    expect(page.get_by_test_id("dialog")).to_be_visible()
    _picture(page, screenshots, f"ledgers-form-{colours}")
    narrow = visit(size=(420, 900), colours=colours)
    assert narrow.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    _picture(narrow, screenshots, f"ledgers-narrow-{colours}")


def _never_answer(_route: Route) -> None:
    """Lets a request hang."""


def _picture(page: Page, folder: Path, name: str) -> None:
    path = folder / f"{name}.png"
    page.screenshot(path=path)
    assert path.stat().st_size > 0


@pytest.mark.parametrize("name", ["intacct", "re_leased"])
def test_list__on_a_telephone_shows_every_state_in_full(visit: Visit, name: str) -> None:
    column = side(visit(size=(390, 844)), name)
    edge = column.evaluate("column => column.getBoundingClientRect().right")
    pills = column.locator("td.state > *").evaluate_all(
        "pills => pills.map((pill) => [pill.textContent, pill.getBoundingClientRect().right])"
    )
    assert len({state for state, _ in pills}) > 1
    assert [state for state, right in pills if right > edge] == []
