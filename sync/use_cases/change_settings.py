"""Changing a company's settings: each change is audited with what it was before."""

from collections.abc import Iterator

from sync.domain.choices import Person
from sync.domain.company_settings import CompanySettings
from sync.use_cases.ports import AuditEvent, Store


def settings_of(store: Store, link_id: int) -> CompanySettings:
    """What is set for the company."""
    with store.reading() as transaction:
        return transaction.settings.get(link_id)


def change_settings(
    store: Store, link_id: int, settings: CompanySettings, *, who: Person
) -> tuple[str, ...]:
    """Set them; returns the names of what changed. Nothing is written where nothing did.

    Args:
        store: The database.
        link_id: The companies.
        settings: All of them, as they are to be.
        who: Who changes them; the caller has asked whether they may.
    """
    with store.transaction() as transaction:
        before, after = _flat(transaction.settings.get(link_id)), _flat(settings)
        changed = tuple(name for name in after if after[name] != before[name])
        if changed:
            transaction.settings.put(link_id, settings)
            facts = {name: f"{before[name]} -> {after[name]}" for name in changed}
            transaction.audit.append(
                AuditEvent("settings:changed", link_id, str(who), "settings", facts)
            )
    return changed


def _flat(settings: CompanySettings) -> dict[str, str]:
    """Every single setting by its full name, such as `approval.approver_limit`."""
    return dict(_named(settings))


def _named(settings: CompanySettings) -> Iterator[tuple[str, str]]:
    for group in CompanySettings.__dataclass_fields__:
        part = getattr(settings, group)
        for name in type(part).__dataclass_fields__:
            yield f"{group}.{name}", str(getattr(part, name))
