"""The codes of items: an account of the chart, marked for what it is used for.

Order Entry and Purchasing know items where a plain invoice knows accounts. Re-Leased's help centre says that
its chart of accounts becomes Intacct's items with the suffix [s] or [p]. Where the mark stands and how it is
spaced is not said, so that every usual spelling counts as the same item.
"""

import re

from sync.domain.records.masters import ItemUse

_MARKS = {ItemUse.SALES: "s", ItemUse.PURCHASES: "p"}
_USES = {mark: use for use, mark in _MARKS.items()}
_BRACKETED = (
    re.compile(r"(?P<number>.*\S)\s*[\[(]\s*(?P<mark>[sp])\s*[\])]", re.IGNORECASE),
    re.compile(r"[\[(]\s*(?P<mark>[sp])\s*[\])]\s*(?P<number>\S.*)", re.IGNORECASE),
)
_HYPHENED = re.compile(r"(?P<number>.*[^\s-])\s*-\s*(?P<mark>[sp])", re.IGNORECASE)


def item_code(account: str, use: ItemUse) -> str:
    """The code of the item that stands for an account: `4000 [s]` for sales, `4000 [p]` for purchases.

    That the mark goes into the code, behind a space, is a guess. An item for both uses carries no mark.
    """
    mark = _MARKS.get(use)
    return f"{account} [{mark}]" if mark else account


def account_of_item(code: str, use: ItemUse) -> str:
    """The account that an item stands for: `4000` of `4000 [s]`; the whole code where it carries no mark."""
    return _taken_apart(code, use)[0]


def item_code_in_one_spelling(code: str, use: ItemUse) -> str:
    """The code as `item_code` would write it, so that `4000-S`, `4000[s]` and `[S] 4000` are one item.

    Args:
        code: The code in any spelling.
        use: What the item may be used for. It must not speak against the mark; and because a hyphen with a
            letter may be part of any code, it must say the same as a hyphened mark.
    """
    number, marked = _taken_apart(code, use)
    return item_code(number, marked) if marked else number


def mark_on(code: str) -> ItemUse | None:
    """The use that a code is marked with in brackets; None where it carries no such mark."""
    return _taken_apart(code, ItemUse.BOTH)[1]


def _taken_apart(code: str, use: ItemUse) -> tuple[str, ItemUse | None]:
    """The account and the use that is marked; None where no mark counts."""
    squeezed = " ".join(code.split())
    for pattern in _BRACKETED:
        found = pattern.fullmatch(squeezed)
        if found and use in {ItemUse.BOTH, _marked(found)}:
            return found["number"].strip(), _marked(found)
    found = _HYPHENED.fullmatch(squeezed)
    if found and use is _marked(found):
        return found["number"].strip(), use
    return squeezed, None


def _marked(found: re.Match[str]) -> ItemUse:
    return _USES[found["mark"].lower()]
