"""A morning of a finance team, for looking at the page: one of everything that the app may post."""

import time
from typing import Any

from tests.sandbox.pages.canned_workspace import (
    APP_MESSAGES,
    APP_USER,
    APPROVALS,
    FINANCE,
    MARIA,
    PRIYA,
    TOM,
    CannedWorkspace,
)

Json = dict[str, Any]
MINUTE = 60


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": True}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def button(action_id: str, text: str, **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(text), "value": "r1", **more}


def option(text: str, value: str, **more: Any) -> Json:
    return {"text": plain(text), "value": value, **more}


def cell(text: str) -> Json:
    return {"type": "raw_text", "text": text}


def number(text: str) -> Json:
    return {"type": "raw_number", "value": float(text.replace(",", "")), "text": text}


RUN_TABLE: Json = {
    "type": "table",
    "block_id": "counts",
    "column_settings": [{"align": "left"}, *[{"align": "right"}] * 4],
    "rows": [
        [cell("Record"), cell("Read"), cell("Created"), cell("Changed"), cell("Value, GBP")],
        [cell("Invoices"), *[number(each) for each in ("1,204", "38", "4", "412,906.40")]],
        [cell("Credit notes"), *[number(each) for each in ("61", "2", "0", "-3,150.00")]],
        [cell("Payments"), *[number(each) for each in ("866", "27", "0", "298,441.17")]],
        [cell("Contacts"), *[number(each) for each in ("340", "3", "1")], cell("–")],
    ],
}

RUN_CARD: list[Json] = [
    {"type": "header", "block_id": "h", "text": plain(":white_check_mark: Run 42 finished")},
    {
        "type": "section",
        "block_id": "facts",
        "fields": [
            mrkdwn("*Company*\nHarbour Estates Ltd"),
            mrkdwn(f"*Started by*\n<@{MARIA}>"),
            mrkdwn("*Started*\n<!date^1762934400^{date_short_pretty} at {time}|12 Nov 2025>"),
            mrkdwn("*Took*\n1 minute 48 seconds"),
        ],
        "accessory": {
            "type": "overflow",
            "action_id": "run_more",
            "options": [option("Download as CSV", "csv"), option("Mute until tomorrow", "mute")],
        },
    },
    RUN_TABLE,
    {
        "type": "context",
        "block_id": "c",
        "elements": [mrkdwn(":information_source: 3 documents wait for an account · run `42`")],
    },
    {
        "type": "actions",
        "block_id": "run_actions",
        "elements": [
            button("show_waiting", "Show the 3 that wait", style="primary"),
            button("retry", "Retry"),
            button("open_intacct", "Open in Intacct", url="https://example.com/intacct"),
        ],
    },
]

APPROVAL_CARD: list[Json] = [
    {"type": "header", "block_id": "h", "text": plain("3 draft invoices await approval")},
    {
        "type": "section",
        "block_id": "s",
        "text": mrkdwn(
            "*INV-20418* · Brightwater Cafe · Unit 4, 12 Quay Street\n"
            "Rent, December · *£4,250.00* incl. VAT\n>Entered by Tom Okafor, 2 days ago"
        ),
        "accessory": button("details", "Details"),
    },
    {
        "type": "section",
        "block_id": "s2",
        "text": mrkdwn(
            "*INV-20419* · Okonkwo &amp; Sons · Unit 1, 12 Quay Street\n"
            "Service charge · *£1,180.50* incl. VAT"
        ),
        "accessory": button("details2", "Details"),
    },
    {
        "type": "actions",
        "block_id": "decide",
        "elements": [
            button(
                "approve",
                "Approve 3 invoices",
                style="primary",
                confirm={
                    "title": plain("Approve 3 invoices?"),
                    "text": mrkdwn("*£6,930.50* becomes Approved in Re-Leased and Posted."),
                    "confirm": plain("Approve £6,930.50"),
                    "deny": plain("Not yet"),
                },
            ),
            button("reject", "Reject", style="danger"),
            {
                "type": "static_select",
                "action_id": "snooze",
                "placeholder": plain("Remind me"),
                "options": [option("In one hour", "1h"), option("Tomorrow at 09:00", "1d")],
            },
        ],
    },
    {
        "type": "context",
        "block_id": "c",
        "elements": [mrkdwn(":hourglass: Lapses on Friday · nobody approves what they entered")],
    },
]

PROGRESS_CARD: list[Json] = [
    {
        "type": "section",
        "block_id": "p",
        "text": mrkdwn(
            "*Run 43 is applying changes*\n██████████████░░░░░░  68 %\n"
            "38 of 56 documents · about 40 seconds left"
        ),
        "accessory": button("stop", "Stop", style="danger"),
    },
    {
        "type": "rich_text",
        "block_id": "r",
        "elements": [
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [
                    {
                        "type": "rich_text_section",
                        "elements": [
                            {"type": "emoji", "name": "heavy_check_mark", "unicode": "2714"},
                            {"type": "text", "text": " Pulled both ledgers"},
                        ],
                    },
                    {
                        "type": "rich_text_section",
                        "elements": [
                            {"type": "text", "text": "Now: "},
                            {"type": "text", "text": "INV-20431", "style": {"code": True}},
                            {"type": "text", "text": " for "},
                            {"type": "user", "user_id": PRIYA},
                        ],
                    },
                ],
            },
        ],
    },
]

HELP = (
    "*What you can ask*\n"
    "`/sync now` starts a run · `/sync plan` shows what it _would_ do · `/sync status`\n"
    "Read the <https://example.com/rules|rule book>, or ask <@U0PRIYA>. ~Old page~ :wave:\n"
    "```Company   HARBOUR\nLast run  42, 1 min 48 s```"
)


def home_view(person: str = MARIA) -> Json:
    """An App Home with what waits, the last runs and the settings."""
    return {
        "id": f"VHOME{person}",
        "type": "home",
        "blocks": [
            {"type": "header", "block_id": "h1", "text": plain("Good morning, Maria")},
            {
                "type": "section",
                "block_id": "sum",
                "text": mrkdwn("*3* invoices wait for you, *1* conflict is open, all else agrees."),
                "accessory": button("start_sync", "Start a sync", style="primary"),
            },
            {"type": "divider", "block_id": "d"},
            {"type": "header", "block_id": "h2", "text": plain("Waiting for you")},
            APPROVAL_CARD[1],
            {
                "type": "actions",
                "block_id": "acts",
                "elements": [button("review", "Review all 3"), button("later", "Later")],
            },
            {"type": "divider", "block_id": "d2"},
            {"type": "header", "block_id": "h3", "text": plain("Last runs")},
            RUN_TABLE,
            {"type": "header", "block_id": "h4", "text": plain("Tell me about")},
            {
                "type": "actions",
                "block_id": "tell",
                "elements": [
                    {
                        "type": "checkboxes",
                        "action_id": "topics",
                        "options": [
                            option("Approvals", "approvals"),
                            option("Conflicts", "conflicts", description=plain("At once")),
                        ],
                        "initial_options": [option("Approvals", "approvals")],
                    }
                ],
            },
            {"type": "alert", "block_id": "al", "level": "warning", "text": plain("VAT due soon")},
            {"type": "data_visualization", "block_id": "dv", "title": "Not drawn here"},
        ],
    }


def tell_story(workspace: CannedWorkspace) -> None:
    """Fill the workspace with a day and a half of messages."""
    now = time.time()
    stamps = iter(f"{now - 26 * 3600 + step * 40:.6f}" for step in range(100))

    def say(channel: str, user: str, text: str, **more: Any) -> str:
        ts = more.pop("ts", None) or next(stamps)
        message = {"channel": channel, "user": user, "ts": ts, "text": text, **more}
        workspace.messages[channel].append(message)
        return str(ts)

    say(FINANCE, TOM, "Good morning. The *Quay Street* service charges are in Re-Leased now.")
    say(FINANCE, TOM, "Twelve of them, all dated 1 December. Could you start a run, <@U0MARIA>?")
    say(FINANCE, MARIA, "Doing it now :eyes:")
    root = say(FINANCE, APP_USER, "Run 42 finished: 38 invoices.", blocks=RUN_CARD, edited=True)
    for user, text in ((APP_USER, "Run 42 queued."), (TOM, "Thanks, that was quick.")):
        say(FINANCE, user, text, thread_ts=root)
    recent = iter(f"{now - 900 + step * 30:.6f}" for step in range(20))
    say(FINANCE, PRIYA, "Please also look at :warning: the two bills from Calder.", ts=next(recent))
    say(FINANCE, APP_USER, "Help", ts=next(recent), ephemeral_for=MARIA, blocks=[_help_block()])
    say(FINANCE, APP_USER, "Run 43 is at 68 %.", ts=next(recent), blocks=PROGRESS_CARD)
    say(APPROVALS, APP_USER, "3 drafts await approval.", ts=next(recent), blocks=APPROVAL_CARD)
    say(APP_MESSAGES, APP_USER, "Hello Maria. " + HELP, ts=next(recent))
    workspace.home = home_view()


def _help_block() -> Json:
    return {"type": "section", "block_id": "help", "text": mrkdwn(HELP)}
