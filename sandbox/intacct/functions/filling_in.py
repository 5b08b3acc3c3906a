"""Which element of a generic create or update fills in which field of a form."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

import msgspec

from sandbox.intacct.forms import (
    AccountForm,
    ContactForm,
    DimensionValueForm,
    PartyForm,
    TaxDetailForm,
)
from sandbox.intacct.refusal import Refusal, business_rule
from sandbox.intacct.wire.tree import Element, text_of
from sandbox.intacct.wire.values import parse_boolean, parse_number

Form = TypeVar("Form", bound=msgspec.Struct)
Reader = Callable[[str], Any]
Filling = Mapping[str, tuple[str, Reader]]


def _text(text: str) -> str:
    return text


def _flag(text: str) -> bool:
    return parse_boolean(text or "false")


def _status(text: str) -> str:
    status = text.strip().lower()
    if status not in {"active", "inactive"}:
        raise ValueError(f"{text!r} is not a status")
    return status


def _credit_limit(text: str) -> Any:
    return parse_number(text) if text.strip() else None


_STATUS: Filling = {"STATUS": ("status", _status)}
_CONTACT: Filling = {
    "CONTACTNAME": ("contact_name", _text),
    "PRINTAS": ("print_as", _text),
    "COMPANYNAME": ("company_name", _text),
    "PREFIX": ("prefix", _text),
    "FIRSTNAME": ("first_name", _text),
    "LASTNAME": ("last_name", _text),
    "INITIAL": ("initial", _text),
    "PHONE1": ("phone1", _text),
    "PHONE2": ("phone2", _text),
    "CELLPHONE": ("cellphone", _text),
    "FAX": ("fax", _text),
    "EMAIL1": ("email1", _text),
    "EMAIL2": ("email2", _text),
    "URL1": ("url1", _text),
    "TAXID": ("tax_id", _text),
    "TAXABLE": ("taxable", _flag),
    **_STATUS,
    "MAILADDRESS.ADDRESS1": ("address1", _text),
    "MAILADDRESS.ADDRESS2": ("address2", _text),
    "MAILADDRESS.ADDRESS3": ("address3", _text),
    "MAILADDRESS.CITY": ("city", _text),
    "MAILADDRESS.STATE": ("state", _text),
    "MAILADDRESS.ZIP": ("zip_code", _text),
    "MAILADDRESS.COUNTRY": ("country", _text),
    "MAILADDRESS.COUNTRYCODE": ("country_code", _text),
}
_PARTY: Filling = {
    "CUSTOMERID": ("party_id", _text),
    "VENDORID": ("party_id", _text),
    "NAME": ("name", _text),
    **_STATUS,
    "CUSTTYPE": ("type_name", _text),
    "VENDTYPE": ("type_name", _text),
    "PARENTID": ("parent_id", _text),
    "TERMNAME": ("term_name", _text),
    "TAXID": ("tax_id", _text),
    "CURRENCY": ("currency", _text),
    "CREDITLIMIT": ("credit_limit", _credit_limit),
    "ONHOLD": ("on_hold", _flag),
    "ARACCOUNT": ("account_no", _text),
    "APACCOUNT": ("account_no", _text),
    "DELIVERY_OPTIONS": ("delivery_options", _text),
    "DELIVERYOPTIONS": ("delivery_options", _text),
    "COMMENTS": ("comments", _text),
    "BILLTO.CONTACTNAME": ("bill_to", _text),
    "SHIPTO.CONTACTNAME": ("ship_to", _text),
    "PAYTO.CONTACTNAME": ("bill_to", _text),
    "RETURNTO.CONTACTNAME": ("ship_to", _text),
}
_ACCOUNT: Filling = {
    "ACCOUNTNO": ("account_no", _text),
    "TITLE": ("title", _text),
    "ACCOUNTTYPE": ("account_type", _text),
    "NORMALBALANCE": ("normal_balance", _text),
    "CLOSINGTYPE": ("closing_type", _text),
    "CLOSINGACCOUNTNO": ("closing_account_no", _text),
    "ALTERNATIVEACCOUNT": ("alternative_account", _text),
    "CATEGORY": ("category", _text),
    **_STATUS,
    "TAXABLE": ("taxable", _flag),
    "REQUIREDEPT": ("require_department", _flag),
    "REQUIRELOC": ("require_location", _flag),
    "REQUIRECLASS": ("require_class", _flag),
    "REQUIREPROJECT": ("require_project", _flag),
}
_TAX_DETAIL: Filling = {
    "DETAILID": ("detail_id", _text),
    "DESCRIPTION": ("description", _text),
    "TAXTYPE": ("tax_type", _text),
    "VALUE": ("value", parse_number),
    "GLACCOUNT": ("account_no", _text),
    "TAXAUTHORITY": ("tax_authority", _text),
    "TAXSOLUTIONID": ("tax_solution_id", _text),
    "TAXRATE": ("tax_rate", _text),
    "REVERSECHARGE": ("reverse_charge", _flag),
    **_STATUS,
}
_DIMENSION: Filling = {
    "DEPARTMENTID": ("code", _text),
    "LOCATIONID": ("code", _text),
    "CLASSID": ("code", _text),
    "PROJECTID": ("code", _text),
    "NAME": ("name", _text),
    "TITLE": ("name", _text),
    "PARENTID": ("parent_id", _text),
    "DESCRIPTION": ("description", _text),
    "CURRENCY": ("currency", _text),
    "CUSTOMERID": ("customer_id", _text),
    **_STATUS,
}


def account_form(element: Element) -> AccountForm:
    """The form of a GLACCOUNT element."""
    return _filled_in(AccountForm, _ACCOUNT, element)


def tax_detail_form(element: Element) -> TaxDetailForm:
    """The form of a TAXDETAIL element."""
    return _filled_in(TaxDetailForm, _TAX_DETAIL, element)


def dimension_value_form(element: Element) -> DimensionValueForm:
    """The form of a DEPARTMENT, LOCATION, CLASS or PROJECT element."""
    return _filled_in(DimensionValueForm, _DIMENSION, element)


def contact_form(element: Element) -> ContactForm:
    """The form of a CONTACT or DISPLAYCONTACT element."""
    return _filled_in(ContactForm, _CONTACT, element)


def party_form(element: Element) -> PartyForm:
    """The form of a CUSTOMER or VENDOR element, display contact included."""
    form = _filled_in(PartyForm, _PARTY, element, elsewhere=frozenset({"DISPLAYCONTACT"}))
    shown = element.find("DISPLAYCONTACT")
    if shown is None:
        return form
    contact = contact_form(shown)
    return msgspec.structs.replace(form, contact=contact)


def _filled_in(
    form_type: type[Form],
    filling: Filling,
    element: Element,
    *,
    elsewhere: frozenset[str] = frozenset(),
) -> Form:
    """The form, with an absent element left UNSET and an empty one blank."""
    values: dict[str, Any] = {}
    for path, leaf in _leaves(element, elsewhere):
        if path == "RECORDNO":
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
