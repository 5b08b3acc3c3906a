"""Tenants, other customers and suppliers, each first entered in exactly one ledger."""

from itertools import count

from sandbox.seed import names
from sandbox.seed.names import NameSource
from sandbox.seed.portfolio import BornIn, Party

_FIRST_CONTACT = 501
_FIRST_CUSTOMER = 1001
_FIRST_VENDOR = 2001


def tenants(source: NameSource, *, how_many: int) -> tuple[Party, ...]:
    """Tenants under a lease: entered in Re-Leased, where the leases are."""
    numbers = count(_FIRST_CONTACT)
    return tuple(
        _party(
            source,
            number=str(next(numbers)),
            trades=names.TENANT_TRADES,
            is_supplier=False,
            born_in=BornIn.RE_LEASED,
        )
        for _ in range(how_many)
    )


def customers(source: NameSource, *, how_many: int) -> tuple[Party, ...]:
    """Debtors without a lease (car parks, masts, hoardings): entered in Intacct."""
    return tuple(
        _party(
            source,
            number=f"C-{_FIRST_CUSTOMER + position}",
            trades=names.CUSTOMER_TRADES,
            is_supplier=False,
            born_in=BornIn.INTACCT,
        )
        for position in range(how_many)
    )


def suppliers(
    source: NameSource, *, in_intacct: int, in_re_leased: int, first_contact: int
) -> tuple[Party, ...]:
    """Suppliers of both ledgers; Re-Leased's take contact numbers from `first_contact` on."""
    entered = [(f"V-{_FIRST_VENDOR + position}", BornIn.INTACCT) for position in range(in_intacct)]
    entered += [
        (str(first_contact + position), BornIn.RE_LEASED) for position in range(in_re_leased)
    ]
    return tuple(
        _party(
            source,
            number=number,
            trades=names.SUPPLIER_TRADES,
            is_supplier=True,
            born_in=born_in,
        )
        for number, born_in in entered
    )


def next_contact_number(tenants_made: tuple[Party, ...]) -> int:
    """The first Re-Leased contact number that no tenant has."""
    return _FIRST_CONTACT + len(tenants_made)


def _party(
    source: NameSource,
    *,
    number: str,
    trades: tuple[str, ...],
    is_supplier: bool,
    born_in: BornIn,
) -> Party:
    name = source.firm(trades)
    first_name, last_name = source.person()
    return Party(
        number=number,
        name=name,
        trading_name=names.trading_name(name),
        first_name=first_name,
        last_name=last_name,
        email=names.email_address(first_name, name),
        telephone=source.telephone(),
        address=source.address(),
        is_supplier=is_supplier,
        born_in=born_in,
    )
