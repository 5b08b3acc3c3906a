"""The threat model names a test for each guard, and each of them is there."""

import re
from pathlib import Path

TESTS = Path(__file__).parent
MODEL = (TESTS.parent / "docs" / "threat-model.md").read_text(encoding="utf-8")
BOUNDARIES = (
    *("Slack → front door", "Slack sockets", "Ledgers → adapters", "Redis → workers", "Database"),
    *("Secrets", "Terminal and logs", "The demo's pages", "Dependencies", "People with rights"),
)


def test_threat_model__names_only_tests_that_are_there() -> None:
    named = set(re.findall(r"`(test_\w+)`", MODEL))
    there = {
        name
        for path in TESTS.rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)\(", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert len(named) > len(BOUNDARIES)
    assert named - there == set()


def test_threat_model__has_a_guard_for_each_boundary_and_threat() -> None:
    parts = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", MODEL, re.MULTILINE | re.DOTALL))
    assert {"What could come, and what stops it"}.isdisjoint(parts)
    assert tuple(parts) == BOUNDARIES
    rows = [
        line
        for text in parts.values()
        for line in re.findall(r"^\| (?!-|What).*", text, re.MULTILINE)
    ]
    assert [row for row in rows if "`test_" not in row] == []
