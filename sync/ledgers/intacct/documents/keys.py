"""What other records call a document: a name that stays when Order Entry or Purchasing makes it anew.

Every edit of their documents deletes the AR or AP record and makes another one, with another RECORDNO.
Source: Sage's developer guide on AR invoices.
"""

from sync.domain.modules import PURCHASE_ORDER_KEY, SALES_ORDER_KEY
from sync.ledgers.intacct.reading.query import KEY
from sync.ledgers.intacct.wire.envelope import Row

KEY_FIELDS = ("MODULEKEY", "DESCRIPTION2")
"""What must be read of a document, besides RECORDNO, to know its key."""

_PREFIXES = {"8.SO": SALES_ORDER_KEY, "9.PO": PURCHASE_ORDER_KEY}


def document_key(row: Row) -> str:
    """The key of an invoice, bill or adjustment: `SO:` or `PO:` and the document it was born of, else RECORDNO.

    That DESCRIPTION2 holds the DOCID of that document is a guess.
    """
    born_of = row["DESCRIPTION2"]
    if not born_of or (module := row["MODULEKEY"]) not in _PREFIXES:
        return row[KEY]
    return order_key(module, born_of)


def order_key(module: str, doc_id: str) -> str:
    """The key of the document of this DOCID that `module`, `8.SO` or `9.PO`, keeps."""
    return f"{_PREFIXES[module]}{doc_id}"


def order_document_in(key: str) -> str:
    """The DOCID in a key such as `SO:Sales Invoice-INV-0042`; empty where the key is a RECORDNO."""
    return key[3:] if key.startswith(tuple(_PREFIXES.values())) else ""
