"""What a request costs, by Sage's own rule for API transactions."""

from collections.abc import Iterable

from sync.ledgers.intacct.wire.xml_text import Element, tag_of, text_at

_FREE = frozenset({"getAPISession"})  # a guess: what only signs in reads and writes no record
_ONE_FOR_EACH_RECORD = frozenset({"create", "update"})


def transactions_charged(functions: Iterable[Element]) -> int:
    """What functions that were carried out cost, in API transactions.

    Sage charges one for each record that is created, updated or deleted, its lines free, and one for each
    call that reads, whatever it returns (Sage Intacct, Web Services subscription). A legacy function
    writes one record. That signing in is free, and so is what failed, is assumed.
    """
    return sum(_charged(function) for function in functions)


def _charged(function: Element) -> int:
    name = tag_of(function)
    if name in _FREE:
        return 0
    if name in _ONE_FOR_EACH_RECORD:
        return len(function)
    if name == "delete":
        return len(text_at(function, "keys").split(","))
    return 1
