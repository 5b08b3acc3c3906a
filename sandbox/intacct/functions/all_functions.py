"""Every function of the gateway by name."""

from sandbox.intacct.functions import (
    company,
    documents,
    generic,
    orders,
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
    **company.FUNCTIONS,
    **generic.FUNCTIONS,
    **documents.FUNCTIONS,
    **payments.FUNCTIONS,
    **orders.FUNCTIONS,
}
