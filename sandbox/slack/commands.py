"""Slash commands: what a person typed goes to the app, and its answer into the channel."""

import re

from sandbox.slack.channels import Channel
from sandbox.slack.delivery import AppAnswer
from sandbox.slack.errors import SlackError
from sandbox.slack.failure_texts import command_failed, reason
from sandbox.slack.outgoing import command_answer, post_answer
from sandbox.slack.payloads import FORM, command_form
from sandbox.slack.people import Person
from sandbox.slack.response_urls import ResponseUrl
from sandbox.slack.workspace import Workspace

_PERSON_NAMED = re.compile(r"(?<![\w<])@([\w.-]+)")
_CHANNEL_NAMED = re.compile(r"(?<![\w<])#([\w-]+)")


async def run_command(
    workspace: Workspace, person: Person, channel: Channel, typed: str, *, hooks_url: str
) -> None:
    """Send the command and show the answer, or what went wrong, to the person.

    Args:
        workspace: where.
        person: who typed it.
        channel: in which conversation.
        typed: the whole line, such as `/sync now`; its command must be registered.
        hooks_url: the address that response URLs begin with.
    """
    word, _, rest = typed.strip().partition(" ")
    command = workspace.commands[word]
    origin = ResponseUrl(channel.id, person.id, workspace.now())
    rest = rest.strip()
    form = command_form(
        person,
        channel,
        command=word,
        text=with_references(workspace, rest) if command.should_escape else rest,
        response_url=hooks_url + workspace.response_urls.give(channel.id, person.id),
        trigger_id=workspace.triggers.give(person.id),
    )
    answer = await workspace.delivery.send("command", form, content_type=FORM)
    problem = _show(workspace, origin, answer)
    if problem:
        sentence = command_failed(word, problem)
        workspace.messages.tell_person(channel.id, person.id, sentence)


def with_references(workspace: Workspace, text: str) -> str:
    """The text with `@tom` and `#finance-sync` as the references Slack makes of them."""

    def person_reference(found: re.Match[str]) -> str:
        person = workspace.people.named(found[1])
        return f"<@{person.id}|{person.name}>" if person else found[0]

    def channel_reference(found: re.Match[str]) -> str:
        channel = workspace.channels.named(found[1])
        return f"<#{channel.id}|{channel.name}>" if channel else found[0]

    return _CHANNEL_NAMED.sub(channel_reference, _PERSON_NAMED.sub(person_reference, text))


def _show(workspace: Workspace, origin: ResponseUrl, answer: AppAnswer) -> str | None:
    """Post the app's answer; what was wrong with it, as half a sentence, or None."""
    if answer.failure:
        return reason(answer)
    try:
        body = command_answer(answer.headers.get("content-type", ""), answer.body)
        if body is not None:
            post_answer(workspace, origin, body)
    except ValueError:
        return reason(answer)
    except SlackError as refusal:
        return f"the app's answer was refused ({refusal.code})"
    return None
