"""External references: what a record is called in the books, each name used once."""

from collections.abc import Sequence
from datetime import date

from sandbox.re_leased.companies import Companies
from sandbox.re_leased.fields import ReferenceFields
from sandbox.re_leased.records import Actor, ExternalReference
from sandbox.re_leased.refusal import Refusal, broken_rule
from sandbox.re_leased.shelf import RecordType, Shelf


def require_free(
    shelf: Shelf[RecordType],
    company_id: str,
    references: Sequence[ReferenceFields],
    *,
    record_id: str | None = None,
) -> None:
    """An external record is linked to one record of a company only.

    Raises:
        Refusal: 409 `already_linked` when another record than `record_id` has the reference.
    """
    for wanted in references:
        for holder in shelf.linked(
            company_id, system=wanted.system, external_id=wanted.external_id
        ):
            if holder.id != record_id and _has(holder.external_refs, wanted):
                raise Refusal(
                    409,
                    "already_linked",
                    f"{wanted.entity} {wanted.external_id} of {wanted.system} is already linked "
                    f"to {holder.id}.",
                )


def require_within_sync(companies: Companies, company_id: str, *, dated: date) -> None:
    """Nothing dated before the connection's sync-from date is linked (Connect to Sage Intacct).

    Raises:
        Refusal: 422 `before_sync_from_date`.
    """
    start = companies.get(company_id).accounting_connection.sync_from_date
    if start is not None and dated < start:
        raise broken_rule(
            "before_sync_from_date",
            f"It is dated {dated}, before {start}, from when this company is synced.",
            field="externalRefs",
        )


def made(references: Sequence[ReferenceFields]) -> tuple[ExternalReference, ...]:
    """The references as records keep them."""
    return tuple(ExternalReference(**reference.given()) for reference in references)


def link(
    shelf: Shelf[RecordType], record: RecordType, reference: ReferenceFields, *, by: Actor
) -> RecordType:
    """Put a reference on a record, instead of the one of the same system and entity.

    That a second reference of the same entity replaces the first is assumed.

    Raises:
        Refusal: 409 `already_linked` when another record has it.
    """
    require_free(shelf, record.company_id, [reference], record_id=record.id)
    others = [
        known
        for known in record.external_refs
        if (known.system, known.entity) != (reference.system, reference.entity)
    ]
    return shelf.change(record, by=by, external_refs=(*others, *made([reference])))


def _has(references: Sequence[ExternalReference], wanted: ReferenceFields) -> bool:
    return any(
        (known.system, known.entity, known.external_id)
        == (wanted.system, wanted.entity, wanted.external_id)
        for known in references
    )
