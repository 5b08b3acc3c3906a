"""Reading what was filled in as a company's settings: each value is checked, with a sentence by its input."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import time
from decimal import Decimal
from zoneinfo import available_timezones

from bot.reactions import Submission
from sync.domain.company_settings import (
    AlertPolicy,
    ApprovalPolicy,
    Channels,
    CompanySettings,
    Route,
)
from sync.domain.kinds import RecordKind
from sync.domain.mass_change import GuardPolicy
from sync.domain.typed_amounts import typed_amount
from sync.domain.working_hours import WorkingHours

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ROUTES = 8
MOST_HOURS = 720
"""A month."""
MOST_RECORDS = 99_999

_CHANNEL = re.compile(r"[CG][A-Z0-9]{2,20}")
_PERSON = re.compile(r"[UW][A-Z0-9]{2,20}")
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


def route_ids(place: int) -> tuple[str, str]:
    """The block_ids of a route's two inputs: which records, and where they are told."""
    return f"routes.kind.{place}", f"routes.channel.{place}"


@dataclass(slots=True)
class Reading:
    """One dialog that was sent off, being read.

    Attributes:
        submission: What was filled in.
        currency: The company's currency.
        errors: A sentence for each input that will not do, by its block_id.
    """

    submission: Submission
    currency: str
    errors: dict[str, str] = field(default_factory=dict)

    def settings(self, before: CompanySettings) -> CompanySettings:
        """What was filled in. Where `errors` says that something will not do, what was before stands there."""
        return CompanySettings(
            channels=self._channels(before.channels),
            approval=self._approval(before.approval),
            alerts=AlertPolicy(
                escalate_after_hours=self._hours("alerts.escalate_after_hours"),
                escalate_to=self._person("alerts.escalate_to"),
                digest_at=self._time("alerts.digest_at", before.alerts.digest_at),
            ),
            hours=self._working_hours(before.hours),
            guards=self._guards(),
        )

    def _channels(self, before: Channels) -> Channels:
        return Channels(
            runs=self._channel("channels.runs"),
            approvals=self._channel("channels.approvals"),
            alerts=self._channel("channels.alerts"),
            digest=self._channel("channels.digest"),
            routes=(*self._routes(), *before.routes[ROUTES - 1 :]),
        )

    def _routes(self) -> Iterator[Route]:
        """A route whose channel is left empty is taken away."""
        seen: set[RecordKind] = set()
        for place in range(ROUTES):
            kind_id, channel_id = route_ids(place)
            said, channel = self.submission.text(kind_id), self._channel(channel_id)
            if not channel:
                continue
            kind = next((one for one in RecordKind if one.value == said), None)
            if kind is None:
                self.errors[kind_id] = "Pick what is told in this channel, or empty the channel."
            elif kind in seen:
                self.errors[kind_id] = f"{kind.plural.capitalize()} are told in one channel only."
            else:
                seen.add(kind)
                yield Route(kind, channel)

    def _approval(self, before: ApprovalPolicy) -> ApprovalPolicy:
        policy = ApprovalPolicy(
            approver_limit=self._amount("approval.approver_limit", before.approver_limit),
            second_approver_above=self._amount(
                "approval.second_approver_above", before.second_approver_above
            ),
            expires_after_hours=self._hours("approval.expires_after_hours"),
            remind_after_hours=self._hours("approval.remind_after_hours"),
            escalate_after_hours=self._hours("approval.escalate_after_hours"),
            escalate_to=self._person("approval.escalate_to"),
        )
        if policy.escalate_after_hours < policy.remind_after_hours and not self.errors:
            self.errors["approval.escalate_after_hours"] = (
                "People are reminded first: choose at least as many hours as for the reminder."
            )
        return policy

    def _working_hours(self, before: WorkingHours) -> WorkingHours:
        zone = self.submission.text("hours.time_zone")
        if zone not in available_timezones():
            self.errors["hours.time_zone"] = (
                "No time zone is called so. Type one such as Europe/London."
            )
        ticked = set(self.submission.several("hours.days"))
        days = tuple(day for day in range(len(DAYS)) if str(day) in ticked)
        if not days:
            self.errors["hours.days"] = "Tick at least one working day."
        begin = self._time("hours.begin", before.begin)
        end = self._time("hours.end", before.end)
        if begin >= end:
            self.errors["hours.end"] = "Working hours end later than they begin, on the same day."
        return before if self.errors else WorkingHours(zone, days, begin, end)

    def _guards(self) -> GuardPolicy:
        return GuardPolicy(
            voids=self._number("guards.voids", "records", least=0, most=MOST_RECORDS),
            creations=self._number("guards.creations", "records", least=0, most=MOST_RECORDS),
            changes=self._number("guards.changes", "records", least=0, most=MOST_RECORDS),
            gone=self._number("guards.gone", "records", least=0, most=MOST_RECORDS),
            gone_percent=self._number("guards.gone_percent", "percent", least=1, most=100),
        )

    def _channel(self, block_id: str) -> str:
        return self._id(block_id, _CHANNEL, "Pick a channel.")

    def _person(self, block_id: str) -> str:
        return self._id(block_id, _PERSON, "Pick a person.")

    def _id(self, block_id: str, pattern: re.Pattern[str], sentence: str) -> str:
        said = self.submission.text(block_id)
        if said and not pattern.fullmatch(said):
            self.errors[block_id] = sentence
        return said

    def _amount(self, block_id: str, before: Decimal | None) -> Decimal | None:
        said = self.submission.text(block_id)
        if not said:
            return None
        typed = typed_amount(said, self.currency)
        if typed is None or typed.amount <= 0 or "-" in said:
            self.errors[block_id] = (
                f"Type an amount in {self.currency}, such as 10,000.00, or leave it empty."
            )
            return before
        return typed.amount

    def _hours(self, block_id: str) -> int:
        return self._number(block_id, "hours", least=1, most=MOST_HOURS)

    def _number(self, block_id: str, unit: str, *, least: int, most: int) -> int:
        said = self.submission.text(block_id)
        if said.isascii() and said.isdecimal() and least <= int(said[:6]) <= most:
            return int(said[:6])
        self.errors[block_id] = f"Type a whole number of {unit}, from {least} to {most}."
        return least

    def _time(self, block_id: str, before: time) -> time:
        found = _TIME.fullmatch(self.submission.text(block_id))
        if found is None:
            self.errors[block_id] = "Choose a time of day, such as 08:30."
            return before
        return time(int(found[1]), int(found[2]))
