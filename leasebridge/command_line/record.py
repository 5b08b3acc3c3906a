"""`leasebridge record`: settle what the sync cannot, unlink a record and link it again."""

from collections.abc import Sequence
from datetime import UTC, datetime

import click

from leasebridge.choice_texts import choices_text, offers_text, unlinked_text
from leasebridge.command_line.at_hand import named_company, opened_store, operator
from leasebridge.command_line.naming import only_one, records_named
from leasebridge.harmless import say
from sync.domain.choices import ChoiceVerb, Person
from sync.domain.errors import FixSetup
from sync.domain.kinds import RecordKind
from sync.use_cases.choose import Offer, choices_made, choose, offers, open_offers
from sync.use_cases.find_records import FoundRecord
from sync.use_cases.ports import Store
from sync.use_cases.unlink import relink, unlink, unlinked_records

LARGEST_NUMBER = 2**31 - 1
KINDS = click.Choice([kind.value.replace("_", "-") for kind in RecordKind])

of_company = click.option(
    "--company", default="", help="The beginning of the company's name, where several are linked."
)
of_kind = click.option("--kind", type=KINDS, help="Only records of this kind.")
named = click.argument("name")


@click.group(short_help="Settle a conflict, unlink a record, link it again.")
def record() -> None:
    """Settle what the sync cannot, unlink a record and link it again.

    A record is named by its number or name, such as INV-9001; or, where several are called the same, by our
    own number for it, such as #17.
    """


@record.command()
@click.argument("name", default="")
@of_kind
@of_company
def choices(name: str, kind: str | None, company: str) -> None:
    """List what waits for somebody's choice, with both values; or all that was picked for the record NAME."""
    with opened_store() as store:
        if not name:
            say(offers_text(open_offers(store, named_company(store, company).link_id)))
            return
        found = records_named(store, company, name, kind)
        say(offers_text(list(_questions(store, found).values())))
        made = {
            one.choice_id: one
            for thing in found
            for known in thing.records
            for one in choices_made(store, known.record_id)
        }
        if made:
            say(f"\nPicked so far:\n{choices_text(list(made.values()))}")


@record.command()
@named
@click.option(
    "--with", "other", help="Our number of the other record, where several look the same."
)
@click.option("--why", default="", help="Kept with the choice.")
@click.option(
    "--take-intacct",
    "verb",
    flag_value=ChoiceVerb.TAKE_INTACCT.value,
    help="Intacct's values travel.",
)
@click.option(
    "--take-re-leased",
    "verb",
    flag_value=ChoiceVerb.TAKE_RE_LEASED.value,
    help="Re-Leased's values travel.",
)
@click.option(
    "--leave-both", "verb", flag_value=ChoiceVerb.LEAVE_BOTH.value, help="Each side keeps its own."
)
@click.option(
    "--match", "verb", flag_value=ChoiceVerb.MATCH.value, help="Both are one and the same."
)
@click.option(
    "--keep-apart",
    "verb",
    flag_value=ChoiceVerb.KEEP_APART.value,
    help="They are two; each travels.",
)
@of_kind
@of_company
def settle(
    name: str, *, other: str | None, why: str, verb: str | None, kind: str | None, company: str
) -> None:
    """Pick what is to be done about the conflict or look-alike NAME. The next sync carries it out."""
    if verb is None:
        raise click.UsageError(
            "Say what to pick, such as --take-intacct. See: leasebridge record choices"
        )
    with opened_store() as store:
        offer = _one_offer(store, records_named(store, company, name, kind), other)
        made = choose(store, offer, ChoiceVerb(verb), who=_person(), why=why)
    title = f"{made.kind.singular.capitalize()} {offer.intacct.title}"
    say(f"{title}: {made.verb.label}. The next sync carries it out, if nothing moves until then.")


@record.command("unlink")
@named
@click.option("--reason", required=True, help="Why; whoever finds it unlinked later will read it.")
@of_kind
@of_company
def unlink_command(name: str, reason: str, kind: str | None, company: str) -> None:
    """Hold the record NAME, or both of its pair, where it is: nothing travels until it is linked again."""
    with opened_store() as store:
        one = only_one(records_named(store, company, name, kind))
        unlink(store, [one.record_id], reason=reason, who=_person())
    say(f"{one.kind.singular.capitalize()} {one.title} is unlinked and stays where it is.")


@record.command("relink")
@named
@of_kind
@of_company
def relink_command(name: str, kind: str | None, company: str) -> None:
    """Let the unlinked record NAME go again: the next sync looks at it."""
    with opened_store() as store:
        one = only_one(records_named(store, company, name, kind))
        relink(store, [one.record_id], who=_person())
    say(f"{one.kind.singular.capitalize()} {one.title} is linked again. The next sync looks at it.")


@record.command()
@of_company
def unlinked(company: str) -> None:
    """List what is unlinked, the longest first, with by whom and why."""
    with opened_store() as store:
        found = unlinked_records(store, named_company(store, company).link_id)
    say(unlinked_text(found, datetime.now(tz=UTC)))


def _questions(store: Store, found: Sequence[FoundRecord]) -> dict[tuple[int, int], Offer]:
    """What may be settled about any of these records, each two records once."""
    return {
        (offer.intacct.record_id, offer.re_leased.record_id): offer
        for thing in found
        for one in thing.records
        for offer in offers(store, one.record_id)
    }


def _one_offer(store: Store, found: Sequence[FoundRecord], other: str | None) -> Offer:
    questions = list(_questions(store, found).values())
    if other is not None:
        wanted = other.removeprefix("#")
        questions = [
            one
            for one in questions
            if wanted in {str(one.intacct.record_id), str(one.re_leased.record_id)}
        ]
    if not questions:
        raise FixSetup(
            "There is nothing to choose for this record. See: leasebridge record choices"
        )
    if len(questions) > 1:
        raise FixSetup(f"Say which other record, as --with '#17':\n{offers_text(questions)}")
    return questions[0]


def _person() -> Person:
    asking = operator()
    return Person(asking.name, asking.person_id)
