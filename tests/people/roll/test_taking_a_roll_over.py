"""A roll is taken over as a whole or not at all, on its day, once; the names in it are erased here afterwards."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.utils import timezone

from people.models import Posting, RollImport, Unit, User
from people.roll import services
from people.services import post_person
from people.slips.services import issue_claim_code
from tests.conftest import NOW, TODAY, Cast
from tests.factories.people import RankFactory, UserFactory
from tests.people.roll.lists import applied, as_csv, kinds, sent

LATER = TODAY + timedelta(days=10)


def serves(user: User, on: Any) -> list[str]:
    return [posting.unit.short_name for posting in Posting.objects.main().valid(on).filter(user=user)]


def person(service_number: str) -> User:
    return User.objects.get(username=f"QM-{service_number}")


def row(user: User, unit: str, rank: str = "") -> list[str]:
    return [user.service_number, user.name, rank, unit, ""]


def test_new_people_get_an_account_that_only_a_slip_opens_and_a_posting_from_the_day(cast: Cast) -> None:
    RankFactory(name="Corporal", abbreviation="Cpl", level=2)
    applied(cast.alpha, cast.administrator, as_csv([["77001", "Zoé Petit", "Cpl", "1 Pl", "zoe@example.org"]]), on=LATER)
    zoe = person("77001")
    assert (zoe.name, zoe.level, zoe.email) == ("Zoé Petit", 2, "zoe@example.org")
    assert not zoe.has_usable_password()
    assert authenticate(username=zoe.username, password="") is None
    assert (serves(zoe, LATER - timedelta(days=1)), serves(zoe, LATER)) == ([], ["1 Pl"])


def test_a_move_takes_effect_on_its_day_and_the_past_stays_true(cast: Cast) -> None:
    applied(cast.battalion, cast.administrator, as_csv([row(cast.learner, "B Coy")]), on=LATER)
    assert serves(cast.learner, LATER - timedelta(days=1)) == ["1 Pl"]
    assert serves(cast.learner, LATER) == ["B Coy"]


def test_whoever_leaves_serves_until_the_day_before(cast: Cast) -> None:
    applied(cast.alpha, cast.administrator, as_csv([row(cast.learner, "1 Pl")]), on=LATER, is_complete=True)
    assert serves(cast.comrade, LATER - timedelta(days=1)) == ["1 Pl"]
    assert serves(cast.comrade, LATER) == []
    assert User.objects.get(pk=cast.comrade.pk).is_active


def test_a_commander_whom_the_list_moves_out_commands_no_more_from_that_day(cast: Cast) -> None:
    applied(cast.battalion, cast.administrator, as_csv([row(cast.commander, "B Coy", "Capt")]), on=LATER)
    assert Unit.objects.commanded_by(cast.commander, LATER - timedelta(days=1)).exists()
    assert not Unit.objects.commanded_by(cast.commander, LATER).exists()
    assert serves(cast.commander, LATER) == ["B Coy"]


def test_sending_the_same_list_again_changes_nothing(cast: Cast) -> None:
    content = as_csv([["77001", "Zoé Petit", "", "1 Pl", ""], row(cast.learner, "B Coy"), row(cast.comrade, "1 Pl")])
    applied(cast.battalion, cast.administrator, content)
    before = list(Posting.objects.order_by("pk").values()), list(User.objects.order_by("pk").values())
    again = applied(cast.battalion, cast.administrator, content)
    assert again.counts == {"unchanged": 3}
    assert (list(Posting.objects.order_by("pk").values()), list(User.objects.order_by("pk").values())) == before


def test_taking_over_twice_takes_over_once(cast: Cast) -> None:
    roll = applied(cast.alpha, cast.administrator, as_csv([["77001", "Zoé Petit", "", "", ""]]))
    assert services.apply_roll(roll=roll, at=NOW).state == RollImport.State.APPLIED
    assert Posting.objects.filter(user=person("77001")).count() == 1


def test_with_a_faulty_row_nothing_is_taken_over(cast: Cast) -> None:
    roll = sent(cast.alpha, cast.administrator, as_csv([["77001", "Zoé Petit", "", "", ""], ["", "Ada Oko", "", "", ""]]))
    with pytest.raises(services.RollChanged):
        services.apply_roll(roll=roll, at=NOW)
    assert not User.objects.filter(service_number="77001").exists()


def test_when_the_record_changed_since_the_check_nothing_is_taken_over_and_the_list_is_checked_anew(cast: Cast) -> None:
    roll = sent(cast.battalion, cast.administrator, as_csv([row(cast.learner, "1 Pl"), row(cast.comrade, "B Coy")]))
    post_person(user=cast.learner, unit=cast.bravo, on=TODAY, at=timezone.now())
    with pytest.raises(services.RollChanged):
        services.apply_roll(roll=roll, at=NOW)
    assert serves(cast.comrade, TODAY) == ["1 Pl"]
    roll.refresh_from_db()
    assert kinds(roll) == [("moved", cast.learner.service_number), ("moved", cast.comrade.service_number)]
    assert services.apply_roll(roll=roll, at=NOW).state == RollImport.State.APPLIED


def test_an_account_made_meanwhile_is_no_fault_of_the_machine(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    roll = sent(cast.alpha, cast.administrator, as_csv([["77001", "Zoé Petit", "", "", ""]]))
    UserFactory(service_number="77001", name="Zoé Petit")
    with pytest.raises(services.RollChanged):
        services.apply_roll(roll=roll, at=NOW)
    roll.refresh_from_db()
    assert roll.counts == {"moved": 1}


def test_two_officers_lists_for_the_same_people_are_taken_over_one_after_the_other(cast: Cast) -> None:
    first = sent(cast.battalion, cast.administrator, as_csv([row(cast.learner, "B Coy")]))
    second = sent(cast.battalion, cast.administrator, as_csv([row(cast.learner, "A Coy")]))
    services.apply_roll(roll=first, at=NOW)
    with pytest.raises(services.RollChanged):
        services.apply_roll(roll=second, at=NOW)
    assert serves(cast.learner, TODAY) == ["B Coy"]
    second.refresh_from_db()
    assert kinds(second) == [("moved", cast.learner.service_number)]


def test_afterwards_only_the_figures_stay(cast: Cast) -> None:
    roll = applied(cast.alpha, cast.administrator, as_csv([["77001", "Zoé Petit", "", "", ""]]))
    roll.refresh_from_db()
    assert (roll.rows, roll.lines, roll.counts) == ([], [], {"new": 1})


def test_a_list_that_nobody_finished_is_erased_after_its_time(cast: Cast) -> None:
    roll = sent(cast.alpha, cast.administrator, as_csv([["77001", "Zoé Petit", "", "", ""]]))
    RollImport.objects.update(sent_at=NOW - timedelta(days=8))
    assert services.forget_old_rolls(before=NOW - timedelta(days=7), at=NOW) == 1
    roll.refresh_from_db()
    assert (roll.state, roll.rows) == (RollImport.State.DISCARDED, [])


def test_an_open_slip_outlives_a_move(cast: Cast) -> None:
    claim, _code = issue_claim_code(user=cast.learner, by=cast.administrator, at=NOW)
    applied(cast.battalion, cast.administrator, as_csv([row(cast.learner, "B Coy")]))
    claim.refresh_from_db()
    assert claim.state(NOW) == "open"


def test_a_roll_keeps_other_posts_of_a_person(cast: Cast) -> None:
    post_person(
        user=cast.learner, unit=cast.bravo, on=TODAY, role=Posting.Role.TRAINING_OFFICER, is_main=False, at=timezone.now()
    )
    applied(cast.battalion, cast.administrator, as_csv([row(cast.learner, "B Coy")]), on=LATER)
    assert Unit.objects.trained_by(cast.learner, LATER).contains(cast.bravo)
