"""Calls about accounts, tax types and property tracking."""

from sandbox.re_leased.book import ReLeasedBook
from sandbox.re_leased.endpoint import Answer, Call, Endpoint, list_of, one_of
from sandbox.re_leased.fields import AccountFields, CategoryFields, OptionFields, TaxTypeFields
from sandbox.re_leased.linking_calls import linking_shelf
from sandbox.re_leased.listing import Lister
from sandbox.re_leased.reference_records import Account, TaxType, TrackingCategory


def endpoints(book: ReLeasedBook) -> list[Endpoint]:
    """Everything that can be asked about financial settings."""
    return [*_accounts(book), *_tax_types(book), *_tracking(book)]


def _accounts(book: ReLeasedBook) -> list[Endpoint]:
    shelf = book.reference_data.accounts

    def get(company_id: str, code: str) -> Account:
        return shelf.get(company_id, code, what="account")

    def put(call: Call) -> Answer:
        call.require_version(shelf.find(call.company_id, call.record_id))
        fields = call.read(AccountFields)
        return Answer(
            book.reference_data.put_account(call.company_id, call.record_id, fields, by=call.by)
        )

    return [
        list_of("accounts", Lister(shelf, {}, {"name": "name"})),
        one_of("accounts", get),
        Endpoint("PUT", "/companies/{company_id}/accounts/{record_id}", put),
        linking_shelf("accounts", shelf, what="account"),
    ]


def _tax_types(book: ReLeasedBook) -> list[Endpoint]:
    shelf = book.reference_data.tax_types

    def get(company_id: str, code: str) -> TaxType:
        return shelf.get(company_id, code, what="tax type")

    def put(call: Call) -> Answer:
        call.require_version(shelf.find(call.company_id, call.record_id))
        fields = call.read(TaxTypeFields)
        return Answer(
            book.reference_data.put_tax_type(call.company_id, call.record_id, fields, by=call.by)
        )

    return [
        list_of("tax-types", Lister(shelf, {}, {"name": "display_name"})),
        one_of("tax-types", get),
        Endpoint("PUT", "/companies/{company_id}/tax-types/{record_id}", put),
        linking_shelf("tax-types", shelf, what="tax type"),
    ]


def _tracking(book: ReLeasedBook) -> list[Endpoint]:
    shelf = book.reference_data.categories

    def get(company_id: str, category_id: str) -> TrackingCategory:
        return shelf.get(company_id, category_id, what="tracking category")

    def put(call: Call) -> Answer:
        call.require_version(shelf.find(call.company_id, call.record_id))
        fields = call.read(CategoryFields)
        return Answer(
            book.reference_data.put_category(call.company_id, call.record_id, fields, by=call.by)
        )

    def put_option(call: Call) -> Answer:
        call.require_version(get(call.company_id, call.record_id))
        fields = call.read(OptionFields)
        option_id = call.parameters["option_id"]
        category = book.reference_data.put_option(
            call.company_id, call.record_id, option_id, fields, by=call.by
        )
        return Answer(category)

    one = "/companies/{company_id}/tracking-categories/{record_id}"
    return [
        list_of("tracking-categories", Lister(shelf, {}, {"name": "name"})),
        one_of("tracking-categories", get),
        Endpoint("PUT", one, put),
        Endpoint("PUT", f"{one}/options/{{option_id}}", put_option),
        linking_shelf("tracking-categories", shelf, what="tracking category"),
    ]
