"""Whatever a button, dialog, command or event brings back: no failure of ours, no act without a right."""

import json
import logging
import secrets
from collections.abc import Iterator
from contextlib import suppress
from itertools import cycle
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.commands.all_commands import REGISTRY
from bot.events import EVENTS
from bot.registers import BUTTONS, FORMS
from bot.wire import NotAsSlackSends, clean, click_of, submission_of
from sync.domain.roles import Permission
from tests.bot.front_desk import FrontDesk, front_desk, interaction_of
from tests.bot.hostile import HOSTILE
from tests.bot.interactions import contents
from tests.bot.office import command_body, event_body
from tests.effort import effort

MANY = effort(30)
FEW = effort(6)  # many commands open a dialog, for which Slack is asked
TAMPERED = (
    *("-1", "0", "1", "2", "999999999999999999", "9223372036854775808", "9" * 400, "1e3", "٣", "²"),
    *("1.deadbeef", "1.", "deadbeef:1,2", "deadbeef:" + "1," * 30, "1:2", "nan", "true", "null"),
    *("1 OR 1=1", "'; DROP TABLE record; --", '{"link": 1}', "[1]", "{}", "../../etc/passwd"),
    *("=cmd|' /C calc'!A0", "%00", "\x00", "\ud800", "2026-13-45", "9999-12-31", "U0PRIYA", "S0"),
)
TEXTS = st.one_of(st.sampled_from(TAMPERED), st.sampled_from(HOSTILE), st.text(max_size=40))
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=5,
)
OPTIONS = st.one_of(st.none(), st.fixed_dictionaries({"value": TEXTS}))
ELEMENTS = st.one_of(
    st.fixed_dictionaries({"type": st.just("button"), "value": TEXTS}),
    st.fixed_dictionaries({"type": st.just("static_select"), "selected_option": OPTIONS}),
    st.fixed_dictionaries({"type": st.just("users_select"), "selected_user": TEXTS}),
    st.fixed_dictionaries({"selected_options": st.lists(st.fixed_dictionaries({"value": TEXTS}))}),
    st.fixed_dictionaries({"selected_users": st.lists(TEXTS, max_size=3)}),
    st.fixed_dictionaries({"selected_date": TEXTS}),
    st.fixed_dictionaries({"value": JSON}),
)
TOLD = st.builds(lambda one, block_id: {**one, "block_id": block_id}, ELEMENTS, TEXTS)
WORDS = sorted(one.word for one in REGISTRY.commands)
EVENT_FIELDS = st.sampled_from(["user", "text", "channel", "subteam_id", "ts", "bot_id", "subtype"])
STATE_NAMES = ("channel", "link", "approval", "record", "issue", "proposal", "number")
METADATA = st.one_of(
    TEXTS,
    JSON.map(json.dumps),
    st.dictionaries(st.sampled_from(STATE_NAMES), TEXTS).map(json.dumps),
)
PARTS = ("user", "team", "channel", "container", "message", "view", "trigger_id", "actions", "type")
PEOPLE = st.sampled_from(["U0PRIYA", "U0GRACE", "U0TOM", "U0VICTOR", "U0STRANGER"])
FOR_READERS = frozenset({None, Permission.SEE})
LONG_ENOUGH = {"type": "plain_text_input", "value": "It is disputed until March"}
NOT_OF_OURS = frozenset({"answer", "delivery", "outbox", "person", "group_member", "home_visit"})
"""Tables that say what was asked and answered, not what was done."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FrontDesk]:
    with front_desk(tmp_path_factory.mktemp("desk")) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _no_fault_of_ours(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    caplog.set_level(logging.INFO)
    yield
    ours = [one for one in caplog.records if one.name.startswith(("bot", "sync"))]
    assert [one.getMessage() for one in ours if one.levelno >= logging.ERROR or one.exc_info] == []


def pressed(action_id: str, person: str, element: dict[str, Any], **more: Any) -> dict[str, Any]:
    action = {"action_id": action_id, "block_id": "b", **element}
    return interaction_of("block_actions", person, actions=[action], **more)


def filled_in(
    callback_id: str, person: str, metadata: str, values: dict[str, Any]
) -> dict[str, Any]:
    state = {"values": {block: {"it": element} for block, element in values.items()}}
    view = {"id": "V1", "type": "modal", "callback_id": callback_id, "state": state}
    whole = view | {"private_metadata": metadata, "hash": "1.abc"}
    return interaction_of("view_submission", person, view=whole)


@MANY
@given(action_id=st.sampled_from(sorted(BUTTONS)), person=PEOPLE, told=TOLD, metadata=METADATA)
def test_button__with_tampered_values_is_answered(
    desk: FrontDesk, action_id: str, person: str, told: dict[str, Any], metadata: str
) -> None:
    in_view = {"id": "V1", "type": "modal", "private_metadata": metadata, "callback_id": "x"}
    for more in ({"message": {"ts": metadata}}, {"view": in_view}):
        assert desk.interaction(pressed(action_id, person, told, **more))[0] == 200


@MANY
@given(
    callback_id=st.sampled_from(sorted(FORMS)),
    person=PEOPLE,
    metadata=METADATA,
    values=st.dictionaries(TEXTS, ELEMENTS, max_size=3),
)
def test_form__with_tampered_values_is_answered(
    desk: FrontDesk, callback_id: str, person: str, metadata: str, values: dict[str, Any]
) -> None:
    status, answer = desk.interaction(filled_in(callback_id, person, metadata, values))
    assert status == 200
    assert "response_action" in json.loads(answer or '{"response_action": ""}')


@FEW
@given(word=st.sampled_from(WORDS), person=PEOPLE, text=TEXTS, about=st.tuples(TEXTS, TEXTS))
def test_command__with_hostile_words_is_answered(
    desk: FrontDesk, word: str, person: str, text: str, about: tuple[str, str]
) -> None:
    name, channel = map(utf_8, about)
    body = command_body(f"{word} {utf_8(text)}", person, user_name=name, channel_id=channel)
    status, answer = desk.send(body)
    assert status == 200
    assert "in_channel" not in answer


@MANY
@given(kind=st.sampled_from(sorted(EVENTS)), told=st.dictionaries(EVENT_FIELDS, TEXTS), inside=JSON)
def test_event__with_hostile_values_is_taken(
    desk: FrontDesk, kind: str, told: dict[str, str], inside: Any
) -> None:
    for more in ({"channel_type": "im", "tab": "home"}, {"user": inside, "subteam": inside}):
        body = event_body({**told, **more, "type": kind})
        assert desk.send(body, content_type="application/json")[0] in {200, 400}


@MANY
@example(part="actions", instead=None, is_form=False)
@example(part="actions", instead=[], is_form=False)
@example(part="actions", instead=[{}], is_form=False)
@example(part="view", instead=None, is_form=True)
@example(part="view", instead={}, is_form=True)
@given(part=st.sampled_from(PARTS), instead=JSON, is_form=st.booleans())
def test_interaction__of_another_shape_is_refused_or_answered(
    desk: FrontDesk, part: str, instead: Any, is_form: bool
) -> None:
    told = pressed("approve_draft", "U0STRANGER", {"value": "1.deadbeef"})
    if is_form:
        told = filled_in("reject_draft", "U0STRANGER", "{}", {})
    assert desk.interaction(told | {part: instead})[0] in {200, 400}


@pytest.mark.parametrize("person", ["U0STRANGER", "U0VICTOR"])
def test_tampering__by_who_may_not_changes_nothing(desk: FrontDesk, person: str) -> None:
    before = what_was_done(desk)
    tampered = cycle(TAMPERED)
    for action_id in (name for name, one in BUTTONS.items() if one.permission not in FOR_READERS):
        for value in ("1", next(tampered)):
            desk.interaction(pressed(action_id, person, {"value": value}))
    for callback_id in (name for name, one in FORMS.items() if one.permission not in FOR_READERS):
        for value in ("1", next(tampered)):
            state = json.dumps(dict.fromkeys(STATE_NAMES, value))
            desk.interaction(filled_in(callback_id, person, state, {"reason": LONG_ENOUGH}))
    assert what_was_done(desk) == before


def test_form__a_reason_with_what_no_database_keeps_is_taken(desk: FrontDesk) -> None:
    reason = {"type": "plain_text_input", "value": "The auditors \ud800 asked \x00 for it"}
    told = filled_in("pause_form", "U0PRIYA", '{"link": "1"}', {"reason": reason})
    assert desk.interaction(told)[0] == 200
    with desk.store.transaction() as transaction:
        paused = transaction.pauses.of(1)
        assert paused is not None
        assert paused.reason == "The auditors \ufffd asked \ufffd for it"


def what_was_done(desk: FrontDesk) -> dict[str, list[tuple[Any, ...]]]:
    return {name: rows for name, rows in contents(desk.database).items() if name not in NOT_OF_OURS}


def utf_8(text: str) -> str:
    """As a form can hold it."""
    return text.encode("utf-8", "replace").decode()


def test_replay__of_an_old_press_is_taken_once(desk: FrontDesk) -> None:
    told = pressed("show_record", "U0PRIYA", {"value": "1"})
    told["trigger_id"] = secrets.token_hex(8)
    before = contents(desk.database)["answer"]
    for _ in range(3):
        desk.interaction(told)
    assert len(contents(desk.database)["answer"]) <= len(before) + 1


@effort(200)
@given(body=st.dictionaries(st.sampled_from(PARTS), JSON), action=JSON)
def test_reading__of_any_shape_gives_ours_or_says_so(body: dict[str, Any], action: Any) -> None:
    for read in (lambda: click_of(body, action), lambda: submission_of(body)):
        with suppress(NotAsSlackSends):
            assert isinstance(read().requester.person_id, str)


@effort(200)
@given(value=JSON)
def test_cleaning__leaves_nothing_that_a_database_refuses(value: Any) -> None:
    text = json.dumps(clean(value), ensure_ascii=False)
    assert "\x00" not in text.encode().decode()
    assert "\\u0000" not in text.replace("\\\\", "")
