"""What people do while a story is told: in Intacct, in Re-Leased and in our own system."""

from collections.abc import Mapping

from tests.simulation.people.acting import Act
from tests.simulation.people.deciding import DECIDING
from tests.simulation.people.disagreeing import DISAGREEING
from tests.simulation.people.documents import DOCUMENTS
from tests.simulation.people.masters import MASTERS
from tests.simulation.people.money import MONEY
from tests.simulation.people.orders import ORDERS

ACTS: Mapping[str, Act] = {**DOCUMENTS, **DISAGREEING, **MONEY, **MASTERS, **DECIDING}
"""What people do in any company."""

ORDER_ACTS: Mapping[str, Act] = {**MONEY, **MASTERS, **DECIDING, **ORDERS}
"""What people do where documents are kept in Order Entry and Purchasing."""

ALL_ACTS: Mapping[str, Act] = {**ACTS, **ORDER_ACTS}
"""By name: everything that people do."""
