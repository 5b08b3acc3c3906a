"""How hard property tests try: quickly and the same each time, or as long as somebody has patience."""

import os

from hypothesis import HealthCheck, Phase, settings

TIMES = int(os.environ.get("LEASEBRIDGE_FUZZ_TIMES", "1"))
"""Set it to 100 for a night's work: that many times the examples, and others each time."""


def effort(examples: int) -> settings:
    """Settings for that many examples in CI."""
    return settings(
        max_examples=examples * TIMES,
        derandomize=TIMES == 1,
        deadline=None,
        phases=[one for one in Phase if one is not Phase.shrink or TIMES > 1],
        suppress_health_check=list(HealthCheck),
    )
