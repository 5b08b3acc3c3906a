"""Drafts: documents that await approval, as they are put before people."""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sync.domain.kinds import RecordKind
from sync.domain.money import Money


class Oddity(StrEnum):
    """What an approver should look at twice."""

    NEW_PAYEE = "new_payee"
    MUCH_MORE_THAN_USUAL = "much_more_than_usual"
    LOOKS_LIKE_A_DUPLICATE = "looks_like_a_duplicate"
    OTHER_AMOUNT_IN_RE_LEASED = "other_amount_in_re_leased"

    @property
    def label(self) -> str:
        """The mark as people read it."""
        return _LABELS[self]


_LABELS = {
    Oddity.NEW_PAYEE: "new payee",
    Oddity.MUCH_MORE_THAN_USUAL: "much more than usual for this contact",
    Oddity.LOOKS_LIKE_A_DUPLICATE: "looks like a duplicate",
    Oddity.OTHER_AMOUNT_IN_RE_LEASED: "Re-Leased has another amount, as somebody left it",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A document that awaits approval, as it is put before people.

    Attributes:
        kind: Invoice, bill or credit.
        intacct_id: Our id of the Intacct record.
        re_leased_id: Our id of the Re-Leased record.
        intacct_fingerprint: The Intacct record's content.
        re_leased_fingerprint: The Re-Leased record's content.
        title: What people call the document.
        contact: Whom it is with; the contact's key where the name is not known.
        tags: What its lines are tagged with, the property among them, for people to find it by.
        amount: Its gross total, as far as its tax is known.
        dated: The document's date.
        due: When it is to be paid.
        changers: Who entered it and who changed it last on either side, then and whenever it was put before
            people earlier, as the sides name them.
        workflow: The approval workflow in Re-Leased that holds it; empty where none does.
        is_tax_pending: Whether a part of its tax is still to be worked out.
        oddities: What to look at twice.
    """

    kind: RecordKind
    intacct_id: int
    re_leased_id: int
    intacct_fingerprint: str
    re_leased_fingerprint: str
    title: str
    contact: str
    tags: str
    amount: Money
    dated: date
    due: date
    changers: tuple[str, ...] = ()
    workflow: str = ""
    is_tax_pending: bool = False
    oddities: tuple[Oddity, ...] = ()

    @property
    def digest(self) -> str:
        """Names exactly what is put before people: both records' contents."""
        both = f"{self.intacct_fingerprint}|{self.re_leased_fingerprint}"
        return hashlib.sha256(both.encode()).hexdigest()[:32]

    @property
    def subject(self) -> str:
        """The document as the audit trail names it."""
        return f"{self.kind.singular.capitalize()} {self.title}"
