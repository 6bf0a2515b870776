"""A scan of training done elsewhere is kept for two years from the day it stopped to count, not from when it was recorded."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from credentials.models import ExternalCertificate
from people.retention.services import apply_retention
from tests.conftest import Cast
from tests.readiness.test_shown_as_external import external

NOW = timezone.now()
LONG_AGO, LATELY = NOW - timedelta(days=800), NOW - timedelta(days=20)


@pytest.mark.parametrize(
    ("state", "is_kept"),
    [
        ({"withdrawn_at": LATELY}, True),
        ({"withdrawn_at": LONG_AGO}, False),
        ({"is_approved": False, "decided_at": LATELY}, True),
        ({"is_approved": False, "decided_at": LONG_AGO}, False),
        ({"earned_on": LONG_AGO.date(), "expires_on": LATELY.date()}, True),
        ({"earned_on": LONG_AGO.date(), "expires_on": LONG_AGO.date()}, False),
        ({"expires_on": None}, True),
    ],
)
def test_two_years_run_from_the_day_it_stopped_to_count(cast: Cast, state: dict[str, Any], is_kept: bool) -> None:
    row = external(cast, cast.learner, days=400)
    ExternalCertificate.objects.filter(pk=row.pk).update(recorded_at=LONG_AGO, withdrawn_by=cast.administrator, **state)
    apply_retention(at=NOW)
    assert bool(ExternalCertificate.objects.get(pk=row.pk).scan) is is_kept
