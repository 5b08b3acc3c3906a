"""How our client reaches a stand-in company."""

from sandbox.intacct import credentials
from sync.ledgers.intacct.settings import IntacctSettings


def settings(url: str) -> IntacctSettings:
    """Settings for the gateway at `url`."""
    return IntacctSettings(
        url=url,
        sender_id=credentials.SENDER_ID,
        sender_password=credentials.SENDER_PASSWORD,
        company_id=credentials.COMPANY_ID,
        entity_id="",
        user_id=credentials.USER_ID,
        user_password=credentials.USER_PASSWORD,
    )
