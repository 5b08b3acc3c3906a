"""Every mutant, by the promise it breaks."""

from tests.mutants.broken_on_purpose import Mutant
from tests.mutants.killed_workers import KILLED_WORKERS
from tests.mutants.never_twice import NEVER_A_MESSAGE_TWICE, NEVER_TWICE
from tests.mutants.nothing_lost import NOTHING_LOST, ON_THE_RECORD, TO_THE_CENT
from tests.mutants.people_decide import A_PERSON_DECIDES, EACH_KEEPS_WHAT_IT_OWNS, GUARDED
from tests.mutants.strangers import NOBODY_GETS_IN
from tests.mutants.unnoticed import NOBODY_HAS_TO_LOOK

MUTANTS: tuple[Mutant, ...] = (
    *NEVER_TWICE,
    *NEVER_A_MESSAGE_TWICE,
    *NOTHING_LOST,
    *KILLED_WORKERS,
    *TO_THE_CENT,
    *EACH_KEEPS_WHAT_IT_OWNS,
    *NOBODY_HAS_TO_LOOK,
    *A_PERSON_DECIDES,
    *GUARDED,
    *NOBODY_GETS_IN,
    *ON_THE_RECORD,
)
