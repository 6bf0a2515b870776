"""Which achievement the page is about, and by when: the unit's own requirement or the nearest from above."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from credentials.models import EXPIRING_DAYS, Achievement, Requirement
from people.models import Posting, Unit, User
from people.services import place_unit
from tests.conftest import TODAY, Cast
from tests.factories.courses import make_achievement
from tests.factories.people import LONG_AGO
from tests.readiness.contingents import page_of, unit_page

ClientOf = Callable[[User | None], Client]
MARCH, MAY = date(2027, 3, 12), date(2027, 5, 1)


def require(unit: Unit, key: str, due_on: date) -> None:
    Requirement.objects.create(unit=unit, achievement=_achievement(key), due_on=due_on, starts_on=LONG_AGO)


def _achievement(key: str) -> Achievement:
    return Achievement.objects.filter(key=key).first() or make_achievement(key, name=key.capitalize())


def test_a_day_is_inherited_from_above(cast: Cast) -> None:
    require(cast.contingent, "core", MARCH)
    for unit in (cast.contingent, cast.battalion, cast.alpha, cast.platoon):
        assert page_of(unit).asked.due_on == MARCH


def test_the_nearest_day_binds(cast: Cast) -> None:
    require(cast.contingent, "core", MAY)
    require(cast.alpha, "core", MARCH)
    assert page_of(cast.platoon).asked.due_on == MARCH
    assert page_of(cast.bravo).asked.due_on == MAY


def test_what_is_asked_of_a_sub_unit_does_not_bind_the_unit(cast: Cast) -> None:
    require(cast.platoon, "core", MARCH)
    page = page_of(cast.alpha)
    assert page.asked.achievement is not None
    assert page.asked.due_on is None


def test_a_requirement_above_goes_with_the_unit_when_it_moves_away(cast: Cast) -> None:
    require(cast.alpha, "core", MARCH)
    moved = TODAY + timedelta(days=10)
    cast.platoon.placements.update(ends_on=moved - timedelta(days=1))
    place_unit(unit=cast.platoon, parent=cast.bravo, on=moved)
    assert page_of(cast.platoon, moved - timedelta(days=1)).asked.due_on == MARCH
    assert page_of(cast.platoon, moved).asked.due_on is None


@pytest.mark.parametrize(
    ("required", "key", "shown"),
    [
        ([], "", "core"),
        ([], "driving", "driving"),
        ([], "unknown", "core"),
        ([("driving", MAY)], "", "driving"),
        ([("driving", MAY), ("core", MARCH)], "", "core"),
        ([("driving", MARCH)], "core", "core"),
    ],
)
def test_the_page_shows_the_one_chosen_else_the_one_required_first_else_the_first(
    cast: Cast, required: list[tuple[str, date]], key: str, shown: str
) -> None:
    for name in ("core", "driving"):
        _achievement(name)
    for name, day in required:
        require(cast.battalion, name, day)
    asked = page_of(cast.alpha, key=key).asked
    assert asked.achievement is not None
    assert asked.achievement.key == shown


def test_the_units_own_requirement_goes_before_one_below_it(cast: Cast) -> None:
    require(cast.platoon, "core", MARCH)
    require(cast.alpha, "driving", MAY)
    asked = page_of(cast.alpha).asked
    assert asked.achievement is not None
    assert (asked.achievement.key, asked.due_on) == ("driving", MAY)


def test_each_achievement_is_offered_once_in_the_readers_language(cast: Cast) -> None:
    english = _achievement("core")
    french = english.copy_for_translation(Locale.objects.get(language_code="fr"))
    french.name = "Droits de l’homme"
    french.save()
    for language, name in (("en", "Core"), ("fr", "Droits de l’homme"), ("ar", "Core")):
        assert [a.name for a in page_of(cast.alpha, language=language).asked.offered] == [name]


def test_a_choice_is_offered_only_where_there_is_one(cast: Cast, client_of: ClientOf) -> None:
    _achievement("core")
    client = client_of(cast.commander)
    assert 'id="achievement"' not in unit_page(client, cast.alpha)
    _achievement("driving")
    text = unit_page(client, cast.alpha, achievement="driving")
    assert '<option value="driving" selected>' in text
    assert f"/readiness/units/{cast.platoon.pk}/?achievement=driving" in text


def test_the_page_says_the_day_and_whether_it_is_past(cast: Cast, client_of: ClientOf) -> None:
    today = timezone.localdate()
    require(cast.battalion, "core", today)
    client = client_of(cast.commander)
    assert "Required by" in unit_page(client, cast.alpha)
    Requirement.objects.update(due_on=today - timedelta(days=1))
    assert "Was required by" in unit_page(client, cast.alpha)


def test_the_horizon_in_words_is_the_one_of_the_credential(cast: Cast, client_of: ClientOf) -> None:
    _achievement("core")
    text = unit_page(client_of(cast.commander), cast.alpha)
    assert f"expire within {EXPIRING_DAYS} days" in text


def test_without_an_achievement_the_page_says_what_is_missing(cast: Cast, client_of: ClientOf) -> None:
    assert "Nothing to earn yet" in unit_page(client_of(cast.commander), cast.alpha)


def test_an_empty_unit_says_so(cast: Cast, client_of: ClientOf) -> None:
    _achievement("core")
    Posting.objects.filter(unit=cast.platoon).delete()
    assert "Nobody is posted here" in unit_page(client_of(cast.commander), cast.platoon)
