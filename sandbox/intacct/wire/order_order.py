"""The element order of the legacy functions of Order Entry and Purchasing."""

from collections.abc import Mapping

from sandbox.intacct.wire.document_order import CURRENCY, DATES
from sandbox.intacct.wire.element_order import Places, Sequenced

_SUBTOTAL: Places = (
    "description",
    "total",
    "absval",
    "percentval",
    "locationid",
    "departmentid",
    "projectid",
    "customerid",
    "vendorid",
    "employeeid",
    "classid",
    "itemid",
    "contractid",
    "customfields",
)
_LINE_HEAD: Places = ("itemid", "itemdesc", "taxable", "warehouseid", "quantity", "unit")
_PLACE: Places = ("locationid", ("linesubtotals", "taxentries"), "departmentid", "memo")
_DIMENSIONS: Places = (
    *("projectid", "taskid", "costtypeid", "customerid", "vendorid", "employeeid", "classid"),
    "contractid",
)
_SALE_LINE: Places = (
    "bundlenumber",
    *_LINE_HEAD,
    "linelevelsimpletaxtype",
    "discountpercent",
    "price",
    "sourcelinekey",
    "discsurchargememo",
    *_PLACE,
    "itemdetails",
    "customfields",
    *("revrectemplate", "revrecstartdate", "revrecenddate", "renewalmacro"),
    *_DIMENSIONS,
    *("fulfillmentstatus", "taskno", "billingtemplate"),
)
_PURCHASE_LINE: Places = (
    *_LINE_HEAD,
    "linelevelsimpletaxtype",
    "price",
    "sourcelinekey",
    "overridetaxamount",
    "tax",
    *_PLACE,
    *("itemdetails", "form1099", "customfields"),
    *_DIMENSIONS,
    *("billable", "deliverto", "taxscheduleid"),
)
_TAIL: Places = ("supdocid", "externalid", *CURRENCY, "vsoepricelist", "customfields", "state")
_SALE_HEAD: Places = ("message", "shippingmethod", "shipto", "billto", *_TAIL, "projectid")
_PURCHASE_HEAD: Places = ("message", "shippingmethod", "returnto", "payto", "deliverto", *_TAIL)


def _create(items: str, line: Places, head: Places, party: str, *names: str) -> Sequenced:
    return Sequenced(
        (
            *("transactiontype", "datecreated", "dateposted", "createdfrom", party),
            *names,
            *head,
            "taxsolutionid",
            f"{items}s",
            "subtotals",
        ),
        frozenset({"transactiontype", "datecreated", party, f"{items}s"}),
        inner={
            **DATES,
            f"{items}s": _list_of(items, line, frozenset({"itemid", "quantity"})),
            "subtotals": _list_of("subtotal", _SUBTOTAL, frozenset({"description", "total"})),
        },
    )


def _update(items: str, line: Places, head: Places, *names: str) -> Sequenced:
    both = frozenset({f"update{items}", items})
    return Sequenced(
        (
            *("datecreated", "dateposted", *names, *head),
            "taxsolutionid",
            f"update{items}s",
            "updatesubtotals",
        ),
        inner={
            **DATES,
            f"update{items}s": Sequenced(
                ((f"update{items}", items),),
                repeated=both,
                inner={name: Sequenced(line) for name in both},
            ),
            "updatesubtotals": _list_of("updatesubtotal", _SUBTOTAL, frozenset({"description"})),
        },
    )


def _list_of(name: str, places: Places, required: frozenset[str]) -> Sequenced:
    inner = {name: Sequenced(places, required)}
    return Sequenced((name,), frozenset(), frozenset({name}), inner)


ORDER_ORDER: Mapping[str, Sequenced] = {
    "create_sotransaction": _create(
        *("sotransitem", _SALE_LINE, _SALE_HEAD, "customerid"),
        *("documentno", "origdocdate", "referenceno", "termname", "datedue"),
    ),
    "create_potransaction": _create(
        *("potransitem", _PURCHASE_LINE, _PURCHASE_HEAD, "vendorid"),
        *("documentno", "referenceno", "vendordocno", "termname", "datedue"),
    ),
    "update_sotransaction": _update(
        *("sotransitem", _SALE_LINE, _SALE_HEAD),
        *("referenceno", "termname", "datedue", "origdocdate"),
    ),
    "update_potransaction": _update(
        *("potransitem", _PURCHASE_LINE, _PURCHASE_HEAD),
        *("referenceno", "vendordocno", "termname", "datedue"),
    ),
    "delete_sotransaction": Sequenced(()),
    "delete_potransaction": Sequenced(()),
}
