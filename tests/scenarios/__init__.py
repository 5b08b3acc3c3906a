"""The stories as scenarios. Their steps assert as tests do, and say as much when they fail."""

import pytest

pytest.register_assert_rewrite("tests.scenarios.steps")
