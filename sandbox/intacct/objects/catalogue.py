"""All objects that can be asked for, by name."""

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.objects.audit import audit_objects
from sandbox.intacct.objects.definition import Catalogue
from sandbox.intacct.objects.documents import document_objects
from sandbox.intacct.objects.masters import master_objects
from sandbox.intacct.objects.old_payments import old_payment_objects
from sandbox.intacct.objects.orders import order_objects
from sandbox.intacct.objects.parties import party_objects
from sandbox.intacct.objects.payments import payment_objects


def catalogue_of(book: IntacctBook) -> Catalogue:
    """Definitions of every object of `book`, by upper-case name."""
    families = (
        master_objects,
        party_objects,
        document_objects,
        payment_objects,
        old_payment_objects,
        order_objects,
        audit_objects,
    )
    return {definition.name: definition for family in families for definition in family(book)}
