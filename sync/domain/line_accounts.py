"""What the lines of a linked document are charged to: items where its counterpart has items, else accounts.

A company with Order Entry or Purchasing may still hold plain AR invoices and AP bills. Re-Leased's side of
them speaks of items, as all its documents of that kind do, and Intacct's of accounts; an account and its item
are one.
"""

from dataclasses import replace

from sync.domain.kinds import RecordKind
from sync.domain.records import (
    Document,
    DocumentLine,
    ItemUse,
    Record,
    Reference,
    account_of_item,
    code_of_account_item,
)


def charged_as(incoming: Record, held: Record) -> Record:
    """`incoming`, its lines charged to accounts, or to items, as those of `held` are.

    Args:
        incoming: A record in the terms of the side it goes to.
        held: What that side holds of it at present.
    """
    if not isinstance(incoming, Document) or not isinstance(held, Document) or not held.lines:
        return incoming
    use = ItemUse.SALES if held.contact.kind is RecordKind.CUSTOMER else ItemUse.PURCHASES
    wanted = held.lines[0].account.kind
    lines = tuple(_charged(line, wanted, use) for line in incoming.lines)
    return replace(incoming, lines=lines)


def _charged(line: DocumentLine, wanted: RecordKind, use: ItemUse) -> DocumentLine:
    code = line.account.key
    if line.account.kind is wanted:
        return line
    into_item = wanted is RecordKind.ITEM
    other = code_of_account_item(code, use) if into_item else account_of_item(code, ItemUse.BOTH)
    return replace(line, account=Reference(wanted, other))
