"""Whether both ledgers answer for the linked companies, asked anew at the beginning of every run."""

from sync.domain.errors import FixSetup
from sync.domain.links import CompanyLink, LinkMode
from sync.domain.modules import Modules
from sync.domain.sides import Side
from sync.use_cases.run.bench import Workbench


def require_linked_companies(bench: Workbench, link: CompanyLink, mode: LinkMode) -> Modules:
    """Refuse to work when the credentials answer for other companies than the linked ones.

    Args:
        bench: With both ledgers.
        link: The companies the run is for.
        mode: Whether it may write.

    Returns:
        Which modules both ledgers are set up for.

    Raises:
        FixSetup: They answer for others, or the two are not set up for one another.
    """
    intacct = bench.ledgers[Side.INTACCT].identity()
    if (intacct.company_id, intacct.entity_id) != (link.intacct_company_id, link.intacct_entity_id):
        raise FixSetup(
            f"The Sage Intacct credentials answer for company {intacct.company_id} "
            f"{intacct.entity_id}".rstrip()
            + f", but {link.name} is linked to {link.intacct_company_id}. Correct the credentials."
        )
    re_leased = bench.ledgers[Side.RE_LEASED].identity()
    if re_leased.company_id != link.re_leased_company_id:
        raise FixSetup(
            f"The Re-Leased key answers for company {re_leased.company_id}, but {link.name} is linked "
            f"to {link.re_leased_company_id}. Correct the key."
        )
    if re_leased.native_connection and mode is LinkMode.ENGINE:
        raise FixSetup(
            f"{link.name} is connected to {re_leased.native_connection} inside Re-Leased. Two syncs on "
            "one company would create every document twice. Disconnect it in Re-Leased's settings; "
            "nothing is written until then."
        )
    if intacct.modules != re_leased.modules:
        raise FixSetup(
            f"{link.name} is set up for {intacct.modules} in Sage Intacct, and for {re_leased.modules} in "
            "Re-Leased. Set both up alike."
        )
    return intacct.modules
