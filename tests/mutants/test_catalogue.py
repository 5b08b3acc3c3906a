"""The mutants are kept up to date: each still fits the code, and names tests that are there."""

import ast

import pytest

from tests.mutants.broken_on_purpose import HOUSE, Mutant, Promise
from tests.mutants.catalogue import MUTANTS


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_mutant__breaks_code_that_still_stands_there(mutant: Mutant) -> None:
    ast.parse(mutant.broken())


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_mutant__names_tests_that_are_there(mutant: Mutant) -> None:
    assert mutant.caught_by
    for named in mutant.caught_by:
        file, _, rest = named.partition("::")
        function = rest.partition("[")[0]
        text = (HOUSE / file).read_text(encoding="utf-8")
        assert not function or f"def {function}(" in text, named


def test_promises__each_has_a_mutant() -> None:
    assert {mutant.promise for mutant in MUTANTS} == set(Promise)


def test_mutants__have_names_of_their_own() -> None:
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)
