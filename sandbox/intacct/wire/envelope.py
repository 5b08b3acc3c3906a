"""The envelope around functions: what a request holds, and the answers at each level of failure."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.intacct.refusal import Refusal
from sandbox.intacct.wire.element_order import OutOfOrderError
from sandbox.intacct.wire.legacy_order import LEGACY_ORDER
from sandbox.intacct.wire.tree import Element, SubElement, add_text, new, text_of

SUCCESS, FAILURE, ABORTED = "success", "failure", "aborted"


class SchemaError(Exception):
    """A request whose parts are not where Sage's schema wants them; the message says which."""


@dataclass(frozen=True, slots=True)
class FunctionElement:
    """One function of a request."""

    control_id: str
    element: Element

    @property
    def name(self) -> str:
        """The function's name."""
        return str(self.element.tag)


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a request: who asks, and for what."""

    is_transaction: bool
    authentication: Element
    functions: tuple[FunctionElement, ...]


@dataclass(frozen=True, slots=True)
class Control:
    """The control block of a request."""

    sender_id: str = ""
    password: str = ""
    control_id: str = ""
    unique_id: bool = True
    dtd_version: str = ""
    policy_id: str = ""
    tells_more: bool = False


def read_control(root: Element) -> Control:
    """The control block; `uniqueid` counts as true when it is absent."""
    block = root.find("control")
    if block is None:
        return Control()
    return Control(
        sender_id=text_of(block, "senderid"),
        password=text_of(block, "password"),
        control_id=text_of(block, "controlid"),
        unique_id=text_of(block, "uniqueid").lower() != "false",
        dtd_version=text_of(block, "dtdversion"),
        policy_id=text_of(block, "policyid"),
        tells_more=text_of(block, "showadditionalerrorinfo").lower() == "true",
    )


def function_names(root: Element) -> tuple[str, ...]:
    """Names of all functions in a request, in order, whatever else is wrong with it."""
    return tuple(str(child.tag) for child in root.iterfind("operation/content/function/*"))


def read_operations(root: Element) -> list[Operation]:
    """The operations of a request, checked as far as the live gateway is known to check.

    Raises:
        SchemaError: Something is missing, a log-in has its password before its company, or a
            legacy function's elements are out of sequence.
    """
    if root.tag != "request" or root.find("control") is None:
        raise SchemaError("Element 'request': Missing child element(s). Expected is ( control ).")
    operations = [_operation(element) for element in root.findall("operation")]
    if not operations:
        raise SchemaError("Element 'request': Missing child element(s). Expected is ( operation ).")
    return operations


def _operation(element: Element) -> Operation:
    authentication = element.find("authentication")
    if authentication is None:
        raise SchemaError("Element 'operation': Missing child element(s): authentication.")
    _check_log_in_order(authentication)
    functions = tuple(_function(child) for child in element.iterfind("content/function"))
    if not functions:
        raise SchemaError("Element 'content': Missing child element(s). Expected is ( function ).")
    return Operation(element.get("transaction") == "true", authentication, functions)


def _check_log_in_order(authentication: Element) -> None:
    names = [str(child.tag) for child in authentication.iterfind("login/*")]
    both = "companyid" in names and "password" in names
    if both and names.index("companyid") > names.index("password"):
        raise SchemaError("Element 'companyid': This element is not expected.")


def _function(element: Element) -> FunctionElement:
    control_id = element.get("controlid")
    if control_id is None:
        raise SchemaError("Element 'function': The attribute 'controlid' is required.")
    if len(element) != 1:
        raise SchemaError("Element 'function': Exactly one child element is expected.")
    order = LEGACY_ORDER.get(str(element[0].tag))
    if order is not None:
        try:
            order.check(element[0])
        except OutOfOrderError as error:
            raise SchemaError(str(error)) from error
    return FunctionElement(control_id, element[0])


def response(control: Control, status: str) -> Element:
    """A response with its control block; operations or an errormessage follow."""
    root = new("response")
    block = SubElement(root, "control")
    add_text(block, "status", status)
    add_text(block, "senderid", control.sender_id)
    add_text(block, "controlid", control.control_id)
    add_text(block, "uniqueid", "true" if control.unique_id else "false")
    add_text(block, "dtdversion", control.dtd_version)
    return root


def control_failure(control: Control, refusal: Refusal) -> Element:
    """The answer to a request that is not even looked into: no operation, the error on top."""
    root = response(control, FAILURE)
    _add_errors(root, [refusal])
    return root


def gateway_failure(errorno: str, description: str) -> Element:
    """The bare answer of the gateway in front of Intacct."""
    root = new("response")
    add_text(SubElement(root, "control"), "status", FAILURE)
    error = SubElement(SubElement(root, "errormessage"), "error")
    add_text(error, "errorno", errorno)
    add_text(error, "description", description)
    return root


def authentication_failure(authentication: Element, company_id: str, refusal: Refusal) -> Element:
    """The operation of a caller who was not let in: three elements, the error, no result."""
    operation = new("operation")
    block = SubElement(operation, "authentication")
    add_text(block, "status", FAILURE)
    add_text(block, "userid", authentication.findtext("login/userid"))
    add_text(block, "companyid", authentication.findtext("login/companyid") or company_id)
    _add_errors(operation, [refusal])
    return operation


def result(function: FunctionElement, parts: Sequence[Element]) -> Element:
    """The result of a function that succeeded."""
    element = _result(function, SUCCESS)
    element.extend(parts)
    return element


def failed_result(function: FunctionElement, refusals: Sequence[Refusal]) -> Element:
    """The result of a function that was refused, the most telling error first."""
    element = _result(function, FAILURE)
    _add_errors(element, refusals, support_id=_support_id(function))
    return element


def aborted_result(function: FunctionElement, refusal: Refusal) -> Element:
    """The result of a function that fell with another one of its transaction."""
    element = _result(function, ABORTED)
    _add_errors(element, [refusal])
    return element


def _result(function: FunctionElement, status: str) -> Element:
    element = new("result")
    add_text(element, "status", status)
    add_text(element, "function", function.name)
    add_text(element, "controlid", function.control_id)
    return element


def _add_errors(parent: Element, refusals: Sequence[Refusal], *, support_id: str = "") -> None:
    message = SubElement(parent, "errormessage")
    for place, refusal in enumerate(refusals):
        tail = f" [Support ID: {support_id}]" if support_id and place == 0 else ""
        error = SubElement(message, "error")
        add_text(error, "errorno", refusal.errorno)
        add_text(error, "description", refusal.description)
        add_text(error, "description2", f"{refusal.description2}{tail}")
        add_text(error, "correction", refusal.correction)


def tell_more(answer: Element) -> None:
    """Add `additionalinfo` to every error, as `showadditionalerrorinfo` asks; its values are made up."""
    for error in answer.iter("error"):
        number = error.findtext("errorno") or ""
        info = SubElement(error, "additionalinfo")
        add_text(info, "errorid", f"SIM-{number[-4:]}")
        add_text(info, "category", "businessInfo")
        add_text(info, "target", "")
        add_text(info, "messageid", "IA.SIM")
        SubElement(info, "placeholders")


def _support_id(function: FunctionElement) -> str:
    """A reference as Intacct gives it, with its tilde escaped."""
    digest = hashlib.sha256(function.control_id.encode()).hexdigest()
    return f"{digest[:5]}%7E{digest[5:15]}"
