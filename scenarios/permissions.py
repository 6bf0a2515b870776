"""May this person play that scenario?"""

from __future__ import annotations

from typing import Any

from scenarios.models import ScenarioPage


def visible_scenarios(user: Any) -> Any:
    """Live scenarios outside private sections, unless the reader may edit them anyway."""
    scenarios = ScenarioPage.objects.live()
    return scenarios if user.has_perm("wagtailadmin.access_admin") else scenarios.public()
