"""The element order of every legacy function."""

from collections.abc import Mapping

from sandbox.intacct.wire.document_order import DOCUMENT_ORDER
from sandbox.intacct.wire.element_order import Sequenced
from sandbox.intacct.wire.order_order import ORDER_ORDER
from sandbox.intacct.wire.payment_order import PAYMENT_ORDER

LEGACY_ORDER: Mapping[str, Sequenced] = {**DOCUMENT_ORDER, **PAYMENT_ORDER, **ORDER_ORDER}
