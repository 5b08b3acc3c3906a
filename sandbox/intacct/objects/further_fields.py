"""Fields that other programs ask for and nothing in the stand-in company fills, or that repeat others.

They are those that the Python package `sageintacctsdk` selects when it reads a whole object, so the
real gateway has them. What an empty one holds there is a guess.
"""

from collections.abc import Mapping
from typing import Any

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.objects.definition import FieldSpec, Reader, constant
from sandbox.intacct.objects.documents import record_url
from sandbox.intacct.tables import Table
from sandbox.intacct.wire.values import Kind

TEXT, INTEGER, BOOLEAN, CURRENCY, DATE = (
    Kind.TEXT,
    Kind.INTEGER,
    Kind.BOOLEAN,
    Kind.CURRENCY,
    Kind.DATE,
)


def further_fields(book: IntacctBook) -> Mapping[str, tuple[FieldSpec, ...]]:
    """The fields by the name of their object."""
    return {
        **_PARTS,
        "DEPARTMENT": (*_parent(book.dimensions["DEPARTMENT"]), *_DEPARTMENT),
        "CLASS": (*_parent(book.dimensions["CLASS"]), _url(book, "CLASS")),
        "PROJECT": (*_parent(book.dimensions["PROJECT"]), *_project_customer(book), *_PROJECT),
        "CUSTOMER": (*_parent(book.customers), *_CUSTOMER),
        "VENDOR": (*_parent(book.vendors), *_vendor_account(book), *_VENDOR),
        "LOCATIONENTITY": (_url(book, "LOCATIONENTITY"), *_ENTITY),
        "ARINVOICEITEM": (*_line_accounts(book), *_INVOICE_LINE),
        "ARPYMT": (*_bank(book), *_PAYMENT),
    }


def _of(table: Table[Any], natural_id: str, attribute: str) -> Reader:
    """Reads an attribute of the record of `table` that a row names in its `natural_id`."""

    def read(row: Any) -> Any:
        found = table.named(getattr(row, natural_id))
        return None if found is None else getattr(found, attribute)

    return read


def _parent(table: Table[Any]) -> tuple[FieldSpec, ...]:
    return (
        ("PARENTKEY", INTEGER, _of(table, "parent_id", "record_no")),
        ("PARENTNAME", TEXT, _of(table, "parent_id", "name")),
    )


def _url(book: IntacctBook, object_name: str) -> FieldSpec:
    return ("RECORD_URL", TEXT, lambda row: record_url(book, object_name, row.record_no))


def _project_customer(book: IntacctBook) -> tuple[FieldSpec, ...]:
    return (
        ("CUSTOMERKEY", INTEGER, _of(book.customers, "customer_id", "record_no")),
        ("CUSTOMERNAME", TEXT, _of(book.customers, "customer_id", "name")),
    )


def _vendor_account(book: IntacctBook) -> tuple[FieldSpec, ...]:
    return (("APACCOUNTTITLE", TEXT, _of(book.accounts, "account_no", "title")),)


def _line_accounts(book: IntacctBook) -> tuple[FieldSpec, ...]:
    def of_line(natural_id: str, attribute: str) -> Reader:
        read = _of(book.accounts, natural_id, attribute)
        return lambda row: read(row.line)

    return (
        ("ACCOUNTKEY", INTEGER, of_line("account_no", "record_no")),
        ("ACCOUNTTITLE", TEXT, of_line("account_no", "title")),
        ("OFFSETACCOUNTKEY", INTEGER, of_line("offset_account_no", "record_no")),
        ("OFFSETGLACCOUNTTITLE", TEXT, of_line("offset_account_no", "title")),
        ("RECORDTYPE", TEXT, constant("ri")),
    )


def _bank(book: IntacctBook) -> tuple[FieldSpec, ...]:
    return (
        ("FINANCIALACCOUNTNAME", TEXT, "financial_entity"),
        ("FINANCIALACCOUNTCURRENCY", TEXT, constant(book.currency)),
        ("BILLTOPAYTONAME", TEXT, _of(book.customers, "party_id", "bill_to")),
    )


def _empty(kind: Kind, names: str) -> tuple[FieldSpec, ...]:
    value = "" if kind is TEXT else False if kind is BOOLEAN else None
    return tuple((name, kind, constant(value)) for name in names.split())


_DEPARTMENT = _empty(TEXT, "SUPERVISORNAME CUSTTITLE")
_PROJECT = _empty(
    TEXT,
    "PROJECTCATEGORY PROJECTSTATUS PROJECTTYPE DEPARTMENTNAME LOCATIONID LOCATIONNAME BUDGETID",
)
_CUSTOMER = (
    *_empty(TEXT, "CUSTREPNAME GLGROUP CUSTMESSAGEID"),
    *_empty(INTEGER, "GLGRPKEY"),
    *_empty(BOOLEAN, "ONETIME"),
    ("OBJECTRESTRICTION", Kind.ENUM, constant("Unrestricted")),
)
_VENDOR = _empty(TEXT, "VENDORACCOUNTNO ACCOUNTLABEL")
_ENTITY = (
    *_empty(
        TEXT,
        "REPORTPRINTAS SUPERVISORID FIRSTMONTH FIRSTMONTHTAX WEEKSTART FEDERALID CUSTOMERID "
        "CUSTOMERNAME VENDORID VENDORNAME LEGALNAME LEGALADDRESS1 LEGALADDRESS2 LEGALCITY "
        "LEGALSTATE LEGALZIPCODE LEGALCOUNTRY ADDRESSCOUNTRYDEFAULT",
    ),
    *_empty(DATE, "STARTDATE ENDDATE"),
    *_empty(BOOLEAN, "HAS_IE_RELATION ENABLELEGALCONTACT"),
)
_INVOICE_LINE = (
    *_empty(
        TEXT,
        "DEFERREDREVACCTNO DEFERREDREVACCTTITLE BASELOCATION BILLABLECONTRACTUSAGEBILLINGID "
        "RETAINAGE_OFFSETGLACCOUNTNO PROJECTCONTRACTID PROJECTCONTRACTLINEID PROJECTCONTRACTNAME "
        "PROJECTCONTRACTLINENAME AMORTIZATIONTEMPLATEID ORIGDOCID ORIGDOCLINEID EMPLOYEEID "
        "EMPLOYEENAME CONTRACTID CONTRACTNAME",
    ),
    *_empty(
        INTEGER,
        "ACCOUNTLABELKEY ALLOCATIONKEY REVRECTEMPLATEKEY DEFERREDREVACCTKEY PROJECTCONTRACTKEY "
        "PROJECTCONTRACTLINEKEY BILLABLECONTRACTSCHENTRYKEY AMORTIZATIONTEMPLATEKEY ORIGDOCKEY "
        "ORIGDOCLINEKEY EMPLOYEEDIMKEY CONTRACTDIMKEY",
    ),
    *_empty(
        CURRENCY,
        "TRX_DISCOUNTAPPLIED RETAINAGEPERCENTAGE TRX_AMOUNTRETAINED AMOUNTRETAINED "
        "TRX_AMOUNTRELEASED",
    ),
    *_empty(DATE, "REVRECSTARTDATE REVRECENDDATE AMORTIZATIONSTARTDATE AMORTIZATIONENDDATE"),
    *_empty(BOOLEAN, "DEFERREVENUE ISRETAINAGERELEASE ISSUMMARIZED"),
)
_PAYMENT = (
    *_empty(TEXT, "FINANCIALENTITYTYPE SUMMARYTITLE TAXSOLUTIONID SUPDOCID"),
    *_empty(INTEGER, "PAYMENTMETHODKEY BILLTOPAYTOKEY"),
)
_PARTS: Mapping[str, tuple[FieldSpec, ...]] = {
    "CONTACT": (
        *_empty(TEXT, "TAXGROUP.NAME"),
        *_empty(INTEGER, "TAXGROUP.RECORDNO"),
        ("VISIBLE", BOOLEAN, constant(True)),
    ),
    "CHECKINGACCOUNT": _empty(
        TEXT,
        "BANKACCOUNTNO BANKNAME ROUTINGNO BRANCHID BANKACCOUNTTYPE DEPARTMENTID LOCATIONID "
        "ACHBANKID COMPANYNAME",
    ),
    "TAXDETAIL": _empty(CURRENCY, "MINTAXABLE MAXTAXABLE MINTAX MAXTAX"),
    "TAXSOLUTION": (
        *_empty(
            TEXT,
            "TYPE ARADVANCEOFFSETACCT ARADVANCEOFFSETACCTTITLE GLACCOUNTPURCHASE "
            "GLACCOUNTPURCHASETITLE GLACCOUNTSALE GLACCOUNTSALETITLE ALTSETUP SUBMISSIONPROCESS",
        ),
        *_empty(INTEGER, "ARADVANCEOFFSETACCTKEY GLACCOUNTPURCHASEKEY GLACCOUNTSALEKEY"),
        *_empty(DATE, "STARTDATE LASTUPDATE"),
    ),
    "ARINVOICE": (
        *_empty(TEXT, "CUSTMESSAGEID CUSTMESSAGE.MESSAGE"),
        *_empty(CURRENCY, "TOTALRETAINED"),
    ),
    "APBILL": (
        *_empty(DATE, "RECPAYMENTDATE"),
        *_empty(TEXT, "PAYMENTPRIORITY"),
        *_empty(BOOLEAN, "ONHOLD"),
    ),
}
