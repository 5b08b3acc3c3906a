"""getAPISession."""

from sandbox.intacct.functions.registry import Call, Function
from sandbox.intacct.wire.tree import Element, SubElement, add_text, new, text_of


def get_api_session(call: Call) -> list[Element]:
    """Open a session; `locationid` names an entity, and left empty the top level."""
    entity = None
    if call.element.find("locationid") is not None:
        entity = text_of(call.element, "locationid")
    session = call.sessions.open(call.session, entity)
    data = new("data")
    api = SubElement(data, "api")
    add_text(api, "sessionid", session.identifier)
    add_text(api, "endpoint", call.endpoint)
    add_text(api, "locationid", session.entity)
    return [data]


FUNCTIONS = {"getAPISession": Function(get_api_session, alone=True, free=True)}
