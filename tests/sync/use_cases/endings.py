"""How people end, take back and archive records in the two stand-in ledgers."""

from sandbox.re_leased.document_records import Status
from sandbox.re_leased.fields import ContactFields
from sandbox.re_leased.records import Contact
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS, Bridge
from tests.sync.use_cases.people import twin_of


def deleted_in_intacct(bridge: Bridge, number: str) -> None:
    """Intacct lets a draft be deleted always, and an unpaid invoice where the company does not reverse them."""
    bridge.intacct.options.enable_reversal_of_unpaid_invoices = False
    made = next(one for one in bridge.intacct.invoices if one.record_id == number)
    bridge.intacct.delete_invoice(made.record_no, by=FIONA)


def ended_in_re_leased(bridge: Bridge, number: str) -> None:
    """Whatever ends it there: an approved invoice is voided, one that awaits approval is rejected."""
    twin, documents = twin_of(bridge, number), bridge.re_leased.documents
    if documents.get(COMPANY, twin).status is Status.APPROVED:
        documents.void(COMPANY, twin, by=MARCUS)
    else:
        documents.reject(COMPANY, twin, by=MARCUS)


def draft_deleted_in_re_leased(bridge: Bridge, number: str) -> None:
    """Taken back to a draft, which may be deleted."""
    twin = twin_of(bridge, number)
    bridge.re_leased.documents.reset_to_draft(COMPANY, twin, by=MARCUS)
    bridge.re_leased.documents.delete(COMPANY, twin, by=MARCUS)


def contact_in_re_leased(bridge: Bridge, name: str) -> Contact:
    """The contact of this name, as it stands now."""
    shelf = bridge.re_leased.contacts.shelf.every(COMPANY)
    return next(contact for contact in shelf if contact.name == name)


def contact_edited_in_re_leased(bridge: Bridge, name: str, fields: ContactFields) -> None:
    contact = contact_in_re_leased(bridge, name)
    bridge.re_leased.contacts.edit(COMPANY, contact.id, fields, by=MARCUS)
