"""How long texts may be, from Sage's document types of 2019, and what becomes of longer ones.

That Intacct cuts or refuses them is a guess; which of the two is the company's option `long_texts`.
"""

from sandbox.intacct.options import LongTexts
from sandbox.intacct.refusal import Refusal
from sandbox.intacct.wire.tree import Element

_LIMITS: dict[int, str] = {
    20: "taxid",
    30: "invoiceno adjustmentno billno zip classid projectid itemid",
    40: "email1 termname state firstname lastname companyid",
    60: "country",
    80: "description address1 address2 city accountlabel",
    100: "name companyname",
    200: "printas contactname",
    500: "memo comments",
    4000: "message",
}
_LIMIT_OF = {tag: limit for limit, tags in _LIMITS.items() for tag in tags.split()}


def fit_texts(function: Element, what_happens: LongTexts) -> None:
    """Cut the texts of a function that are too long, or refuse it for the first of them.

    Raises:
        Refusal: BL03000018, under the option REFUSE. The wording is a guess.
    """
    if what_happens is LongTexts.KEEP:
        return
    for element in function.iter():
        text = (element.text or "").strip()
        limit = _LIMIT_OF.get(str(element.tag).lower())
        if limit is None or len(text) <= limit:
            continue
        if what_happens is LongTexts.REFUSE:
            raise Refusal(
                "BL03000018", f"The value of {element.tag} is longer than {limit} characters"
            )
        element.text = text[:limit]
