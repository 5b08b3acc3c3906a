"""Which element of a generic create or update fills in which field of a form."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

import msgspec

from sandbox.intacct.forms import (
    AccountForm,
    ContactForm,
    DimensionValueForm,
    ItemForm,
    PartyForm,
    TaxDetailForm,
)
from sandbox.intacct.functions import without_effect
from sandbox.intacct.master_records import ITEM_TYPES
from sandbox.intacct.refusal import Refusal, business_rule
from sandbox.intacct.wire.tree import Element, text_of
from sandbox.intacct.wire.values import parse_boolean, parse_number

Form = TypeVar("Form", bound=msgspec.Struct)
Reader = Callable[[str], Any]
Filling = Mapping[str, tuple[str, Reader]]


def plain(text: str) -> str:
    """A text as it is."""
    return text


def _flag(text: str) -> bool:
    return parse_boolean(text or "false")


def _status(text: str) -> str:
    status = text.strip().lower()
    if status not in {"active", "inactive"}:
        raise ValueError(f"{text!r} is not a status")
    return status


def _item_type(text: str) -> str:
    """A label; that its code is taken too is a guess."""
    label = ITEM_TYPES.get(text, text)
    if label not in ITEM_TYPES.values():
        raise ValueError(f"{text!r} is not a type of item")
    return label


def _credit_limit(text: str) -> Any:
    return parse_number(text) if text.strip() else None


_STATUS: Filling = {"STATUS": ("status", _status)}
_CONTACT: Filling = {
    "CONTACTNAME": ("contact_name", plain),
    "PRINTAS": ("print_as", plain),
    "COMPANYNAME": ("company_name", plain),
    "PREFIX": ("prefix", plain),
    "FIRSTNAME": ("first_name", plain),
    "LASTNAME": ("last_name", plain),
    "INITIAL": ("initial", plain),
    "PHONE1": ("phone1", plain),
    "PHONE2": ("phone2", plain),
    "CELLPHONE": ("cellphone", plain),
    "PAGER": ("pager", plain),
    "FAX": ("fax", plain),
    "EMAIL1": ("email1", plain),
    "EMAIL2": ("email2", plain),
    "URL1": ("url1", plain),
    "URL2": ("url2", plain),
    "TAXID": ("tax_id", plain),
    "TAXABLE": ("taxable", _flag),
    **_STATUS,
    "MAILADDRESS.ADDRESS1": ("address1", plain),
    "MAILADDRESS.ADDRESS2": ("address2", plain),
    "MAILADDRESS.ADDRESS3": ("address3", plain),
    "MAILADDRESS.CITY": ("city", plain),
    "MAILADDRESS.STATE": ("state", plain),
    "MAILADDRESS.ZIP": ("zip_code", plain),
    "MAILADDRESS.COUNTRY": ("country", plain),
    "MAILADDRESS.COUNTRYCODE": ("country_code", plain),
}
_PARTY: Filling = {
    "CUSTOMERID": ("party_id", plain),
    "VENDORID": ("party_id", plain),
    "NAME": ("name", plain),
    **_STATUS,
    "CUSTTYPE": ("type_name", plain),
    "VENDTYPE": ("type_name", plain),
    "PARENTID": ("parent_id", plain),
    "TERMNAME": ("term_name", plain),
    "TAXID": ("tax_id", plain),
    "CURRENCY": ("currency", plain),
    "CREDITLIMIT": ("credit_limit", _credit_limit),
    "ONHOLD": ("on_hold", _flag),
    "ARACCOUNT": ("account_no", plain),
    "APACCOUNT": ("account_no", plain),
    "DELIVERY_OPTIONS": ("delivery_options", plain),
    "DELIVERYOPTIONS": ("delivery_options", plain),
    "COMMENTS": ("comments", plain),
    "BILLTO.CONTACTNAME": ("bill_to", plain),
    "SHIPTO.CONTACTNAME": ("ship_to", plain),
    "PAYTO.CONTACTNAME": ("bill_to", plain),
    "RETURNTO.CONTACTNAME": ("ship_to", plain),
}
_ACCOUNT: Filling = {
    "ACCOUNTNO": ("account_no", plain),
    "TITLE": ("title", plain),
    "ACCOUNTTYPE": ("account_type", plain),
    "NORMALBALANCE": ("normal_balance", plain),
    "CLOSINGTYPE": ("closing_type", plain),
    "CLOSINGACCOUNTNO": ("closing_account_no", plain),
    "ALTERNATIVEACCOUNT": ("alternative_account", plain),
    "CATEGORY": ("category", plain),
    **_STATUS,
    "TAXABLE": ("taxable", _flag),
    "REQUIREDEPT": ("require_department", _flag),
    "REQUIRELOC": ("require_location", _flag),
    "REQUIRECLASS": ("require_class", _flag),
    "REQUIREPROJECT": ("require_project", _flag),
}
_TAX_DETAIL: Filling = {
    "DETAILID": ("detail_id", plain),
    "DESCRIPTION": ("description", plain),
    "TAXTYPE": ("tax_type", plain),
    "VALUE": ("value", parse_number),
    "GLACCOUNT": ("account_no", plain),
    "TAXAUTHORITY": ("tax_authority", plain),
    "TAXSOLUTIONID": ("tax_solution_id", plain),
    "TAXRATE": ("tax_rate", plain),
    "REVERSECHARGE": ("reverse_charge", _flag),
    **_STATUS,
}
_DIMENSION: Filling = {
    "DEPARTMENTID": ("code", plain),
    "LOCATIONID": ("code", plain),
    "CLASSID": ("code", plain),
    "PROJECTID": ("code", plain),
    "NAME": ("name", plain),
    "TITLE": ("name", plain),
    "PARENTID": ("parent_id", plain),
    "DESCRIPTION": ("description", plain),
    "CURRENCY": ("currency", plain),
    "CUSTOMERID": ("customer_id", plain),
    **_STATUS,
}


_ITEM: Filling = {
    "ITEMID": ("code", plain),
    "NAME": ("name", plain),
    "ITEMTYPE": ("item_type", _item_type),
    "INVACCTKEY": ("inventory_account_no", plain),
    "COGSACCTKEY": ("cost_account_no", plain),
    "PRODUCTLINEID": ("product_line", plain),
    "ALLOWMULTIPLETAXGRPS": ("multiple_tax_groups", _flag),
    "MRR": ("monthly_recurring", _flag),
    "GLGROUP": ("gl_group", plain),
    "TAXABLE": ("taxable", _flag),
    "TAXGROUP": ("tax_group", plain),
    "TAXGROUP.NAME": ("tax_group", plain),
    "INCOMEACCTKEY": ("income_account_no", plain),
    "EXPENSEACCTKEY": ("expense_account_no", plain),
    "EXTENDED_DESCRIPTION": ("description", plain),
    "STANDARD_UNIT": ("unit", plain),
    "UOMGRP": ("unit", plain),
    "BASE_PRICE": ("base_price", parse_number),
    "BASEPRICE": ("base_price", parse_number),
    **_STATUS,
}


def item_form(element: Element) -> ItemForm:
    """The form of an ITEM element."""
    return filled_in(ItemForm, _ITEM, element, elsewhere=without_effect.OF_ITEMS)


def account_form(element: Element) -> AccountForm:
    """The form of a GLACCOUNT element."""
    return filled_in(AccountForm, _ACCOUNT, element, elsewhere=without_effect.OF_ACCOUNTS)


def tax_detail_form(element: Element) -> TaxDetailForm:
    """The form of a TAXDETAIL element."""
    return filled_in(TaxDetailForm, _TAX_DETAIL, element)


def dimension_value_form(element: Element) -> DimensionValueForm:
    """The form of a DEPARTMENT, LOCATION, CLASS or PROJECT element."""
    is_project = (
        str(element.tag).upper() == "PROJECT"
    )  # which names members of other dimensions too
    without = without_effect.OF_PROJECTS if is_project else without_effect.OF_DIMENSION_VALUES
    return filled_in(DimensionValueForm, _DIMENSION, element, elsewhere=without)


def contact_form(element: Element) -> ContactForm:
    """The form of a CONTACT or DISPLAYCONTACT element."""
    return filled_in(ContactForm, _CONTACT, element, elsewhere=without_effect.OF_CONTACTS)


def party_form(element: Element) -> PartyForm:
    """The form of a CUSTOMER or VENDOR element, display contact included."""
    form = filled_in(
        PartyForm, _PARTY, element, elsewhere=without_effect.OF_PARTIES | {"DISPLAYCONTACT"}
    )
    shown = element.find("DISPLAYCONTACT")
    if shown is None:
        return form
    contact = contact_form(shown)
    return msgspec.structs.replace(form, contact=contact)


def filled_in(
    form_type: type[Form],
    filling: Filling,
    element: Element,
    *,
    elsewhere: frozenset[str] = frozenset(),
) -> Form:
    """The form, with an absent element left UNSET and an empty one blank.

    What no field is known for is taken for a field of the company's own, where a form has such.
    """
    values: dict[str, Any] = {}
    for path, leaf in _leaves(element, elsewhere):
        if path == "RECORDNO":
            continue
        if path not in filling and "custom_fields" in form_type.__struct_fields__:
            values.setdefault("custom_fields", {})[path] = leaf
            continue
        if path not in filling:
            raise Refusal("XL03000010", f"Field {path} is not valid for object {element.tag}")
        attribute, read = filling[path]
        try:
            values[attribute] = read(leaf)
        except ValueError as error:
            raise business_rule(f"Invalid value '{leaf}' for field {path}") from error
    return form_type(**values)


def _leaves(element: Element, elsewhere: frozenset[str]) -> Iterator[tuple[str, str]]:
    for child in element:
        name = str(child.tag)
        if name in elsewhere:
            continue
        if len(child):
            for path, text in _leaves(child, frozenset()):
                yield f"{name}.{path}", text
        else:
            yield name, (child.text or "").strip()


def key_of(element: Element, natural_id: str) -> tuple[str, str]:
    """RECORDNO and natural id as an update gives them; either may be empty."""
    return text_of(element, "RECORDNO"), text_of(element, natural_id)
