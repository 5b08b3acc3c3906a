"""What the use cases ask of the database about links, and the proposals they come of."""

from typing import Protocol

from sync.domain.linking import LinkProposal
from sync.domain.links import CompanyLink, LinkMode


class LinkTable(Protocol):
    """The linked companies. A link is made once and never changed; its mode has a history."""

    def add(self, link: CompanyLink) -> CompanyLink:
        """Keep a new link (its `link_id` is ignored) and return it with its id.

        Raises:
            FixSetup: Either company is linked already.
        """
        ...

    def require_unlinked(self, link: CompanyLink) -> None:
        """Make sure that neither company is linked.

        Raises:
            FixSetup: Either company is linked already.
        """
        ...

    def get(self, link_id: int) -> CompanyLink:
        """The link with this id. Raises KeyError where there is none."""
        ...

    def all(self) -> tuple[CompanyLink, ...]:
        """Every link, in the order they were made."""
        ...

    def mode(self, link_id: int) -> LinkMode:
        """The mode it has now; ENGINE where none was ever noted, as before there were modes."""
        ...

    def set_mode(self, link_id: int, mode: LinkMode, *, by: str, reason: str) -> None:
        """Note the mode it has from now on; earlier notes stay."""
        ...


class ProposalTable(Protocol):
    """Links that somebody proposed."""

    def add(self, proposal: LinkProposal) -> LinkProposal:
        """Keep a new proposal (its `proposal_id` is ignored) and return it with its id."""
        ...

    def get(self, proposal_id: int) -> LinkProposal:
        """The proposal with this id. Raises KeyError where there is none."""
        ...

    def confirm(self, proposal_id: int, link_id: int) -> None:
        """Note the link that came of it."""
        ...
