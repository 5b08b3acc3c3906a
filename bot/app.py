"""The Bolt app: which of Slack's requests goes to which few lines of ours.

Handlers check, write one row through a use case and acknowledge; everything slow is a job. They run in
the request's own thread (`process_before_response`), so that no pool of threads can be used up.
Behind the front door Bolt's own signature check is off; the app is never served without that door.
"""

import logging
import re
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltUnhandledRequestError
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.commands.all_commands import answer_command, only_shows
from bot.commands.registry import COMMAND, Request
from bot.events import EVENTS, Event
from bot.messages.blocks import Message
from bot.reactions import Button, Dialog, Done, Form, Wrong
from bot.registers import BUTTONS, FORMS, OPENS_A_LINK
from bot.services import Services
from bot.shortening import sendable
from bot.wire import (
    NotAsSlackSends,
    clean,
    click_of,
    read_as_slack_sends,
    submission_of,
    view_of,
)
from sync.domain.errors import RetryLater
from sync.domain.roles import Permission
from sync.domain.runs import Requester
from sync.use_cases.answer_privately import answer_privately
from sync.use_cases.ports import Answer

log = logging.getLogger(__name__)

OLD_BUTTON = "This button is not in use any more. Type /sync help to see what you can ask."
NOT_A_COMMAND = "Leasebridge does not know this command. It answers /sync."
NOT_SERVED = "Leasebridge does not serve this workspace."
NOT_OPENED = "Slack did not open the dialog. Nothing was done; press again."
OUR_FAULT = (
    "Something went wrong on our side, and nothing was done. Try again in a minute; if it stays, tell "
    "whoever runs Leasebridge."
)


def build_app(services: Services, *, token: str, api_url: str, signing_secret: str) -> App:
    """The app for one workspace, ready to be put behind the front door or on a socket.

    Args:
        services: What handlers work with.
        token: The bot's token.
        api_url: Where Slack's Web API is.
        signing_secret: Kept for Bolt; the front door has checked the signature already.
    """
    # Bolt warns of a token in the environment that it does not use; every setting is ours to read.
    bolts_log = logging.getLogger("bot.bolt")
    bolts_log.setLevel(logging.ERROR)
    app = App(
        client=WebClient(token=token, base_url=api_url, timeout=3),
        signing_secret=signing_secret,
        authorize=_authorize(token, services.team_id),
        process_before_response=True,
        request_verification_enabled=False,
        raise_error_for_unhandled_request=True,
        logger=bolts_log,
    )
    app.middleware(_clean)
    app.middleware(_only_our_workspace(services.team_id))
    app.command(COMMAND)(_command_handler(services))
    for action_id, button in BUTTONS.items():
        app.action(action_id)(_click_handler(services, button))
    app.action(re.compile(f"^{OPENS_A_LINK}"))(_acknowledge)
    for callback_id, form in FORMS.items():
        app.view(callback_id)(_form_handler(services, form))
    for kind, react in EVENTS.items():
        app.event(kind)(_event_handler(services, react))
    app.error(_error_handler(services))
    return app


def _authorize(token: str, team_id: str) -> Any:
    def authorize(**_: Any) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=team_id, bot_token=token)

    return authorize


def _clean(body: dict[str, Any], next: Any) -> None:  # noqa: A002 - Bolt injects by name
    clean(body)
    next()


def _only_our_workspace(team_id: str) -> Any:
    def check(context: Any, next: Any) -> BoltResponse | None:  # noqa: A002 - Bolt injects by name
        if context.team_id == team_id:
            next()
            return None
        log.warning("A request from workspace %s was refused.", context.team_id)
        return BoltResponse(status=200, body={"response_type": "ephemeral", "text": NOT_SERVED})

    return check


def _command_handler(services: Services) -> Any:
    def handle(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        with read_as_slack_sends():
            requester = Requester(body["user_id"], body["user_name"], body["channel_id"])
        request = Request(requester, body.get("text") or "")
        # What only shows may be shown twice; it then need not wait for the database's writers.
        if not (only_shows(request) or _is_first(services, f"command:{_trigger_in(body)}")):
            ack("This request was taken already.")
            return
        answer = answer_command(services, request)
        if isinstance(answer, Dialog):
            ack(_opened(client.views_open, answer, body, requester.channel) or "")
            return
        blocks = sendable(answer.text, answer.blocks, "message")
        ack(response_type="ephemeral", text=answer.text, blocks=blocks)

    return handle


def _click_handler(services: Services, button: Button) -> Any:
    def handle(ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient) -> None:
        click = click_of(body, action)
        if _is_first(services, f"click:{_trigger_in(body)}"):
            reaction = _refusal_or(services, click.requester, button.permission) or button.react(
                services, click
            )
            if isinstance(reaction, Dialog):
                in_dialog = (body.get("view") or {}).get("type") == "modal"
                show = client.views_push if in_dialog else client.views_open
                reaction = _opened(show, reaction, body, click.requester.channel)
            if reaction is not None:
                _answer(services, click.requester, reaction)
            services.nudge()
        ack()

    return handle


def _trigger_in(body: dict[str, Any]) -> str:
    """What tells one request from another, and its replay as one and the same."""
    with read_as_slack_sends():
        return str(body["trigger_id"])


def _form_handler(services: Services, form: Form) -> Any:
    def handle(ack: Ack, body: dict[str, Any]) -> None:
        submission = submission_of(body)
        if not _is_first(services, f"form:{_trigger_in(body)}"):
            ack()
            return
        refusal = _refusal_or(services, submission.requester, form.permission)
        outcome = Done(refusal) if refusal else form.submit(services, submission)
        match outcome:
            case Wrong(errors):
                ack(response_action="errors", errors=dict(errors))
            case Dialog():
                view = view_of(outcome, submission.requester.channel)
                ack(response_action="update", view=view)
            case Done(text):
                if text:
                    _answer(services, submission.requester, text)
                services.nudge()
                ack(response_action="clear")

    return handle


def _refusal_or(
    services: Services, requester: Requester, permission: Permission | None
) -> str | None:
    return services.refusal(requester.person_id, permission) if permission is not None else None


def _opened(show: Any, dialog: Dialog, body: dict[str, Any], channel: str) -> str | None:
    """Show a dialog; a sentence where Slack would not. Slack gives three seconds, and so does the client."""
    try:
        show(trigger_id=body["trigger_id"], view=view_of(dialog, channel))
    except (SlackClientError, OSError) as error:
        log.warning("Slack did not open a dialog: %s", error)
        return NOT_OPENED
    return None


def _acknowledge(ack: Ack) -> None:
    ack()


def _event_handler(services: Services, react: Callable[[Services, Event], None]) -> Any:
    """Slack sends an event again until it is taken: each counts once, and one that failed counts anew."""

    def handle(body: dict[str, Any], event: dict[str, Any]) -> None:
        key = f"event:{body.get('event_id')}"
        if not _is_first(services, key):
            return
        try:
            react(services, event)
        except Exception:
            with services.store.transaction() as transaction:
                transaction.deliveries.forget(key)
            raise
        services.nudge()

    return handle


def _is_first(services: Services, key: str) -> bool:
    """Whether a request is met for the first time: a signed request may be replayed for five minutes."""
    with services.store.transaction() as transaction:
        return transaction.deliveries.is_first(key)


def _answer(services: Services, requester: Requester, said: str | Message) -> None:
    text, blocks = (said, "") if isinstance(said, str) else (said.summary, said.blocks_as_json)
    answer_privately(services.store, Answer(requester.channel, requester.person_id, text, blocks))


def _error_handler(services: Services) -> Any:
    """Answer honestly when a handler failed; Slack would show an error of its own otherwise."""

    def handle(error: Exception, body: dict[str, Any]) -> BoltResponse:
        kind = body.get("type") or "command"
        if isinstance(error, BoltUnhandledRequestError):
            return _nobody_answers(services, body, kind)
        if isinstance(error, NotAsSlackSends):
            log.warning("%s", error)
            return BoltResponse(status=400)
        log.error("A request of type %s failed.", kind, exc_info=error)
        if kind == "command":
            text = str(error) if isinstance(error, RetryLater) else OUR_FAULT
            return BoltResponse(status=200, body={"response_type": "ephemeral", "text": text})
        # The answer to a click or an event is shown to nobody: Slack marks the click as failed, and
        # sends the event again.
        return BoltResponse(status=500)

    return handle


def _nobody_answers(services: Services, body: dict[str, Any], kind: str) -> BoltResponse:
    """What is not ours to handle is taken without a word, but no click is left without an answer."""
    log.info("Nothing here answers a request of type %s.", kind)
    if kind == "block_actions":
        _answer(services, click_of(body, body["actions"][0]).requester, OLD_BUTTON)
        services.nudge()
    text = {"response_type": "ephemeral", "text": NOT_A_COMMAND} if kind == "command" else ""
    return BoltResponse(status=200, body=text)
