"""The dialog in which an administrator sets where things are told, who approves what, and when people work."""

import hashlib

import msgspec

from bot.escaping import markup
from bot.messages.blocks import Block, header, section
from bot.modals.inputs import (
    Option,
    boxes_input,
    channel_input,
    menu_input,
    person_input,
    text_input,
    time_input,
)
from bot.modals.records import person_of
from bot.modals.settings_reading import DAYS, ROUTES, Reading, route_ids
from bot.reactions import Dialog, Done, Form, Outcome, Submission, Wrong
from bot.services import Services, company_with
from sync.domain.company_settings import CompanySettings, Route
from sync.domain.kinds import RecordKind
from sync.domain.links import CompanyLink
from sync.domain.roles import Permission
from sync.use_cases.change_settings import change_settings, settings_of

SETTINGS_FORM = "settings_form"
LINK, SEEN = "link", "seen"
CHANGED_MEANWHILE = (
    "Somebody changed these settings meanwhile. Close this and type /sync settings again."
)


def settings_dialog(link: CompanyLink, settings: CompanySettings) -> Dialog:
    """All that is set for a company, to be changed."""
    return Dialog(
        callback_id=SETTINGS_FORM,
        title="Settings",
        blocks=(
            section(
                f"*{markup(link.name, 100)}*",
                "What is left empty goes by the installation's own settings, or has no limit.",
            ),
            *_channels(settings),
            *_approval(settings, link.terms.currency),
            *_alerts(settings),
            *_hours(settings),
            *_guards(settings),
        ),
        submit="Save",
        state={LINK: str(link.link_id), SEEN: digest_of(settings)},
    )


def digest_of(settings: CompanySettings) -> str:
    """Names what was shown, so that nobody overwrites what somebody else has just set."""
    return hashlib.sha256(msgspec.json.encode(settings)).hexdigest()[:32]


def _submit(services: Services, submission: Submission) -> Outcome:
    link = company_with(services.store, submission.state.get(LINK, ""))
    if link is None:
        return Done("This dialog is broken. Type /sync settings again.")
    before = settings_of(services.store, link.link_id)
    if digest_of(before) != submission.state.get(SEEN, ""):
        return Wrong({"channels.runs": CHANGED_MEANWHILE})
    reading = Reading(submission, link.terms.currency)
    settings = reading.settings(before)
    if reading.errors:
        return Wrong(reading.errors)
    who = person_of(submission.requester)
    changed = change_settings(services.store, link.link_id, settings, who=who)
    if not changed:
        return Done(f"{link.name}: nothing was changed.")
    return Done(f"{link.name}: saved. Changed: {', '.join(map(_named, changed))}.")


def _named(setting: str) -> str:
    """A setting as people are told of it, such as `digest (channels)`."""
    part, _, name = setting.replace("_", " ").partition(".")
    return f"{name} ({part})" if name else part


def _channels(settings: CompanySettings) -> list[Block]:
    channels = settings.channels
    return [
        header("Where things are told"),
        channel_input("channels.runs", "Runs that nobody in Slack asked for", picked=channels.runs),
        channel_input("channels.approvals", "Drafts to approve", picked=channels.approvals),
        channel_input("channels.alerts", "Issues and failures", picked=channels.alerts),
        channel_input("channels.digest", "The morning digest", picked=channels.digest),
        *_routes(channels.routes),
    ]


def _routes(routes: tuple[Route, ...]) -> list[Block]:
    """A pair of inputs for each kind of record that goes elsewhere, and one more to add to them."""
    kinds = [Option(kind.value, kind.plural.capitalize()) for kind in RecordKind]
    blocks: list[Block] = []
    for place, route in enumerate([*routes[: ROUTES - 1], None]):
        kind_id, channel_id = route_ids(place)
        picked = route.kind.value if route else ""
        blocks += [
            menu_input(kind_id, "Issues about …", kinds, picked=picked, optional=True),
            channel_input(channel_id, "… are told in", picked=route.channel if route else ""),
        ]
    return blocks


def _approval(settings: CompanySettings, currency: str) -> list[Block]:
    policy = settings.approval
    money = f"An amount in {currency}, such as 10,000.00. Empty for no limit."
    return [
        header("Approvals"),
        _amount(
            "approval.approver_limit",
            "The most an approver may approve",
            money,
            policy.approver_limit,
        ),
        _amount(
            "approval.second_approver_above",
            "Above this, two people must approve",
            money,
            policy.second_approver_above,
        ),
        _number(
            "approval.expires_after_hours",
            "An approval closes after … hours",
            policy.expires_after_hours,
        ),
        _number(
            "approval.remind_after_hours",
            "People are reminded after … working hours",
            policy.remind_after_hours,
        ),
        _number(
            "approval.escalate_after_hours",
            "It is told further after … working hours",
            policy.escalate_after_hours,
        ),
        person_input("approval.escalate_to", "To whom", picked=policy.escalate_to),
    ]


def _alerts(settings: CompanySettings) -> list[Block]:
    policy = settings.alerts
    return [
        header("Issues"),
        _number(
            "alerts.escalate_after_hours",
            "An issue that nobody took is told further after … working hours",
            policy.escalate_after_hours,
        ),
        person_input("alerts.escalate_to", "To whom", picked=policy.escalate_to),
        time_input("alerts.digest_at", "The digest comes at", picked=policy.digest_at),
    ]


def _hours(settings: CompanySettings) -> list[Block]:
    hours = settings.hours
    days = [Option(str(number), name) for number, name in enumerate(DAYS)]
    return [
        header("Working hours"),
        text_input(
            "hours.time_zone",
            "Time zone",
            hint="Such as Europe/London or Pacific/Auckland.",
            initial=hours.time_zone,
            at_most=60,
        ),
        boxes_input("hours.days", "Working days", days, ticked=[str(day) for day in hours.days]),
        time_input("hours.begin", "From", picked=hours.begin),
        time_input("hours.end", "Until", picked=hours.end),
    ]


def _guards(settings: CompanySettings) -> list[Block]:
    policy = settings.guards
    return [
        header("When a sync stops and asks"),
        section(
            "Up to these numbers nobody is ever asked. Beyond them a sync asks where it is also far more than "
            "on the busiest day before."
        ),
        _number("guards.voids", "Voids of one kind of record in a day", policy.voids),
        _number("guards.creations", "Records of one kind created in a day", policy.creations),
        _number("guards.changes", "Records of one kind changed in a day", policy.changes),
        _number("guards.gone", "Records of one kind found deleted at once", policy.gone),
        _number("guards.gone_percent", "… and of all known, in percent", policy.gone_percent),
    ]


def _amount(block_id: str, label: str, hint: str, amount: object) -> Block:
    initial = f"{amount:,}" if amount is not None else ""
    return text_input(block_id, label, hint=hint, initial=initial, at_most=30, optional=True)


def _number(block_id: str, label: str, number: int) -> Block:
    return text_input(block_id, label, initial=str(number), at_most=5)


FORMS = (Form(SETTINGS_FORM, Permission.CHANGE_SETTINGS, _submit),)
