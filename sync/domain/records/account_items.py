"""The items that stand for the accounts of Re-Leased's chart.

Revenue accounts are sold, expense accounts are bought; any other account becomes an item when it is first
used on that side. An account whose code carries a mark already is the item that the mark says. That these are
the rules is ours: the help centre says only that the chart becomes items with [s] or [p].
"""

from collections.abc import Mapping

from sync.domain.records.item_codes import account_of_item, item_code, mark_on
from sync.domain.records.masters import Account, AccountClass, Item, ItemUse

_BY_CLASS: Mapping[AccountClass, ItemUse] = {
    AccountClass.REVENUE: ItemUse.SALES,
    AccountClass.EXPENSE: ItemUse.PURCHASES,
}


def use_of_account(account: Account) -> ItemUse | None:
    """What an account is used for whoever uses it; None where only its use shows."""
    return mark_on(account.number) or _BY_CLASS.get(account.account_class)


def item_of_account(account: Account, use: ItemUse) -> Item:
    """The item that stands for `account` where it is sold, or bought."""
    code = code_of_account_item(account.number, use)
    mark = code.removeprefix(account_of_item(code, use)).strip()
    name = account.name if account.name.casefold().endswith(mark) else f"{account.name} {mark}"
    return Item(code=code, name=name, use=use, active=account.active)


def code_of_account_item(account_number: str, use: ItemUse) -> str:
    """The code of the item that stands for an account: never a second mark on one that has it."""
    return item_code(account_of_item(account_number, ItemUse.BOTH), use)
