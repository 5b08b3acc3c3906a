"""The presenter: from a subject in the outbox to the message about it, as it should stand now."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.alert_presenter import AlertPresenter, Maker
from bot.draft_presenter import DraftPresenter
from bot.messages.blocks import Message
from bot.messages.home_view import home_view
from bot.messages.pause_message import pause_message
from bot.messages.plan_card import plan_card
from bot.messages.proposal_message import proposal_message
from bot.messages.run_card import run_card
from bot.messages.run_details import run_details
from bot.messages.trouble_message import trouble_message
from bot.messages.words import sentence_message
from sync.domain.runs import RunPurpose, RunState
from sync.use_cases.change_settings import settings_of
from sync.use_cases.home import home_of
from sync.use_cases.people import Roster
from sync.use_cases.ports import Content, Store
from sync.use_cases.request_run import run_subject
from sync.use_cases.run_view import RunView, view_run


@dataclass(frozen=True, slots=True)
class SlackPresenter:
    """Implements `sync.use_cases.ports.Presenter`.

    Attributes:
        store: The database.
        roster: Who may do what, for App Home.
        channel: Where runs are told that nobody in Slack asked for.
    """

    store: Store
    roster: Roster
    channel: str

    def present(self, subject: str) -> Content | None:
        """The message about `subject`; None where there is nothing to say.

        Subjects: `run:<id>`, `run:<id>:details`, `answer:<id>`, `approvals:<batch>`, `pause:<id>`,
        `home:<person>`, `proposal:<id>:<person>`, `trouble:<id>:<person>`, and those of
        `sync.use_cases.alert_subjects`.
        """
        word, *rest = subject.split(":")
        make = self._makers.get(word)
        if make is None:
            raise ValueError(f"Nobody knows how to tell about {subject!r}.")
        return make(rest)

    @property
    def _makers(self) -> Mapping[str, Maker]:
        """By the first word of a subject: what makes the message from the words after it."""
        own: dict[str, Maker] = {
            "run": self._of_run,
            "answer": lambda words: self._answer(int(words[0])),
            "approvals": DraftPresenter(self.store, self.channel).of_batch,
            "pause": lambda words: self._pause(int(words[0])),
            "home": lambda words: self._home(words[0]),
            "proposal": lambda words: self._proposal(int(words[0]), words[1]),
            "trouble": lambda words: self._trouble(int(words[0]), words[1]),
        }
        return {**own, **AlertPresenter(self.store, self.channel).makers}

    def _of_run(self, words: Sequence[str]) -> Content | None:
        view = view_run(self.store, int(words[0]))
        return self._details(view) if words[1:] == ["details"] else self._run(view)

    def _run(self, view: RunView) -> Content | None:
        if not view.is_told_on_its_card:
            return None
        is_plan = view.run.purpose is RunPurpose.PLAN
        message = plan_card(view) if is_plan else run_card(view)
        content = self._content(view, message)
        return replace(content, is_progress=view.run.state is RunState.RUNNING)

    def _details(self, view: RunView) -> Content | None:
        has_details = view.is_told_on_its_card and (view.results or view.issues)
        if view.run.purpose in {RunPurpose.PLAN, RunPurpose.APPROVE} or not has_details:
            return None
        return self._content(view, run_details(view), thread_of=run_subject(view.run.run_id))

    def _content(self, view: RunView, message: Message, thread_of: str = "") -> Content:
        requester = view.run.requester
        own_channel = settings_of(self.store, view.link.link_id).channels.runs
        return Content(
            channel=requester.channel or own_channel or self.channel,
            text=message.text,
            blocks=message.blocks_as_json,
            thread_of=thread_of,
            person=requester.person_id,
        )

    def _answer(self, answer_id: int) -> Content | None:
        with self.store.reading() as transaction:
            answer = transaction.answers.get(answer_id)
        layout = json.loads(answer.blocks) if answer.blocks else None
        message = Message(answer.text, tuple(layout)) if layout else sentence_message(answer.text)
        return Content(
            channel=answer.channel,
            text=message.text,
            blocks=message.blocks_as_json,
            person=answer.person_id,
            # Outside a channel, on App Home say, nobody else can read it anyway.
            is_private=bool(answer.channel) and not answer.is_shared,
        )

    def _pause(self, pause_id: int) -> Content:
        with self.store.reading() as transaction:
            pause = transaction.pauses.get(pause_id)
            name = transaction.links.get(pause.link_id).name
            channel = transaction.settings.get(pause.link_id).channels.runs
        message = pause_message(pause, name)
        return Content(
            channel=channel or self.channel,
            text=message.text,
            blocks=message.blocks_as_json,
            person=pause.who.person_id,
        )

    def _proposal(self, proposal_id: int, person_id: str) -> Content:
        with self.store.reading() as transaction:
            proposal = transaction.proposals.get(proposal_id)
        message = proposal_message(proposal, datetime.now(UTC))
        return Content(
            channel="", text=message.text, blocks=message.blocks_as_json, person=person_id
        )

    def _trouble(self, trouble_id: int, person_id: str) -> Content:
        with self.store.reading() as transaction:
            trouble = transaction.troubles.get(trouble_id)
        message = trouble_message(trouble)
        return Content(
            channel="" if person_id else self.channel,
            text=message.text,
            blocks=message.blocks_as_json,
            person=person_id,
        )

    def _home(self, person_id: str) -> Content:
        message = home_view(home_of(self.store, self.roster, person_id, datetime.now(UTC)))
        return Content(
            channel="",
            text=message.text,
            blocks=message.blocks_as_json,
            person=person_id,
            is_home=True,
        )
