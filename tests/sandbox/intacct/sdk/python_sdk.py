"""The Python package sageintacctsdk before the stand-in gateway."""

from typing import Any

from sageintacctsdk import SageIntacctSDK
from sageintacctsdk.apis import ApiBase

from sandbox.intacct.credentials import (
    COMPANY_ID,
    SENDER_ID,
    SENDER_PASSWORD,
    USER_ID,
    USER_PASSWORD,
)


def signed_in(
    url: str,
    *,
    entity: str | None = None,
    password: str = USER_PASSWORD,
    show_private: bool = False,
) -> Any:
    """The SDK with a session of its own making, every part of it pointed at `url`.

    The package has no setting for the address: each of its parts has it in a private attribute,
    which is all that is touched here. Signing in is part of making the SDK, so its own part for
    that is used beforehand, and the session handed over, as the package allows.
    """
    door = ApiBase()
    door.set_sender_id(SENDER_ID)
    door.set_sender_password(SENDER_PASSWORD)
    _point(door, url)
    session = door.get_session_id(USER_ID, COMPANY_ID, password, entity)
    sdk = SageIntacctSDK(
        sender_id=SENDER_ID,
        sender_password=SENDER_PASSWORD,
        user_id=USER_ID,
        company_id=COMPANY_ID,
        user_password=password,
        entity_id=entity,
        show_private=show_private,
        session_id=session,
    )
    for part in vars(sdk).values():
        if isinstance(part, ApiBase):
            _point(part, url)
    return sdk


def _point(part: Any, url: str) -> None:
    part._ApiBase__api_url = url
