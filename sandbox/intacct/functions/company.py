"""The functions that tell which company this is and how it is set up."""

from sandbox.intacct.functions.registry import Call, Function
from sandbox.intacct.refusal import business_rule
from sandbox.intacct.wire.tree import Element, SubElement, add_text, new, text_of

_MINUTES_AN_HOUR = 60


def get_dimensions(call: Call) -> list[Element]:
    """The company's dimensions with its own words for them."""
    data = new("data")
    dimensions = SubElement(data, "dimensions")
    options = call.book.options
    standard = [(name, name.capitalize(), term) for name, term in options.dimension_labels.items()]
    own = [(one.object_name, one.label, one.label) for one in options.user_dimensions]
    for (name, label, term), is_own in [(one, False) for one in standard] + [
        (one, True) for one in own
    ]:
        dimension = SubElement(dimensions, "dimension")
        add_text(dimension, "objectName", name)
        add_text(dimension, "objectLabel", label)
        add_text(dimension, "termLabel", term)
        add_text(dimension, "userDefinedDimension", "true" if is_own else "false")
        is_used = name not in options.dimensions_switched_off
        add_text(dimension, "enabledInGL", "true" if is_used else "false")
    return [data]


def get_dimension_relationships(call: Call) -> list[Element]:
    """Which dimension fills in which other. The element names are a guess."""
    data = new("data")
    relationships = SubElement(data, "dimensionRelationships")
    for source, target in call.book.options.dimension_relationships:
        relationship = SubElement(relationships, "dimensionRelationship")
        add_text(relationship, "objectName", source)
        add_text(relationship, "relatedObjectName", target)
    return [data]


def read_user_formatting(call: Call) -> list[Element]:
    """How the named user sees dates and times."""
    login_id = text_of(call.element, "userId") or call.user_id
    user = call.book.users.named(login_id)
    if user is None:
        raise business_rule(f"User '{login_id}' is not valid")
    data = new("data")
    formatting = SubElement(data, "userformatting")
    add_text(formatting, "recordno", str(user.record_no))
    add_text(formatting, "locale", user.locale)
    add_text(formatting, "dateformat", user.date_format)
    add_text(formatting, "gmtoffset", _offset_text(user.gmt_offset_minutes))
    add_text(formatting, "clock", user.clock)
    return [data]


def get_financial_setup(call: Call) -> list[Element]:
    """The currencies, books and entities of the company."""
    data = new("data")
    setup = SubElement(data, "financialSetup")
    add_text(setup, "baseCurrency", call.book.currency)
    add_text(setup, "multiBaseCurrency", "false")
    add_text(setup, "multiCurrency", "false")
    add_text(setup, "multiEntityShared", "true" if len(call.book.entities) else "false")
    add_text(setup, "multiBook", "false")
    add_text(setup, "defaultBook", "ACCRUAL")
    add_text(setup, "firstFiscalMonth", "1")
    return [data]


def read_entity_details(call: Call) -> list[Element]:
    """The entities the user may enter. The wrapping element's name is a guess."""
    data = new("data")
    for entity in call.book.entities:
        holder = SubElement(data, "entity")
        add_text(holder, "id", entity.location_id)
        add_text(holder, "name", entity.name)
        add_text(holder, "recordno", str(entity.record_no))
        add_text(holder, "currency", entity.currency)
        add_text(holder, "firstfiscalmonth", "1")
        add_text(holder, "weekstart", "0")
    return [data]


def company_info(call: Call) -> list[Element]:
    """The legacy list `company_info`, which names the company."""
    listtype = new("listtype", start="0", end="0", total="1")
    listtype.text = "company_info"
    data = new("data")
    company = SubElement(data, "company_info")
    add_text(company, "title", call.book.company_name)
    add_text(company, "name", call.book.company_id)
    return [listtype, data]


def _offset_text(minutes: int) -> str:
    hours, rest = divmod(abs(minutes), _MINUTES_AN_HOUR)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


FUNCTIONS = {
    "getDimensions": Function(get_dimensions),
    "getDimensionRelationships": Function(get_dimension_relationships),
    "readUserFormatting": Function(read_user_formatting),
    "getFinancialSetup": Function(get_financial_setup),
    "readEntityDetails": Function(read_entity_details),
}
