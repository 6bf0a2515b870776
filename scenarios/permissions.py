"""May this person play that scenario?"""

from __future__ import annotations

from typing import Any

from courses.permissions import readable
from scenarios.models import ScenarioPage


def visible_scenarios(user: Any) -> Any:
    """Live scenarios that the person may read, by the rule for lessons."""
    return readable(ScenarioPage.objects.live(), user)
