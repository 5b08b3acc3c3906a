"""How the lines of one sort of document speak of accounts and tax, as the company uses Intacct's modules."""

from dataclasses import dataclass

from sync.domain.kinds import RecordKind
from sync.domain.modules import PLAIN, Modules
from sync.domain.records import (
    EXTERNAL_TAX,
    ItemUse,
    Reference,
    account_of_item,
    code_of_account_item,
)


@dataclass(frozen=True, slots=True)
class LineTerms:
    """What a line's account code and tax type stand for.

    Attributes:
        item_use: What the items are for where a module keeps the documents; None where lines stand on accounts.
        external_tax_type: The code of the tax type Externally Calculated Tax; empty where it means nothing.
    """

    item_use: ItemUse | None = None
    external_tax_type: str = ""

    def account(self, code: str) -> Reference:
        """What a line with this account code is charged to."""
        if self.item_use is None:
            return Reference(RecordKind.ACCOUNT, code)
        return Reference(RecordKind.ITEM, code_of_account_item(code, self.item_use))

    def account_code(self, account: Reference) -> str:
        """The account code of a line that is charged to `account`: that of the account an item stands for."""
        if account.kind is RecordKind.ITEM:
            return account_of_item(account.key, ItemUse.BOTH)
        return account.key

    def tax_detail(self, code: str | None, *, is_included: bool) -> Reference | None:
        """The tax type of a line with this code.

        Where amounts include a tax that nobody knows yet, what is owed without it is not known either: such a
        line has no Externally Calculated Tax, but something of that name that no record stands for.
        """
        if not code:
            return None
        if code != self.external_tax_type:
            return Reference(RecordKind.TAX_DETAIL, code)
        if is_included:
            return Reference(RecordKind.TAX_DETAIL, f"{code}, included in the amounts,")
        return EXTERNAL_TAX

    def tax_type_code(self, tax_detail: Reference | None) -> str | None:
        """The code of a line's tax type."""
        if tax_detail is None:
            return None
        return self.external_tax_type if tax_detail == EXTERNAL_TAX else tax_detail.key


PLAIN_LINES = LineTerms()


def line_terms(kind: RecordKind, modules: Modules, external_tax_type: str) -> LineTerms:
    """The terms of the documents of one kind.

    With a module, Externally Calculated Tax is known on every document, also where it cannot be.
    """
    known = "" if modules == PLAIN else external_tax_type
    return LineTerms(modules.items_on(kind), known)
