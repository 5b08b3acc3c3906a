"""Settings: the one place that reads the environment.

Each group is read only by the parts that need it, so that a worker's missing setting never stops a
database upgrade. A missing or unusable setting is told in one sentence with its name.
"""

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import Field, SecretStr, StringConstraints, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from leasebridge.role_list import parse_roles
from sync.domain.errors import FixSetup
from sync.domain.roles import Role
from sync.ledgers.intacct.settings import PRODUCTION_URL, GlDate
from sync.use_cases.ports.call_limits import MOST_REQUESTS_IN_FLIGHT

Filled = Annotated[str, StringConstraints(min_length=1)]


class _Group(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore")


class HomeSettings(_Group):
    """Where Leasebridge keeps files of its own.

    Attributes:
        home: The folder (LEASEBRIDGE_HOME); made when first needed.
    """

    home: Path = Field(default=Path(".leasebridge"), alias="LEASEBRIDGE_HOME")


class DatabaseSettings(HomeSettings):
    """The database.

    Attributes:
        url: DATABASE_URL; empty for the embedded SQLite file in the home folder.
    """

    url: str = Field(default="", alias="DATABASE_URL", repr=False)  # may hold a password

    @cached_property
    def address(self) -> str:
        """The database to open; the home folder is made where the embedded one is used.

        Raises:
            FixSetup: The home folder cannot be made.
        """
        if self.url:
            return self.url
        try:
            self.home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FixSetup(
                f"The folder {self.home} cannot be made: {error.strerror}. Choose another with "
                "LEASEBRIDGE_HOME."
            ) from error
        return f"sqlite:///{(self.home / 'leasebridge.db').absolute()}"


class RedisSettings(HomeSettings):
    """The Redis-protocol server.

    Attributes:
        url: REDIS_URL; empty for the embedded server in the home folder.
    """

    url: str = Field(default="", alias="REDIS_URL", repr=False)  # may hold a password


class ScheduleSettings(_Group):
    """When companies sync by themselves.

    Attributes:
        every_minutes: LEASEBRIDGE_SYNC_EVERY_MINUTES; 0 for never.
    """

    every_minutes: int = Field(default=60, alias="LEASEBRIDGE_SYNC_EVERY_MINUTES", ge=0)


class PeopleSettings(_Group):
    """Who may do what.

    Attributes:
        roles: LEASEBRIDGE_ROLES, such as `U0123=administrator, S0456=approver`: people and user groups.
    """

    roles: str = Field(default="", alias="LEASEBRIDGE_ROLES")

    @field_validator("roles")
    @classmethod
    def _roles_are_known(cls, value: str) -> str:
        parse_roles(value)
        return value

    @property
    def people(self) -> Mapping[str, Role]:
        """The people and user groups that have a role, by their ids in Slack."""
        return parse_roles(self.roles)


class SlackSettings(PeopleSettings):
    """Slack.

    Attributes:
        bot_token: SLACK_BOT_TOKEN.
        signing_secrets: SLACK_SIGNING_SECRET; several, separated by commas, during a rotation.
        team_id: SLACK_TEAM_ID, the one workspace that is served.
        api_url: SLACK_API_URL; another one for the stand-in world.
        channel: SLACK_CHANNEL, where runs are told that nobody in Slack asked for.
        host: LEASEBRIDGE_HOST, the address the web process listens on.
        port: PORT, its port.
        processes: WEB_CONCURRENCY, how many web processes.
    """

    bot_token: SecretStr = Field(alias="SLACK_BOT_TOKEN", min_length=1)
    signing_secret: SecretStr = Field(alias="SLACK_SIGNING_SECRET", min_length=1)
    team_id: Filled = Field(alias="SLACK_TEAM_ID")
    api_url: str = Field(default="https://slack.com/api/", alias="SLACK_API_URL")
    channel: Filled = Field(alias="SLACK_CHANNEL")
    host: str = Field(default="0.0.0.0", alias="LEASEBRIDGE_HOST")  # noqa: S104 - a server listens
    port: int = Field(default=8701, alias="PORT", gt=0, lt=65536)
    processes: int = Field(default=1, alias="WEB_CONCURRENCY", gt=0)

    @field_validator("bot_token")
    @classmethod
    def _is_a_bots_token(cls, value: SecretStr) -> SecretStr:
        return _beginning_with(value, "xoxb-", "a bot's token begins with xoxb-")

    @field_validator("team_id")
    @classmethod
    def _is_a_workspace(cls, value: str) -> str:
        return _id_of(value, "T", "a workspace's id begins with T, such as T0123")

    @field_validator("channel")
    @classmethod
    def _is_a_channel(cls, value: str) -> str:
        return _id_of(
            value, "CG", "a channel's id begins with C or G, such as C0123; its name is not enough"
        )

    @field_validator("api_url")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")) or not value.endswith("/"):
            raise ValueError("an address begins with https:// and ends in a slash")
        return value

    @field_validator("signing_secret")
    @classmethod
    def _some_secret_is_given(cls, value: SecretStr) -> SecretStr:
        if not value.get_secret_value().strip(" ,"):
            raise ValueError("it is empty")
        return value

    @property
    def signing_secrets(self) -> tuple[str, ...]:
        """The accepted signing secrets."""
        parts = (part.strip() for part in self.signing_secret.get_secret_value().split(","))
        return tuple(part for part in parts if part)


class SocketSettings(SlackSettings):
    """Slack over a socket that we open, for where Slack cannot reach us.

    Attributes:
        app_token: SLACK_APP_TOKEN, an app-level token with the scope connections:write.
    """

    app_token: SecretStr = Field(alias="SLACK_APP_TOKEN", min_length=1)

    @field_validator("app_token")
    @classmethod
    def _is_an_apps_token(cls, value: SecretStr) -> SecretStr:
        return _beginning_with(value, "xapp-", "an app-level token begins with xapp-")


def _beginning_with(value: SecretStr, start: str, otherwise: str) -> SecretStr:
    """The secret where it begins so. Raises ValueError with `otherwise`, and never the secret, where not."""
    if value.get_secret_value() and not value.get_secret_value().startswith(start):
        raise ValueError(otherwise)
    return value


def _id_of(value: str, letters: str, otherwise: str) -> str:
    if not re.fullmatch(rf"[{letters}][A-Z0-9]+", value):
        raise ValueError(otherwise)
    return value


class LedgerSettings(_Group):
    """Both ledgers.

    Attributes:
        intacct_url: INTACCT_URL; Sage's own gateway unless told otherwise.
        intacct_sender_id: INTACCT_SENDER_ID.
        intacct_sender_password: INTACCT_SENDER_PASSWORD.
        intacct_company_id: INTACCT_COMPANY_ID.
        intacct_entity_id: INTACCT_ENTITY_ID; empty for the top level.
        intacct_user_id: INTACCT_USER_ID, a Web Services user.
        intacct_user_password: INTACCT_USER_PASSWORD.
        intacct_tax_solution: INTACCT_TAX_SOLUTION; empty where none is used.
        intacct_sales_definition: INTACCT_SALES_DEFINITION, the transaction definition of Order Entry that keeps
            sales invoices; empty for plain AR invoices.
        intacct_purchase_definition: INTACCT_PURCHASE_DEFINITION, the same of Purchasing, for bills.
        intacct_property_dimension: INTACCT_PROPERTY_DIMENSION: LOCATION unless told otherwise; empty for none.
        intacct_gl_date: INTACCT_GL_DATE: issue (unless told otherwise) or due.
        intacct_requests_in_flight: INTACCT_REQUESTS_IN_FLIGHT, from all processes together.
        intacct_requests_per_minute: INTACCT_REQUESTS_PER_MINUTE; 0 for no limit of ours.
        re_leased_base_url: RELEASED_BASE_URL.
        re_leased_api_key: RELEASED_API_KEY.
        re_leased_company_id: RELEASED_COMPANY_ID.
        re_leased_external_tax_type: RELEASED_EXTERNAL_TAX_TYPE, the code of Externally Calculated Tax.
        re_leased_requests_per_minute: RELEASED_REQUESTS_PER_MINUTE; 0 for no limit of ours.
    """

    intacct_url: Filled = Field(default=PRODUCTION_URL, alias="INTACCT_URL")
    intacct_sender_id: Filled = Field(alias="INTACCT_SENDER_ID")
    intacct_sender_password: SecretStr = Field(alias="INTACCT_SENDER_PASSWORD", min_length=1)
    intacct_company_id: Filled = Field(alias="INTACCT_COMPANY_ID")
    intacct_entity_id: str = Field(default="", alias="INTACCT_ENTITY_ID")
    intacct_user_id: Filled = Field(alias="INTACCT_USER_ID")
    intacct_user_password: SecretStr = Field(alias="INTACCT_USER_PASSWORD", min_length=1)
    intacct_tax_solution: str = Field(default="", alias="INTACCT_TAX_SOLUTION")
    intacct_sales_definition: str = Field(default="", alias="INTACCT_SALES_DEFINITION")
    intacct_purchase_definition: str = Field(default="", alias="INTACCT_PURCHASE_DEFINITION")
    intacct_property_dimension: str = Field(default="LOCATION", alias="INTACCT_PROPERTY_DIMENSION")
    intacct_gl_date: GlDate = Field(default=GlDate.ISSUE_DATE, alias="INTACCT_GL_DATE")
    intacct_requests_in_flight: int = Field(
        default=1, alias="INTACCT_REQUESTS_IN_FLIGHT", ge=1, le=MOST_REQUESTS_IN_FLIGHT
    )
    intacct_requests_per_minute: int = Field(default=0, alias="INTACCT_REQUESTS_PER_MINUTE", ge=0)
    re_leased_base_url: Filled = Field(alias="RELEASED_BASE_URL")
    re_leased_api_key: SecretStr = Field(alias="RELEASED_API_KEY", min_length=1)
    re_leased_company_id: Filled = Field(alias="RELEASED_COMPANY_ID")
    re_leased_external_tax_type: Filled = Field(default="EXT", alias="RELEASED_EXTERNAL_TAX_TYPE")
    re_leased_requests_per_minute: int = Field(
        default=60, alias="RELEASED_REQUESTS_PER_MINUTE", ge=0
    )


Settings = TypeVar("Settings", bound=_Group)


def read(group: type[Settings]) -> Settings:
    """Read a group of settings from the environment (and a `.env` file in the working directory).

    Raises:
        FixSetup: One is missing or cannot be used; the message names it and never its value.
    """
    try:
        return group()
    except ValidationError as error:
        raise FixSetup(_objection(error)) from None
    except UnicodeDecodeError:
        raise FixSetup("The .env file cannot be read: it is not written in UTF-8.") from None


def _objection(error: ValidationError) -> str:
    """What is wrong, in one sentence. No value is repeated: it may be a secret."""
    faults = error.errors(include_input=False, include_context=False, include_url=False)
    missing = [str(fault["loc"][0]) for fault in faults if fault["type"] in _MISSING]
    if missing:
        return (
            f"Missing setting: {', '.join(missing)}. Put it into the environment or a .env file; "
            "the README lists all settings."
        )
    first = faults[0]
    reason = _REASONS.get(first["type"]) or str(first["msg"]).removeprefix("Value error, ")
    return f"The setting {first['loc'][0]} cannot be used: {reason}."


_MISSING = frozenset({"missing", "string_too_short", "too_short"})
_REASONS = {"int_parsing": "it must be a whole number"}
