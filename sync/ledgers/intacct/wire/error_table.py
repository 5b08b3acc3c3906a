"""The table of Intacct's errors: what each one asks for, and what people should do about it.

Numbers alone say little: `XL03000006` is a wrong sender, a wrong password, an expired session or a missing
authorisation, and `BL01001973` stands for thousands of texts. So a row names a number, a text, or both.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Where in an answer the error stood."""

    CONTROL = "control"  # the request as a whole, before anybody signed in
    AUTHENTICATION = "authentication"
    FUNCTION = "function"


class Meaning(StrEnum):
    """What an error asks for."""

    SIGN_IN_AGAIN = "sign in again"
    BACK_OFF = "back off"
    SIGN_IN_REFUSED = "sign-in refused"
    FIX_SETUP = "fix setup"
    ALREADY_THERE = "already there"
    NOT_THERE = "not there"
    REFUSED = "refused"
    PERIOD_CLOSED = "period closed"
    OUR_FAULT = "our fault"


@dataclass(frozen=True, slots=True)
class Complaint:
    """One error as Intacct words it.

    Attributes:
        number: Its `errorno`, which may be free text or empty.
        text: What happened, without the support id.
        correction: What Intacct advises; often empty.
        support_id: What Sage's support wants to know; never shown, as it differs each time.
    """

    number: str
    text: str
    correction: str = ""
    support_id: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table; an empty pattern fits everything."""

    meaning: Meaning
    number: str = ""
    text: str = ""
    remedy: str = ""
    levels: frozenset[Level] = frozenset(Level)

    def fits(self, level: Level, complaint: Complaint) -> bool:
        """Whether this row speaks of `complaint`. Texts are searched together with the correction."""
        said = f"{complaint.text} {complaint.correction}"
        return (
            level in self.levels
            and re.fullmatch(self.number or ".*", complaint.number, re.IGNORECASE) is not None
            and re.search(self.text, said, re.IGNORECASE) is not None
        )


_CONTROL = frozenset({Level.CONTROL})
_AUTHENTICATION = frozenset({Level.AUTHENTICATION})
_FUNCTION = frozenset({Level.FUNCTION})

_CHECK_CREDENTIALS = "Check the Intacct user, password, company and sender in the settings."
_ASK_ADMINISTRATOR = "Ask an Intacct administrator to give the Web Services user this permission."
_AUTHORISE_SENDER = (
    "Ask an Intacct administrator to authorise this sender id in the company's Web Services."
)

TABLE: tuple[Row, ...] = (
    # Busy or away, on any level.
    Row(Meaning.BACK_OFF, number="GW-0010"),
    Row(Meaning.BACK_OFF, number="GW-000[1-9]"),
    Row(Meaning.BACK_OFF, text="rate limit exceeded"),
    Row(Meaning.BACK_OFF, text="temporarily off-?line"),
    Row(Meaning.BACK_OFF, text="please try again later"),
    Row(Meaning.BACK_OFF, number="DL02000001"),
    # The request as a whole.
    Row(Meaning.OUR_FAULT, number="XL03000003", levels=_CONTROL),
    Row(
        Meaning.FIX_SETUP,
        number="XL03000006",
        text="transport policy",
        levels=_CONTROL,
        remedy="Take the policy out of the settings; Leasebridge needs none.",
    ),
    Row(
        Meaning.SIGN_IN_REFUSED,
        number="XL03000006",
        levels=_CONTROL,
        remedy="Check the sender id and its password in the settings; both are case sensitive.",
    ),
    Row(
        Meaning.FIX_SETUP,
        number="PL04000055",
        remedy="The Intacct company has expired. Ask Sage to renew it.",
    ),
    Row(
        Meaning.FIX_SETUP,
        number="GW-0011",
        remedy="Check the company id and the sender id in the settings.",
    ),
    Row(Meaning.OUR_FAULT, number="GW-0014"),
    Row(
        Meaning.FIX_SETUP,
        number="invalidRequest",
        remedy="Check the address of the gateway and the sender id in the settings.",
    ),
    # Signing in.
    Row(Meaning.SIGN_IN_AGAIN, text="invalid session", levels=_AUTHENTICATION),
    Row(
        Meaning.FIX_SETUP,
        text="invalid web services authorization|not authori[sz]ed",
        levels=_AUTHENTICATION,
        remedy=_AUTHORISE_SENDER,
    ),
    Row(Meaning.SIGN_IN_REFUSED, levels=_AUTHENTICATION, remedy=_CHECK_CREDENTIALS),
    Row(
        Meaning.FIX_SETUP,
        number="Get API Session Failed",
        remedy="Check that the entity in the settings exists and that the user may enter it.",
    ),
    # One function: what a set-up lacks.
    Row(
        Meaning.FIX_SETUP,
        number="PL04000005",
        levels=_FUNCTION,
        remedy=f"{_ASK_ADMINISTRATOR} If it is there, the company may not subscribe to the module.",
    ),
    Row(
        Meaning.FIX_SETUP,
        text="permission to view audit history",
        levels=_FUNCTION,
        remedy=_ASK_ADMINISTRATOR,
    ),
    Row(Meaning.OUR_FAULT, number="XL03000003|XL03000010", levels=_FUNCTION),
    Row(Meaning.OUR_FAULT, text="object definition .* not found", levels=_FUNCTION),
    Row(Meaning.OUR_FAULT, number="invalid fields list.*", levels=_FUNCTION),
    # One function: what a record lacks.
    Row(
        Meaning.ALREADY_THERE,
        number="BL34000061|PL05000104",
        levels=_FUNCTION,
        remedy="A record with this id or name is in Intacct already. Link the two, or rename one.",
    ),
    Row(
        Meaning.ALREADY_THERE,
        text="duplicate|already exists",
        levels=_FUNCTION,
        remedy="A record with this id or name is in Intacct already. Link the two, or rename one.",
    ),
    Row(
        Meaning.NOT_THERE,
        number="DL03000005",
        levels=_FUNCTION,
        remedy="The record was deleted in Intacct, or made anew by Order Entry.",
    ),
    Row(
        Meaning.PERIOD_CLOSED,
        text=r"open period|closed period|period\b.*\bclosed|date must be on or after",
        levels=_FUNCTION,
        remedy="Reopen the period in Intacct, or give the document a date in an open period.",
    ),
    Row(
        Meaning.REFUSED,
        text="missing the .* dimension",
        levels=_FUNCTION,
        remedy="Tag the line with this dimension.",
    ),
    Row(
        Meaning.REFUSED,
        text="auto-?filled",
        levels=_FUNCTION,
        remedy="Change the tag on the line, or the dimension relationship in Intacct.",
    ),
    Row(
        Meaning.REFUSED,
        text="is restricted by",
        levels=_FUNCTION,
        remedy="Change the restriction in Intacct, or the tag on the line.",
    ),
    Row(
        Meaning.NOT_THERE,
        text="can'?t find this transaction|cannot find .* with key",
        levels=_FUNCTION,
        remedy="Check in Intacct whether the record was paid, reversed or deleted.",
    ),
    Row(
        Meaning.REFUSED,
        text="exceeds total amount due",
        levels=_FUNCTION,
        remedy="Check in Intacct what is still owed on the document.",
    ),
    Row(
        Meaning.REFUSED,
        text=(
            r"\b(project|vendor|customer|department|location|class|account)\b.*"
            r"(is invalid|not valid|invalid\b)|invalid "
            r"(project|vendor|customer|department|location|class|account)"
        ),
        levels=_FUNCTION,
        remedy="Check in Intacct that the record named here exists and is active.",
    ),
)
