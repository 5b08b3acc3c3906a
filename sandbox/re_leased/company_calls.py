"""Calls about companies and their accounting connection."""

import msgspec

from sandbox.re_leased.book import ReLeasedBook
from sandbox.re_leased.companies import GROUP
from sandbox.re_leased.endpoint import Answer, Call, Endpoint
from sandbox.re_leased.fields import ConnectionFields
from sandbox.re_leased.listing import Lister
from sandbox.re_leased.records import Company


def endpoints(book: ReLeasedBook) -> list[Endpoint]:
    """Everything that can be asked about companies."""
    lister = Lister(shelf=book.companies.shelf, filters={}, sort_fields={"name": "name"})

    def list_companies(call: Call) -> Answer:
        answer = lister.answer(GROUP, call.query)
        visible = call.visible_companies
        answer["data"] = [
            _as_shown(company)
            for company in answer["data"]
            if visible is None or company.id in visible
        ]
        return Answer(answer)

    def get(call: Call) -> Answer:
        return Answer(_as_shown(book.companies.get(call.company_id)))

    def connect(call: Call) -> Answer:
        call.require_version(book.companies.get(call.company_id))
        wanted = call.read(ConnectionFields)
        return Answer(_as_shown(book.companies.connect(call.company_id, wanted, by=call.by)))

    return [
        Endpoint("GET", "/companies", list_companies),
        Endpoint("GET", "/companies/{company_id}", get),
        Endpoint("PUT", "/companies/{company_id}/accounting-connection", connect),
    ]


def _as_shown(company: Company) -> Company:
    """All companies stand on one shelf; each shows itself as its company."""
    return msgspec.structs.replace(company, company_id=company.id)
