"""Calls that put external references on records of any kind."""

from collections.abc import Callable
from typing import Protocol

import msgspec

from sandbox.re_leased import external_references
from sandbox.re_leased.endpoint import Answer, Call, Endpoint
from sandbox.re_leased.fields import ReferenceFields
from sandbox.re_leased.records import Actor, Record
from sandbox.re_leased.shelf import RecordType, Shelf


class Link(Protocol):
    """Puts a reference on a record of a company."""

    def __call__(
        self, company_id: str, record_id: str, reference: ReferenceFields, /, *, by: Actor
    ) -> Record:
        """Return the record with the reference."""


def linking(path: str, get: Callable[[str, str], Record], link: Link) -> Endpoint:
    """Putting a reference of the system named in the path; answered with the whole record."""

    def act(call: Call) -> Answer:
        call.require_version(get(call.company_id, call.record_id))
        sent = call.read(ReferenceFields)
        reference = msgspec.structs.replace(sent, system=call.parameters["system"])
        return Answer(link(call.company_id, call.record_id, reference, by=call.by))

    return Endpoint(
        "PUT", f"/companies/{{company_id}}/{path}/{{record_id}}/external-refs/{{system}}", act
    )


def linking_shelf(path: str, shelf: Shelf[RecordType], *, what: str) -> Endpoint:
    """Putting references on a kind of record that no further rule stands for."""

    def get(company_id: str, record_id: str) -> RecordType:
        return shelf.get(company_id, record_id, what=what)

    def link(
        company_id: str, record_id: str, reference: ReferenceFields, /, *, by: Actor
    ) -> RecordType:
        record = get(company_id, record_id)
        return external_references.link(shelf, record, reference, by=by)

    return linking(path, get, link)
