"""The element order of every legacy function."""

from collections.abc import Mapping

from sandbox.intacct.wire.document_order import DOCUMENT_ORDER
from sandbox.intacct.wire.element_order import Sequenced

LEGACY_ORDER: Mapping[str, Sequenced] = {**DOCUMENT_ORDER}
