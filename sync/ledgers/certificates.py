"""Whom both adapters trust at the other end of a connection."""

import ssl
from functools import cache

import httpx


@cache
def certificates() -> ssl.SSLContext:
    """The authorities we trust; reading them takes longer than a call, so it is done once."""
    return httpx.create_ssl_context(trust_env=False)
