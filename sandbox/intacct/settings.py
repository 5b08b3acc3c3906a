"""What an administrator sets up in Sage Intacct, as one document that tests read and change."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Annotated, Any, Literal

import msgspec

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.options import CompanyOptions

_OPTIONS = tuple(field.name for field in fields(CompanyOptions))
_DATE_FORMAT = "^[-/. ]([mdyY]{3})$"
_CLOSED_UNTIL, _USERS = "closed_until", "users"
_DATE_FORMAT = "^[-/. ](mdY|dmY|Ymd|Ydm)$"


class UserSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How one user sees dates and times, and his restrictions; what is left out stays as it is."""

    locale: str | None = None
    date_format: Annotated[str, msgspec.Meta(pattern=_DATE_FORMAT)] | None = None
    clock: Literal["12", "24"] | None = None
    gmt_offset_minutes: int | None = None
    locations: tuple[str, ...] | None = None
    departments: tuple[str, ...] | None = None


def settings_of(book: IntacctBook) -> dict[str, Any]:
    """The company's options by name, the last closed day, and every user's settings by log-in name."""
    users = {
        user.login_id: {name: getattr(user, name) for name in UserSettings.__struct_fields__}
        for user in book.users
    }
    options = msgspec.to_builtins(book.options)
    return {**options, _CLOSED_UNTIL: book.closed_until, _USERS: users}


def change_settings(book: IntacctBook, changes: Mapping[str, Any]) -> None:
    """Change some settings and leave the others as they are.

    Raises:
        msgspec.ValidationError: There is no such setting, or a value does not fit; nothing changed.
    """
    unknown = sorted(set(changes) - {*_OPTIONS, _CLOSED_UNTIL, _USERS})
    if unknown:
        raise msgspec.ValidationError(f"There is no setting {unknown[0]}")
    wanted = {name: value for name, value in changes.items() if name in _OPTIONS}
    options = msgspec.convert(
        {**msgspec.to_builtins(book.options), **wanted}, CompanyOptions, strict=True
    )
    users = msgspec.convert(changes.get(_USERS, {}), dict[str, UserSettings])
    closed_until = msgspec.convert(changes.get(_CLOSED_UNTIL), date | None)
    _put_options(book, options)
    if _CLOSED_UNTIL in changes:
        book.close_books_until(closed_until)
    for login_id, settings in users.items():
        given = {k: v for k, v in msgspec.structs.asdict(settings).items() if v is not None}
        book.users.put(msgspec.structs.replace(book.user(login_id), **given))


def reset_settings(book: IntacctBook) -> None:
    """Put the options back to what a new company has, and open all periods; users stay."""
    _put_options(book, CompanyOptions())
    book.close_books_until(None)


def _put_options(book: IntacctBook, options: CompanyOptions) -> None:
    """Change the options in place: everyone holds on to the one object."""
    for name in _OPTIONS:
        setattr(book.options, name, getattr(options, name))
