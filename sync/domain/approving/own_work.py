"""Telling whether a person in Slack is the one whom a ledger names.

GUESSED: neither ledger knows Slack. Re-Leased names people as they are called, Intacct by the number or login
of a user; who that is can only be told from likeness. In doubt two names are taken to be one person: refusing
somebody who may is a nuisance, letting somebody approve their own is worse.
"""

import re
import unicodedata
from collections.abc import Iterable

_LETTERS = re.compile(r"[a-z0-9]+")


def is_own_work(known_as: Iterable[str], changers: Iterable[str]) -> bool:
    """Whether any of the names that a person is known by may be one of those who changed a document."""
    own = {form for name in known_as for form in _spellings(name)}
    return any(not own.isdisjoint(_spellings(changer)) for changer in changers)


def _spellings(name: str) -> frozenset[str]:
    """How a name is commonly written as a login: `Fiona Smith` is fionasmith, fsmith, fionas and fiona.

    Of an address only what stands before the `@` says who it is.
    """
    parts = _LETTERS.findall(_without_accents(name.partition("@")[0]).casefold())
    if not parts:
        return frozenset()
    if len(parts) == 1:
        return frozenset(parts)
    first, last = parts[0], parts[-1]
    return frozenset({"".join(parts), first + last, first[0] + last, first + last[0], first})


def _without_accents(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
