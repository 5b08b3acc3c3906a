"""What the workspace page asks: `/workspace/...`, each time as one acting person."""

from collections.abc import Awaitable
from typing import Protocol, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.slack import dialogs
from sandbox.slack.actions import NoSuchElementError, Press, press_in_message, press_in_view
from sandbox.slack.channels import Channel, page_channel
from sandbox.slack.choices import ForgedChoiceError
from sandbox.slack.commands import run_command, with_references
from sandbox.slack.credentials import APP_ID, APP_NAME, BOT_USER_ID, TEAM_ID, TEAM_NAME
from sandbox.slack.errors import Json
from sandbox.slack.message import Message
from sandbox.slack.page_events import event_stream
from sandbox.slack.people import Person
from sandbox.slack.views import View, view_object
from sandbox.slack.workspace import Workspace

HOOKS_PATH = "slack/hooks/commands/"
PERSON_HEADER = "X-Acting-Person"

Body = TypeVar("Body", bound=msgspec.Struct)
State = dict[str, dict[str, Json]]
"""Slack's `state.values`: what each element holds, by block_id and action_id."""


class Endpoint(Protocol):
    """A method that answers one address, named like the last word of that address."""

    __name__: str

    def __call__(self, request: Request, /) -> Awaitable[Response]:
        """Answer the request."""


class RefusedError(Exception):
    """The page asked for something this person cannot do; `str()` is a sentence for the page."""

    def __init__(self, sentence: str, *, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


class SayRequest(msgspec.Struct):
    """Something typed into the box of a channel."""

    channel: str
    text: str
    thread_ts: str | None = None


class ActionRequest(msgspec.Struct):
    """Where something was pressed; what was chosen stands beside these fields in the body."""

    block_id: str
    action_id: str
    channel: str | None = None
    message_ts: str | None = None
    view_id: str | None = None
    state: State = {}


class ViewRequest(msgspec.Struct):
    """A dialog to send off or to close."""

    view_id: str
    state: State = {}


class PageApi:
    """Answers the workspace page."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def routes(self) -> list[Route]:
        """Every address under `/workspace`."""
        asked = (self.bootstrap, self.messages, self.home, self.events)
        sent = (self.say, self.action, self.submit, self.close)
        return [
            *(_route(endpoint, "GET") for endpoint in asked),
            *(_route(endpoint, "POST") for endpoint in sent),
        ]

    async def bootstrap(self, request: Request) -> Response:
        """The workspace as the acting person sees it; without a person, as the first one does."""
        workspace = self._workspace
        first = workspace.people.all()[0].id
        person = self._person(request.headers.get(PERSON_HEADER, first))
        return JSONResponse(
            {
                "team": {"id": TEAM_ID, "name": TEAM_NAME},
                "app": {"id": APP_ID, "name": APP_NAME, "user_id": BOT_USER_ID},
                "people": [_page_person(each) for each in workspace.people.all()],
                "channels": [page_channel(each) for each in workspace.channels.of(person.id)],
                "commands": [msgspec.to_builtins(each) for each in workspace.commands.values()],
            }
        )

    async def messages(self, request: Request) -> Response:
        """The messages of a channel that the person may see."""
        person = self._acting(request)
        channel = self._channel(person, request.query_params.get("channel", ""))
        seen = self._workspace.messages.seen_by(person.id, channel.id)
        shown = [self._workspace.messages.page_shape(message) for message in seen]
        return JSONResponse({"messages": shown})

    async def home(self, request: Request) -> Response:
        """The person's App Home; the app is told that it was opened."""
        person = self._acting(request)
        channel = self._workspace.channels.direct_message(person.id)
        view = self._workspace.homes.of(person.id)
        self._workspace.events.app_home_opened(person.id, channel.id, view)
        return JSONResponse({"view": view_object(view) if view else None})

    async def events(self, request: Request) -> Response:
        """What happens, as it happens."""
        person = self._person(request.query_params.get("person", ""))
        return event_stream(self._workspace.stream, person.id)

    async def say(self, request: Request) -> Response:
        """Post a message, or send a slash command to the app."""
        person = self._acting(request)
        asked = await _body(request, SayRequest)
        channel = self._channel(person, asked.channel)
        if not asked.text.strip():
            raise RefusedError("There is nothing to send.")
        if asked.text.startswith("/"):
            await self._command(request, person, channel, asked)
        else:
            self._post(person, channel, asked)
        return JSONResponse({"ok": True})

    async def action(self, request: Request) -> Response:
        """Tell the app what was pressed or chosen."""
        person = self._acting(request)
        asked = await _body(request, ActionRequest)
        given: Json = await request.json()
        press = Press(asked.block_id, asked.action_id, given, asked.state)
        if asked.view_id:
            view = self._view(person, asked.view_id)
            problem = await press_in_view(self._workspace, person, view, press)
            if problem:
                return JSONResponse({"ok": False, "error": problem})
        else:
            channel = self._channel(person, asked.channel or "")
            message = self._message(person, channel, asked.message_ts or "")
            await press_in_message(
                self._workspace, person, channel, message, press, hooks_url=_hooks_url(request)
            )
        return JSONResponse({"ok": True})

    async def submit(self, request: Request) -> Response:
        """Send the topmost dialog to the app."""
        person = self._acting(request)
        asked = await _body(request, ViewRequest)
        view = self._top_view(person, asked.view_id)
        outcome = await dialogs.submit(self._workspace, person, view, asked.state)
        return JSONResponse(msgspec.to_builtins(outcome))

    async def close(self, request: Request) -> Response:
        """Close the topmost dialog."""
        person = self._acting(request)
        asked = await _body(request, ViewRequest)
        await dialogs.close(self._workspace, person, self._top_view(person, asked.view_id))
        return JSONResponse({"ok": True})

    async def _command(
        self, request: Request, person: Person, channel: Channel, asked: SayRequest
    ) -> None:
        word = asked.text.split()[0]
        if word not in self._workspace.commands:
            raise RefusedError(f"{word} is not a command of this workspace.")
        if asked.thread_ts:
            raise RefusedError(f"{word} cannot be used in a thread. Use it in the channel.")
        await run_command(
            self._workspace, person, channel, asked.text, hooks_url=_hooks_url(request)
        )

    def _post(self, person: Person, channel: Channel, asked: SayRequest) -> None:
        if channel.is_archived:
            raise RefusedError("This channel is archived.")
        if asked.thread_ts:
            self._message(person, channel, asked.thread_ts)
        message = self._workspace.messages.post(
            Message(
                channel=channel.id,
                user=person.id,
                text=with_references(self._workspace, asked.text),
                thread_ts=asked.thread_ts,
            )
        )
        mentioned = f"<@{BOT_USER_ID}" in message.text and BOT_USER_ID in channel.member_ids
        if channel.is_dm or mentioned:
            self._workspace.events.message_posted(message, in_dm=channel.is_dm)

    def _acting(self, request: Request) -> Person:
        return self._person(request.headers.get(PERSON_HEADER, ""))

    def _person(self, person_id: str) -> Person:
        person = self._workspace.people.get(person_id)
        if person is None or person.is_bot or person.deactivated:
            raise RefusedError("Nobody who can sign in has this id.", status=403)
        return person

    def _channel(self, person: Person, channel_id: str) -> Channel:
        channel = self._workspace.channels.get(channel_id)
        if channel is None or person.id not in channel.member_ids:
            raise RefusedError("You are not in a channel with this id.", status=404)
        return channel

    def _message(self, person: Person, channel: Channel, ts: str) -> Message:
        message = self._workspace.messages.get(channel.id, ts)
        if message is None or message.ephemeral_for not in {None, person.id}:
            raise RefusedError("This message is not there any more.", status=404)
        return message

    def _view(self, person: Person, view_id: str) -> View:
        home = self._workspace.homes.of(person.id)
        if home and home.id == view_id:
            return home
        return self._top_view(person, view_id)

    def _top_view(self, person: Person, view_id: str) -> View:
        stack = self._workspace.modals.stack(person.id)
        if not stack or stack[-1].id != view_id:
            raise RefusedError("This dialog is not the one on top.", status=404)
        return stack[-1]


def _route(endpoint: Endpoint, verb: str) -> Route:
    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except RefusedError as refusal:
            told = {"ok": False, "error": str(refusal)}
            return JSONResponse(told, status_code=refusal.status)
        except (ForgedChoiceError, NoSuchElementError) as mistake:
            return JSONResponse({"ok": False, "error": str(mistake)}, status_code=400)

    return Route(f"/workspace/{endpoint.__name__}", answer, methods=[verb])


async def _body(request: Request, kind: type[Body]) -> Body:
    try:
        return msgspec.json.decode(await request.body(), type=kind)
    except msgspec.MsgspecError as mistake:
        raise RefusedError(f"The page sent something odd: {mistake}") from mistake


def _hooks_url(request: Request) -> str:
    return f"{request.base_url}{HOOKS_PATH}"


def _page_person(person: Person) -> Json:
    return {
        "id": person.id,
        "name": person.name,
        "real_name": person.real_name,
        "title": person.title,
        "is_guest": person.is_guest,
        "is_bot": person.is_bot,
        "deactivated": person.deactivated,
        "tz": person.tz,
    }
