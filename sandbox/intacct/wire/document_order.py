"""The element order of the legacy functions for invoices, bills and adjustments."""

from collections.abc import Mapping

from sandbox.intacct.wire.element_order import Places, Sequenced

_DATE = Sequenced(("year", "month", "day"), frozenset({"year", "month", "day"}))
CURRENCY = ("basecurr", "currency", "exchratedate", "exchratetype", "exchrate")
_TAX_ENTRIES = Sequenced(
    ("taxentry",),
    repeated=frozenset({"taxentry"}),
    inner={"taxentry": Sequenced(("detailid", "trx_tax"), frozenset({"detailid"}))},
)
_LINE_PLACES: Places = (
    ("accountlabel", "glaccountno"),
    "offsetglaccountno",
    ("amount", "totaltrxamount"),
    "allocationid",
    "memo",
    "locationid",
    "departmentid",
    "item1099",
    "key",
    "totalpaid",
    "totaldue",
    "customfields",
    "revrectemplate",
    "defrevaccount",
    "revrecstartdate",
    "revrecenddate",
    "projectid",
    "taskid",
    "costtypeid",
    "customerid",
    "vendorid",
    "employeeid",
    "itemid",
    "classid",
    "contractid",
    "warehouseid",
    "billable",
    "taxentries",
)
_NEW_LINE = Sequenced(_LINE_PLACES, frozenset({"amount"}), inner={"taxentries": _TAX_ENTRIES})
_EDITED_LINE = Sequenced(_LINE_PLACES, inner={"taxentries": _TAX_ENTRIES})
DATES = dict.fromkeys(
    (
        *("datecreated", "dateposted", "datedue", "datereversed", "datereceived", "paymentdate"),
        *("origdocdate", "exchratedate"),
    ),
    _DATE,
)


def _create(items: str, *places: str | tuple[str, ...]) -> Sequenced:
    """A create function: the places up to the currency, then what all of them end with."""
    party = str(places[0])
    return Sequenced(
        (*places, *CURRENCY, "nogl", "supdocid", ("taxsolutionid", "customfields"), items),
        frozenset({party, "datecreated", items}),
        inner={
            **DATES,
            items: Sequenced(
                ("lineitem",),
                frozenset({"lineitem"}),
                frozenset({"lineitem"}),
                {"lineitem": _NEW_LINE},
            ),
        },
    )


def _update(items: str, *places: str | tuple[str, ...]) -> Sequenced:
    return Sequenced(
        (*places, *CURRENCY, "supdocid", ("taxsolutionid", "customfields"), items),
        inner={
            **DATES,
            items: Sequenced(
                (("updatelineitem", "lineitem"),),
                repeated=frozenset({"updatelineitem", "lineitem"}),
                inner={"updatelineitem": _EDITED_LINE, "lineitem": _NEW_LINE},
            ),
        },
    )


_REVERSE = Sequenced(("datereversed", "description"), frozenset({"datereversed"}), inner=DATES)
_INVOICE_HEAD = ("datecreated", "dateposted", "datedue", "termname", ("batchkey", "action"))
_INVOICE_NAMES = ("invoiceno", "ponumber", "onhold", "description")
_BILL_NAMES = ("billno", "ponumber", "onhold", "description")
_ADJUSTMENT_HEAD = ("datecreated", "dateposted", "batchkey", "adjustmentno", "action")

DOCUMENT_ORDER: Mapping[str, Sequenced] = {
    "create_invoice": _create(
        *("invoiceitems", "customerid", *_INVOICE_HEAD, *_INVOICE_NAMES),
        *("externalid", "billto", "shipto"),
    ),
    "update_invoice": _update(
        *("updateinvoiceitems", "customerid", *_INVOICE_HEAD, *_INVOICE_NAMES),
        *("payto", "returnto"),
    ),
    "create_bill": _create(
        *("billitems", "vendorid", *_INVOICE_HEAD, *_BILL_NAMES),
        *("externalid", "payto", "returnto"),
    ),
    "update_bill": _update(
        *("updatebillitems", "vendorid", *_INVOICE_HEAD, *_BILL_NAMES),
        *("payto", "returnto"),
    ),
    "create_aradjustment": _create(
        *("aradjustmentitems", "customerid", *_ADJUSTMENT_HEAD),
        *("invoiceno", "description", "externalid"),
    ),
    "update_aradjustment": _update(
        *("updatearadjustmentitems", "customerid", *_ADJUSTMENT_HEAD),
        *("invoiceno", "description"),
    ),
    "create_apadjustment": _create(
        *("apadjustmentitems", "vendorid", *_ADJUSTMENT_HEAD),
        *("billno", "description", "externalid"),
    ),
    "update_apadjustment": _update(
        *("updateapadjustmentitems", "vendorid", *_ADJUSTMENT_HEAD),
        *("billno", "description"),
    ),
    "reverse_invoice": _REVERSE,
    "reverse_bill": _REVERSE,
    **{
        f"{verb}_{noun}": Sequenced(())
        for verb in ("delete", "get")
        for noun in ("invoice", "bill", "aradjustment", "apadjustment")
    },
}
