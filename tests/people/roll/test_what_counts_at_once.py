"""A list of a day ahead moves people on that day; its page says that ranks and names count as soon as it is taken over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from people.models import User
from tests.conftest import Cast
from tests.people.roll.lists import as_csv, sent

AT_ONCE = "A changed rank, name, address or language counts as soon as the list is taken over."


@pytest.mark.parametrize(("days_ahead", "is_said"), [(7, True), (0, False), (-7, False)])
def test_the_page_says_so_for_a_day_ahead_alone(
    cast: Cast, client_of: Callable[[User | None], Client], days_ahead: int, is_said: bool
) -> None:
    on = timezone.localdate() + timedelta(days=days_ahead)
    roll = sent(cast.alpha, cast.administrator, as_csv([["77001", "Zoé Petit", "", "", ""]]), on=on)
    page = client_of(cast.administrator).get(f"/roll/{roll.pk}/").content.decode()
    assert (AT_ONCE in page) is is_said
