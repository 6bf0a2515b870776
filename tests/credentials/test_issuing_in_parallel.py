"""However many workers issue at once, one credential for each achievement is current."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from credentials.models import Credential
from people.models import User
from tests.conftest import NOW, Cast
from tests.credentials.issued import issued
from tests.factories.courses import make_achievement


@pytest.mark.django_db(transaction=True)
def test_eight_threads_leave_one_current_credential_and_seven_replaced_ones(cast: Cast) -> None:
    achievement = make_achievement()

    def issue(number: int) -> str:
        try:
            return issued(User.objects.get(pk=cast.learner.pk), achievement, at=NOW + timedelta(seconds=number)).code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        codes = set(pool.map(issue, range(8)))
    assert len(codes) == 8
    assert Credential.objects.current().held_by(cast.learner).count() == 1
    replaced = Credential.objects.filter(superseded_at__isnull=False)
    assert replaced.count() == 7
    assert all(each.superseded_by_id for each in replaced)
