"""The registry of `/sync` commands: word, help, permission and what it does, in one place each."""

import difflib
from collections.abc import Callable
from dataclasses import dataclass

from bot.messages.blocks import Message
from bot.reactions import Dialog
from bot.services import Services
from sync.domain.roles import Permission
from sync.domain.runs import Requester

COMMAND = "/sync"


@dataclass(frozen=True, slots=True)
class Request:
    """One use of the command.

    Attributes:
        requester: Who typed it, and where.
        words: What came after the command's word.
    """

    requester: Requester
    words: str


@dataclass(frozen=True, slots=True)
class Command:
    """One word of `/sync`.

    Attributes:
        word: What is typed.
        hint: What may follow the word; empty for nothing.
        does: What it does, for help and completion, without a full stop.
        also: Words that people type when they mean this one; only for guessing.
        permission: What a person must be allowed; None for everybody.
        answer: Makes the private answer, or the dialog to open. Fast: it writes a row at most, and everything
            slow is a job.
        only_shows: Whether it shows something and has no effect: such an answer can be shared, and such a
            word can be run by a button.
    """

    word: str
    hint: str
    does: str
    also: tuple[str, ...]
    permission: Permission | None
    answer: Callable[[Services, Request], Message | Dialog]
    only_shows: bool = False


@dataclass(frozen=True, slots=True)
class Registry:
    """All commands, in the order help lists them."""

    commands: tuple[Command, ...]

    def find(self, word: str) -> Command | None:
        """The command with this word, whatever its case."""
        wanted = word.casefold()
        return next((command for command in self.commands if command.word == wanted), None)

    def nearest(self, word: str) -> Command | None:
        """The command whose word is most like a mistyped one; None where nothing is near."""
        meant = {
            each: command for command in self.commands for each in (command.word, *command.also)
        }
        near = difflib.get_close_matches(word.casefold()[:40], meant, n=1, cutoff=0.5)
        return meant[near[0]] if near else None
