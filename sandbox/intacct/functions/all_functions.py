"""Every function of the gateway by name."""

from sandbox.intacct.functions import (
    audit_trail,
    company,
    describing,
    documents,
    generic,
    legacy_deletes,
    legacy_lists,
    legacy_payments,
    orders,
    paging,
    payments,
    query,
    reading,
    session,
)
from sandbox.intacct.functions.registry import Registry

REGISTRY: Registry = {
    **session.FUNCTIONS,
    **query.FUNCTIONS,
    **reading.FUNCTIONS,
    **paging.FUNCTIONS,
    **describing.FUNCTIONS,
    **company.FUNCTIONS,
    **audit_trail.FUNCTIONS,
    **generic.FUNCTIONS,
    **legacy_deletes.FUNCTIONS,
    **documents.FUNCTIONS,
    **payments.FUNCTIONS,
    **legacy_payments.FUNCTIONS,
    **legacy_lists.FUNCTIONS,
    **orders.FUNCTIONS,
}
