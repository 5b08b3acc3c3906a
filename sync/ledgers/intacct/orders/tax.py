"""Tax that Intacct's engine worked out, put on the lines so that they sum to it to the cent."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor

from sync.domain.money import Money, minor_unit, total


def tax_on_lines(
    nets: Sequence[Money], said: Sequence[Money | None], whole: Money | None, currency: str
) -> list[Money]:
    """The tax of each line of a document.

    What the engine said of the lines stands where it sums to the document's tax. Where it does not, or was
    not said of every line, the document's tax is shared out: by the lines' own tax, else by their amounts.

    Args:
        nets: The lines' amounts without tax.
        said: What the engine says of each line; None where it says nothing.
        whole: The tax of the whole document; None where the engine gives none.
        currency: ISO 4217 code of all amounts.

    Returns:
        As many amounts as there are lines.
    """
    known = [one for one in said if one is not None]
    summed = total(known, currency)
    owed = summed if whole is None else whole
    complete = len(known) == len(nets)
    if complete and summed == owed:
        return known
    by_tax = complete and summed.amount != 0
    return shared_out(owed, [one.amount for one in (known if by_tax else nets)])


def shared_out(whole: Money, weights: Sequence[Decimal]) -> list[Money]:
    """`whole` in parts that stand to each other as `weights`, and sum to it exactly.

    Each part is rounded down to the currency's smallest unit; what is left over goes, one unit each, to the
    parts that lost most, the earlier first. Where the weights sum to nothing, the first part takes all.

    Raises:
        ValueError: There is something to share, and nothing to share it among.
    """
    unit, sum_of_weights = minor_unit(whole.currency), sum(weights, Decimal(0))
    if not weights:
        if whole.amount != 0:
            raise ValueError(f"There is no line that could carry {whole}.")
        return []
    if sum_of_weights == 0:
        nothing = Money(Decimal(0), whole.currency)
        return [whole, *[nothing] * (len(weights) - 1)]
    whole_units = int(whole.amount / unit)
    exact = [Fraction(weight) * whole_units / Fraction(sum_of_weights) for weight in weights]
    units = [floor(one) for one in exact]
    losses = sorted(range(len(units)), key=lambda place: (units[place] - exact[place], place))
    for place in losses[: whole_units - sum(units)]:
        units[place] += 1
    return [Money(one * unit, whole.currency) for one in units]
