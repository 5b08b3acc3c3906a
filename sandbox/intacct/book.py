"""The book of the stand-in Sage Intacct: its records, and the rules a user works under."""

from sandbox.intacct.rules.orders import OrderRules


class IntacctBook(OrderRules):
    """One company's book.

    Records are found in the tables (`customers`, `invoices` and so on) by RECORDNO with `get` and
    by natural id with `named`, and changed only through the methods, which take `by`, the log-in
    name of the acting user, and raise `Refusal` where Intacct would refuse. Wrap several calls in
    `piece_of_work()` to have all of them or none.

    Args:
        storage: Keeps the records; call its `commit` to make changes lasting.
        clock: The ledgers' time.
        company_id: For example HARBOUR.
        company_name: For people.
        currency: The base and only currency, ISO 4217.
    """
