"""Slack's word on people and groups, over real HTTP; and what comes of it at the click and in the job."""

from collections.abc import Iterator

import pytest

from bot.slack_directory import SlackDirectory
from sandbox.calls import Part
from sandbox.server import RunningWorld
from sandbox.slack.credentials import BOT_TOKEN, TEAM_ID
from sandbox.slack.faults import Fault, FaultKind
from sandbox.slack.people import Person as Account
from sandbox.slack.workspace import Workspace
from sync.domain.errors import RetryLater
from sync.domain.people import Membership, Person
from sync.domain.roles import Permission, Role
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.use_cases.known_people import (
    GROUP_COUNTS_FOR,
    AskedPeople,
    NotedPeople,
    forget,
    keep_people_known,
    look_up_due,
)
from sync.use_cases.people import Roster
from sync.use_cases.ports import OutboxTopic, PostedMessage

ROLES = {"S0APPROVERS": Role.APPROVER, "U0TOM": Role.OPERATOR}
START = Permission.START_SYNC


@pytest.fixture
def workspace(world: RunningWorld) -> Iterator[Workspace]:
    workspace = world.world.workspace
    scopes = set(workspace.scopes)
    yield workspace
    workspace.user_groups.paid_plan, workspace.scopes = True, scopes
    workspace.faults.clear()
    workspace.user_groups.set_members("S0APPROVERS", ["U0PRIYA", "U0GRACE"])


@pytest.fixture
def directory(world: RunningWorld) -> SlackDirectory:
    return SlackDirectory(BOT_TOKEN, f"{world.address}/slack/api/", TEAM_ID)


@pytest.fixture
def store(sqlite_url: str) -> Iterator[SqlStore]:
    store = SqlStore(open_engine(sqlite_url))
    yield store
    store.close()


@pytest.fixture
def at_the_click(store: SqlStore) -> Roster:
    """Who may do what, from what is noted and nothing else."""
    return Roster(ROLES, NotedPeople(store, nudge=lambda: None))


@pytest.fixture
def in_the_job(store: SqlStore, directory: SlackDirectory) -> Roster:
    """Who may do what, by Slack's word of this moment."""
    return Roster(ROLES, AskedPeople(store, directory))


def is_asked_for(store: SqlStore, its_id: str) -> bool:
    with store.reading() as transaction:
        return transaction.outbox.is_waiting(OutboxTopic.PEOPLE, its_id)


def test_person__name_zone_and_how_they_belong(directory: SlackDirectory) -> None:
    assert directory.person("U0TOM") == Person(
        "U0TOM", "Tom Ashworth", "Europe/London", Membership.MEMBER
    )


@pytest.mark.parametrize(
    ("person_id", "membership"),
    [
        ("U0DANA", Membership.GUEST),
        ("U0MARTIN", Membership.DEACTIVATED),
        ("U0BRIDGE", Membership.BOT),
        ("U0NOBODY", Membership.NOBODY),
        ("U0RHYS", Membership.FOREIGN),
    ],
)
def test_person__who_is_no_plain_member(
    directory: SlackDirectory, workspace: Workspace, person_id: str, membership: Membership
) -> None:
    workspace.people.add(Account("U0RHYS", "rhys", "Rhys Morgan", team_id="T0AUDITORS"))
    assert directory.person(person_id).membership is membership


def test_group__its_name_and_members(directory: SlackDirectory) -> None:
    group = directory.group("S0APPROVERS")
    assert group.name == "Finance approvers"
    assert group.members == {"U0PRIYA", "U0GRACE"}


def test_trouble__a_group_that_is_not_there(directory: SlackDirectory) -> None:
    group = directory.group("S0NONE")
    assert group.members == frozenset()
    assert "the workspace has no such group, or it is disabled" in group.trouble


def test_trouble__the_plan_has_no_groups(directory: SlackDirectory, workspace: Workspace) -> None:
    workspace.user_groups.paid_plan = False
    assert "user groups need a paid Slack plan" in directory.group("S0APPROVERS").trouble


def test_trouble__the_app_lacks_a_right(directory: SlackDirectory, workspace: Workspace) -> None:
    workspace.scopes = {"chat:write"}
    told = (directory.group("S0APPROVERS").trouble, directory.person("U0TOM").trouble)
    assert all("Add the scopes usergroups:read and users:read" in each for each in told)


@pytest.mark.parametrize("kind", [FaultKind.RATE_LIMITED, FaultKind.SERVER_ERROR])
def test_away__is_tried_again_later(
    directory: SlackDirectory, workspace: Workspace, kind: FaultKind
) -> None:
    workspace.faults.add(Fault(kind=kind))
    with pytest.raises(RetryLater):
        directory.group("S0APPROVERS")


def test_click__nobody_is_known_at_first_and_a_look_up_is_asked_for(
    at_the_click: Roster, store: SqlStore, directory: SlackDirectory
) -> None:
    for person_id in ("U0GRACE", "U0TOM"):
        assert "Try again in a moment." in (at_the_click.refusal(person_id, START) or "")
    assert is_asked_for(store, "S0APPROVERS")
    assert is_asked_for(store, "U0TOM")
    assert look_up_due(store, directory) == 2
    assert at_the_click.refusal("U0TOM", START) is None
    assert "Try again in a moment." in (at_the_click.refusal("U0GRACE", START) or "")
    look_up_due(store, directory)
    assert at_the_click.refusal("U0GRACE", START) is None


def test_click__without_a_word_to_slack(
    at_the_click: Roster, store: SqlStore, directory: SlackDirectory, world: RunningWorld
) -> None:
    know_all(store, directory)
    before = len(world.world.calls.latest(None))
    assert at_the_click.refusal("U0GRACE", START) is None
    assert "Finance approvers or Tom Ashworth" in (at_the_click.refusal("U0VICTOR", START) or "")
    assert len(world.world.calls.latest(None)) == before


def know_all(store: SqlStore, directory: SlackDirectory) -> None:
    """As the scheduler and a worker do, until everybody is known."""
    for _ in range(2):  # the groups first, then whoever is in them
        keep_people_known(store, ROLES)
        look_up_due(store, directory)


def test_scheduler__knows_everybody_with_a_role_before_they_click(
    at_the_click: Roster, store: SqlStore, directory: SlackDirectory
) -> None:
    know_all(store, directory)
    keep_people_known(store, ROLES)
    assert look_up_due(store, directory) == 0
    for person_id in ("U0PRIYA", "U0GRACE", "U0TOM"):
        assert at_the_click.refusal(person_id, START) is None


def test_changed__what_was_noted_counts_no_more(
    at_the_click: Roster, store: SqlStore, directory: SlackDirectory, workspace: Workspace
) -> None:
    know_all(store, directory)
    workspace.user_groups.set_members("S0APPROVERS", ["U0PRIYA"])
    assert at_the_click.refusal("U0GRACE", START) is None
    forget(store, "S0APPROVERS")
    assert "Try again in a moment." in (at_the_click.refusal("U0GRACE", START) or "")
    look_up_due(store, directory)
    assert "You are not allowed" in (at_the_click.refusal("U0GRACE", START) or "")


def test_job__asks_slack_and_not_what_was_noted(
    in_the_job: Roster, store: SqlStore, directory: SlackDirectory, workspace: Workspace
) -> None:
    know_all(store, directory)
    assert in_the_job.refusal("U0GRACE", START) is None
    workspace.user_groups.set_members("S0APPROVERS", ["U0PRIYA"])
    assert "You are not allowed" in (in_the_job.refusal("U0GRACE", START) or "")


def test_job__a_deactivated_operator_may_nothing(
    in_the_job: Roster, store: SqlStore, directory: SlackDirectory, workspace: Workspace
) -> None:
    know_all(store, directory)
    tom = workspace.people.find("U0TOM")
    workspace.people.deactivate("U0TOM")
    refusal = in_the_job.refusal("U0TOM", START)
    tom.deactivated = False
    workspace.people.add(tom)
    assert (refusal or "").startswith("A deactivated account has no rights in Leasebridge.")


@pytest.mark.parametrize("method", ["usergroups.users.list", "usergroups.list", "users.info"])
@pytest.mark.parametrize("kind", [FaultKind.SERVER_ERROR, FaultKind.TOKEN_REVOKED])
def test_job__whatever_goes_wrong_nothing_is_done(
    *,
    in_the_job: Roster,
    store: SqlStore,
    directory: SlackDirectory,
    workspace: Workspace,
    method: str,
    kind: FaultKind,
) -> None:
    know_all(store, directory)
    workspace.faults.add(Fault(kind=kind, method=method, calls=None))
    refusal = in_the_job.refusal("U0GRACE", START) or ""
    assert "nothing was done" in refusal or "does not accept the app's token" in refusal


def test_away__whoever_was_asked_for_stays_asked_for(
    store: SqlStore, directory: SlackDirectory, workspace: Workspace
) -> None:
    keep_people_known(store, {"U0TOM": Role.OPERATOR})
    workspace.faults.add(Fault(kind=FaultKind.SERVER_ERROR))
    look_up_due(store, directory)
    assert is_asked_for(store, "U0TOM")


def test_trouble__is_what_the_click_is_told(
    at_the_click: Roster, store: SqlStore, directory: SlackDirectory, workspace: Workspace
) -> None:
    workspace.user_groups.paid_plan = False
    know_all(store, directory)
    assert "user groups need a paid Slack plan" in (at_the_click.refusal("U0GRACE", START) or "")
    assert at_the_click.refusal("U0TOM", START) is None


def test_noted__is_not_asked_again_where_it_is_new_enough(
    store: SqlStore, directory: SlackDirectory, world: RunningWorld
) -> None:
    roster = Roster(ROLES, AskedPeople(store, directory, within=GROUP_COUNTS_FOR))
    assert roster.role_of("U0GRACE") is Role.APPROVER
    before = len(world.world.calls.latest(None))
    assert roster.role_of("U0GRACE") is Role.APPROVER
    assert len(world.world.calls.latest(None)) == before


def test_home__whoever_looked_at_it_sees_there_what_changed(
    store: SqlStore, directory: SlackDirectory, workspace: Workspace
) -> None:
    know_all(store, directory)
    with store.transaction() as transaction:
        for person_id in ("U0GRACE", "U0PRIYA"):
            home = PostedMessage(f"home:{person_id}", person_id, "home", "digest")
            transaction.messages.keep(home)
    workspace.user_groups.set_members("S0APPROVERS", ["U0PRIYA"])
    forget(store, "S0APPROVERS")
    look_up_due(store, directory)
    with store.reading() as transaction:
        assert transaction.outbox.is_waiting(OutboxTopic.MESSAGE, "home:U0GRACE")
        assert not transaction.outbox.is_waiting(OutboxTopic.MESSAGE, "home:U0PRIYA")


def test_trouble__an_operator_is_told_once_and_that_it_is_over(
    store: SqlStore, directory: SlackDirectory, workspace: Workspace
) -> None:
    know_all(store, directory)
    workspace.user_groups.paid_plan = False
    for _ in range(2):
        forget(store, "S0APPROVERS")
        look_up_due(store, directory, administrators=["U0PRIYA"])
    with store.reading() as transaction:
        (trouble,) = transaction.troubles.open_ones()
        assert transaction.outbox.is_waiting(OutboxTopic.MESSAGE, "trouble:1:U0PRIYA")
    assert "user groups need a paid Slack plan" in trouble.text
    workspace.user_groups.paid_plan = True
    forget(store, "S0APPROVERS")
    look_up_due(store, directory, administrators=["U0PRIYA"])
    with store.reading() as transaction:
        assert transaction.troubles.open_ones() == ()


def test_busy__the_wait_is_the_one_slack_named(
    store: SqlStore, directory: SlackDirectory, workspace: Workspace
) -> None:
    keep_people_known(store, {"U0TOM": Role.OPERATOR})
    workspace.faults.add(Fault(kind=FaultKind.RATE_LIMITED, retry_after=60))
    look_up_due(store, directory)
    assert look_up_due(store, directory) == 0
    assert is_asked_for(store, "U0TOM")


def test_job__asks_about_each_group_once(
    in_the_job: Roster, world: RunningWorld, store: SqlStore
) -> None:
    assert store is not None
    before = world.world.calls.totals()[Part.SLACK].calls
    assert "You are not allowed" in (in_the_job.refusal("U0VICTOR", START) or "")
    assert world.world.calls.totals()[Part.SLACK].calls - before == 2
