"""Every word, button, dialog and event, delivered twice at the same time, does what it does once."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.commands.all_commands import REGISTRY
from bot.messages.approvals_card import shown_value
from bot.registers import BUTTONS, FORMS
from jobs.embedded_redis import EmbeddedRedis
from sandbox.re_leased.fields import ContactFields
from sync.domain.choices import Person
from sync.domain.holds import Stop
from sync.domain.kinds import RecordKind
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.store.upgrade import upgrade
from sync.use_cases.approving.batches import digest_of
from sync.use_cases.ports import OutboxTopic
from sync.use_cases.unlink import unlink
from tests.bot.interactions import (
    choose_from,
    command,
    contents,
    copy_database,
    fill_in,
    pick_person,
    press,
    typed,
)
from tests.bot.office import (
    Office,
    event_body,
    free_port,
    settings_of,
    web_process,
)
from tests.knowing import note_everybody
from tests.sync.use_cases.bridge import COMPANY, MARCUS, Bridge, bridge_over
from tests.sync.use_cases.people import customer_in_intacct, invoice_in_intacct, tenant_in_re_leased

LONG_REASON = "It is disputed by the tenant until March"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"


@dataclass(frozen=True, slots=True)
class Morning:
    """What there is to press: our own ids, as buttons carry them."""

    invoice: str
    held: str
    issue: str
    hold: str
    draft: str
    drafts: str


Make = Callable[[Morning], bytes]


def always(body: bytes) -> Make:
    """The same whatever there is to press."""
    return lambda _: body


WORDS: Mapping[str, str] = {
    "find": "INV-9001",
    "show": "INV-9001",
    "void": "INV-9001",
    "pause": "Year end",
    "unlink": "INV-9001",
}
"""What is typed after a word; a word that is not here is typed alone."""

PRESSED: Mapping[str, Make] = {
    "apply_plan": lambda _: press("apply_plan", "1"),
    "show_held_plan": lambda seen: press("show_held_plan", seen.hold),
    "go_ahead": lambda seen: press("go_ahead", seen.hold),
    "leave_it": lambda seen: press("leave_it", seen.hold),
    "approve_draft": lambda seen: press("approve_draft", seen.draft),
    "approve_together": lambda seen: press("approve_together", seen.drafts),
    "reject_draft": lambda seen: press("reject_draft", seen.draft),
    "show_draft": lambda seen: press("show_draft", seen.draft),
    "pick_draft": lambda seen: choose_from("pick_draft", seen.draft),
    "ask_draft_anew": lambda seen: press("ask_draft_anew", seen.draft.partition(".")[0]),
    "show_record": lambda seen: press("show_record", seen.invoice),
    "unlink": lambda seen: press("unlink", seen.invoice),
    "relink": lambda seen: press("relink", seen.held),
    "settle": lambda seen: press("settle", seen.issue),
    "retry_issue": lambda seen: press("retry_issue", seen.issue),
    "mute_issue": lambda seen: press("mute_issue", seen.issue),
    "unmute_issue": lambda seen: press("unmute_issue", seen.issue),
    "snooze_issue": lambda seen: choose_from("snooze_issue", "till_morning", about=seen.issue),
    "assign_issue": lambda seen: pick_person("assign_issue", "U0GRACE", about=seen.issue),
    "watch_done": lambda _: press("watch_done", "1"),
    "watch_tomorrow": lambda _: press("watch_tomorrow", "1"),
    "start_sync": lambda _: press("start_sync", "1"),
    "make_plan": lambda _: press("make_plan", "1"),
    "open_settings": lambda _: press("open_settings", "1"),
    "open_match": lambda _: press("open_match", "1"),
    "open_link": lambda _: press("open_link", ""),
    "confirm_link": lambda _: press("confirm_link", "1"),
    "match_as_suggested": lambda _: press("match_as_suggested", "1"),
    "match_look_through": lambda _: press("match_look_through", "1"),
    "share_answer": lambda _: press("share_answer", "status"),
    **{
        name: always(press(name, name.partition(":")[2] or "status"))
        for name in BUTTONS
        if name.startswith("run_word")
    },
}
"""One press of each button."""

FILLED_IN: Mapping[str, Make] = {
    "reject_draft": lambda seen: fill_in(
        "reject_draft", {"approval": seen.draft}, {"reason": typed(LONG_REASON)}
    ),
    "unlink_form": lambda seen: fill_in(
        "unlink_form", {"record": seen.invoice}, {"reason": typed(LONG_REASON)}
    ),
    "relink_form": lambda seen: fill_in("relink_form", {"record": seen.held}, {}),
    "mute_issue": lambda seen: fill_in(
        "mute_issue", {"issue": seen.issue}, {"reason": typed(LONG_REASON)}
    ),
    "pause_form": lambda _: fill_in("pause_form", {"link": "1"}, {"reason": typed(LONG_REASON)}),
    "settings_form": lambda _: fill_in("settings_form", {"link": "1"}, {}),
    "settle_form": lambda seen: fill_in("settle_form", {"issue": seen.issue}, {}),
    "away": lambda _: fill_in("away", {}, {}),
    "propose_link_form": lambda _: fill_in("propose_link_form", {}, {}),
    "confirm_link_form": lambda _: fill_in("confirm_link_form", {"proposal": "1"}, {}),
    "match_form": lambda _: fill_in("match_form", {"link": "1"}, {}),
    "confirm_matching_form": lambda _: fill_in("confirm_matching_form", {"link": "1"}, {}),
}
"""One sending off of each dialog."""

EVENTS: Mapping[str, bytes] = {
    "app_home_opened": event_body({"type": "app_home_opened", "user": "U0PRIYA", "tab": "home"}),
    "app_mention": event_body(
        {"type": "app_mention", "user": "U0PRIYA", "channel": "C0SYNC", "text": "<@U0> now"}
    ),
    "user_change": event_body({"type": "user_change", "user": {"id": "U0TOM", "deleted": True}}),
}


@dataclass(frozen=True, slots=True)
class Desk:
    """A web process over a database that can be put back to how a day began."""

    office: Office
    database: Path
    morning: Path
    seen: Morning

    def after(self, body: bytes, *, content_type: str, times: int) -> Mapping[str, object]:
        """What the database holds after a body was delivered so many times at once."""
        copy_database(self.morning, self.database)
        with ThreadPoolExecutor(times) as slack:
            answers = list(
                slack.map(lambda _: self.office.send(body, content_type=content_type), range(times))
            )
        assert {one.status_code for one in answers} == {200}
        return contents(self.database)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Two companies in step, with a plan that was shown, drafts that wait and an issue that is open."""
    folder = tmp_path_factory.mktemp("twice")
    database, morning = folder / "leasebridge.db", folder / "morning.db"
    upgrade(open_engine(f"sqlite:///{database}"))
    port = free_port()
    with (
        closing(SqlStore(open_engine(f"sqlite:///{database}"))) as store,
        bridge_over(store, documents=20) as bridge,
        EmbeddedRedis(folder / "redis") as redis,
    ):
        seen = begin_the_day(bridge, store)
        settings = settings_of(bridge.running, f"sqlite:///{database}", redis.url)
        with web_process(settings, port, folder / "bot.log") as http:
            office = Office(bridge.running, store, bridge.link, http, folder / "bot.log")
            note_everybody(store)
            empty_outbox(store)
            copy_database(database, morning)
            yield Desk(office, database, morning, seen)


def begin_the_day(bridge: Bridge, store: SqlStore) -> Morning:
    """An invoice of INV-9001, a tenant whose name was changed where it may not be, something held back."""
    invoice_in_intacct(bridge, customer_in_intacct(bridge))
    tenant = tenant_in_re_leased(bridge)
    bridge.plan()
    bridge.sync()
    bridge.re_leased.contacts.edit(COMPANY, tenant, ContactFields(name="Mill Bakers"), by=MARCUS)
    bridge.sync()
    with store.reading() as transaction:
        (issue,) = transaction.issues.open_ones(bridge.link.link_id)
        invoice, _ = transaction.records.called(bridge.link.link_id, "INV-9001")
        held = transaction.records.called(bridge.link.link_id, "Rent", RecordKind.ACCOUNT) or (
            transaction.records.called(bridge.link.link_id, "Dock Ltd")
        )
        drafts = transaction.approvals.undecided()[:2]
        plan = transaction.plans.get(1)
    with store.transaction() as transaction:
        stop = Stop(plan.plan_id, plan.digest, "This would create far more than usual.")
        hold = transaction.holds.begin(bridge.link.link_id, plan.run_id, stop)
    unlink(store, [held[0].record_id], reason=LONG_REASON, who=Person("Priya", "U0PRIYA"))
    ids = ",".join(str(one.approval_id) for one in drafts)
    return Morning(
        invoice=str(invoice.record_id),
        held=str(held[0].record_id),
        issue=str(issue.issue_id),
        hold=f"{hold.hold_id}.{hold.digest[:16]}",
        draft=shown_value(drafts[0]),
        drafts=f"{digest_of(drafts)}:{ids}",
    )


def empty_outbox(store: SqlStore) -> None:
    with store.transaction() as transaction:
        for topic in OutboxTopic:
            for row in transaction.outbox.claim(topic, limit=1000, busy_seconds=1):
                transaction.outbox.done(row.row_id, row.generation)


def test_lists__are_of_all_there_is() -> None:
    assert set(WORDS) <= {one.word for one in REGISTRY.commands}
    assert set(PRESSED) == set(BUTTONS)
    assert set(FILLED_IN) == set(FORMS)


def words_of(word: str) -> bytes:
    return command(f"{word} {WORDS.get(word, '')}")


ALL: Mapping[str, Make] = {
    **{f"/sync {one.word}": always(words_of(one.word)) for one in REGISTRY.commands},
    **{f"button {name}": make for name, make in PRESSED.items()},
    **{f"dialog {name}": make for name, make in FILLED_IN.items()},
    **{f"event {name}": always(body) for name, body in EVENTS.items()},
}

DECIDES = {
    *("/sync now", "/sync plan", "button apply_plan", "button start_sync", "button make_plan"),
    *("button approve_draft", "button approve_together", "dialog reject_draft"),
    *("button retry_issue", "button snooze_issue", "button assign_issue", "dialog mute_issue"),
    *("dialog unlink_form", "dialog relink_form", "dialog pause_form"),
    *("button go_ahead", "button leave_it"),
}
"""What must have changed more than the notes about the delivery itself."""

ITS_OWN_NOTES = {"delivery", "answer", "outbox", "person", "group_member", "message"}


@pytest.mark.parametrize("name", ALL)
def test_delivered_twice_at_once__does_what_once_does(desk: Desk, name: str) -> None:
    content_type = JSON if name.startswith("event") else FORM
    body = ALL[name](desk.seen)
    once = desk.after(body, content_type=content_type, times=1)
    twice = desk.after(body, content_type=content_type, times=2)
    for table, rows in once.items():
        assert twice[table] == rows, table
    if name in DECIDES:
        before = contents(desk.morning)
        assert [one for one in once if once[one] != before[one] and one not in ITS_OWN_NOTES]
