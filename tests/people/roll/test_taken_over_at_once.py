"""Two officers take their lists over at the same moment: one counts, the other is checked anew."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from people.models import Posting, RollImport, Unit, User
from people.roll import services
from people.services import place_unit
from tests.conftest import NOW, TODAY, Cast
from tests.factories.people import LONG_AGO, CountryFactory, UnitFactory
from tests.people.roll.lists import as_csv, reasons, sent

pytestmark = pytest.mark.django_db(transaction=True)


def taken_over_at_once(*rolls: RollImport) -> list[str]:
    """The states that come of it, in alphabetical order."""
    start = Barrier(len(rolls))

    def take_over(roll: RollImport) -> str:
        start.wait()
        try:
            return services.apply_roll(roll=roll, at=NOW).state
        except services.RollChanged:
            return "overtaken"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(rolls)) as pool:
        return sorted(pool.map(take_over, rolls))


def test_the_same_new_people_come_once(cast: Cast) -> None:
    people = [[f"77{number:03}", f"Zoé Petit {number}", "", "1 Pl", ""] for number in range(40)]
    officers = [(cast.battalion, cast.administrator, people), (cast.alpha, cast.commander, people[::-1])]
    rolls = [sent(unit, by, as_csv(rows)) for unit, by, rows in officers]
    assert taken_over_at_once(*rolls) == ["applied", "overtaken"]
    assert User.objects.filter(service_number__startswith="77").count() == 40
    assert Posting.objects.main().filter(user__service_number__startswith="77").count() == 40
    left = RollImport.objects.get(state=RollImport.State.CHECKED)
    assert left.counts == {"unchanged": 40}


def test_a_person_moved_to_two_units_serves_in_one(cast: Cast) -> None:
    def list_for(unit: str) -> bytes:
        return as_csv([[each.service_number, each.name, "", unit, ""] for each in (cast.learner, cast.comrade)])

    rolls = [sent(cast.battalion, cast.administrator, list_for(unit)) for unit in ("A Coy", "B Coy")]
    assert taken_over_at_once(*rolls) == ["applied", "overtaken"]
    served = Posting.objects.main().valid(TODAY).filter(user__in=[cast.learner, cast.comrade]).values_list("unit", flat=True)
    assert list(served) in ([cast.alpha.pk] * 2, [cast.bravo.pk] * 2)


def test_two_countries_give_one_address_to_one_of_them(cast: Cast) -> None:
    country = CountryFactory(code="QX", name="Orient")
    abroad = UnitFactory(name="Orient contingent", short_name="ORCON", country=country, kind=Unit.Kind.CONTINGENT)
    place_unit(unit=abroad, parent=None, on=LONG_AGO)
    row = [["77001", "Zoé Petit", "", "", "zoe@example.org"]]
    rolls = [sent(unit, cast.administrator, as_csv(row)) for unit in (cast.alpha, abroad)]
    assert taken_over_at_once(*rolls) == ["applied", "overtaken"]
    assert User.objects.filter(email="zoe@example.org").count() == 1
    left = RollImport.objects.get(state=RollImport.State.CHECKED)
    assert reasons(left) == {2: ["email: This address belongs to an account of another country."]}
