"""Training officers set statuses and acting commanders of their own people; commanders read; everybody else finds nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from people.models import Posting, Unit, User
from people.services import post_person
from people.status.services import set_status
from tests.conftest import Cast
from tests.factories.people import LONG_AGO, UserFactory, training_officer

ClientOf = Callable[[User | None], Client]
DAY = timedelta(days=1)


@pytest.fixture
def officer(cast: Cast) -> User:
    """The training officer of Alpha."""
    return training_officer(cast.alpha)


def leave(**changes: Any) -> dict[str, Any]:
    today = timezone.localdate()
    return {"status": "excused", "reason": "leave", "starts_on": today + DAY, "ends_on": today + 7 * DAY} | changes


def page_of(user: User) -> str:
    return f"/units/people/{user.pk}/"


def statuses(user: User) -> list[str]:
    return list(user.postings.filter(is_main=True).order_by("starts_on").values_list("status", flat=True))


def test_the_list_says_who_is_there_and_what_is_planned(cast: Cast, officer: User, client_of: ClientOf) -> None:
    client = client_of(officer)
    assert client.post(page_of(cast.learner), leave()).status_code == 302
    text = client.get(f"/units/{cast.alpha.pk}/people/").content.decode()
    assert "Strength 3 of 3 posted" in text
    assert "Excused, Leave" in text
    assert page_of(cast.learner) in text


def test_excused_people_are_posted_and_not_counted(cast: Cast, officer: User, client_of: ClientOf) -> None:
    client = client_of(officer)
    client.post(page_of(cast.learner), leave(starts_on=timezone.localdate()))
    text = client.get(f"/units/{cast.alpha.pk}/people/?status=excused").content.decode()
    assert "Strength 2 of 3 posted" in text
    assert cast.learner.name in text
    assert cast.comrade.name not in text


def test_a_commander_reads_the_list_and_sets_nothing(cast: Cast, officer: User, client_of: ClientOf) -> None:
    client = client_of(cast.commander)
    text = client.get(f"/units/{cast.alpha.pk}/people/").content.decode()
    assert cast.learner.name in text
    assert page_of(cast.learner) not in text
    assert client.post(page_of(cast.learner), leave()).status_code == 404
    assert statuses(cast.learner) == ["present"]


def test_a_status_that_would_replace_another_is_asked_for_again(cast: Cast, officer: User, client_of: ClientOf) -> None:
    client = client_of(officer)
    client.post(page_of(cast.learner), leave())
    asked = client.post(page_of(cast.learner), leave(reason="medical"))
    assert "Replace the status?" in asked.content.decode()
    assert not cast.learner.postings.filter(reason="medical").exists()
    assert client.post(page_of(cast.learner), leave(reason="medical", confirmed="yes")).status_code == 302
    assert cast.learner.postings.filter(reason="medical").exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"reason": ""},
        {"status": "attached"},
        {"status": "absent"},
        {"starts_on": "2026-01-05"},
        {"starts_on": "9999-12-31", "ends_on": ""},
        {"ends_on": "2026-01-05"},
    ],
)
def test_a_faulty_form_says_so_and_changes_nothing(
    cast: Cast, officer: User, client_of: ClientOf, changes: dict[str, str]
) -> None:
    answer = client_of(officer).post(page_of(cast.learner), leave(**changes))
    assert answer.status_code == 200
    assert "field-error" in answer.content.decode()
    assert statuses(cast.learner) == ["present"]


def test_people_are_lent_only_to_units_of_the_own_subtree(cast: Cast, officer: User, client_of: ClientOf) -> None:
    client = client_of(officer)
    lent = leave(status="attached", unit=cast.bravo.pk)
    assert client.post(page_of(cast.learner), lent).status_code == 200
    assert statuses(cast.learner) == ["present"]
    client.post(page_of(cast.learner), lent | {"unit": cast.alpha.pk})
    assert statuses(cast.learner) == ["present", "attached", "present"]


def test_whoever_is_lent_elsewhere_stands_on_both_lists(cast: Cast, officer: User, client_of: ClientOf) -> None:
    today = timezone.localdate()
    by, host = cast.administrator, cast.bravo
    set_status(user=cast.learner, status="attached", unit=host, starts_on=today, ends_on=today + DAY, by=by, at=timezone.now())
    own = client_of(officer).get(f"/units/{cast.alpha.pk}/people/").content.decode()
    assert "Lent to other units" in own
    assert page_of(cast.learner) not in own
    assert "Attached from" in client_of(cast.other_commander).get(f"/units/{host.pk}/people/").content.decode()


def test_only_an_administrator_lends_a_commander_away(cast: Cast, officer: User, client_of: ClientOf) -> None:
    lent = leave(status="attached", unit=cast.platoon.pk)
    assert client_of(officer).post(page_of(cast.commander), lent).status_code == 200
    assert statuses(cast.commander) == ["present"]
    assert client_of(cast.administrator).post(page_of(cast.commander), lent).status_code == 302


def test_a_status_reaches_no_day_on_which_somebody_serves_elsewhere(cast: Cast, officer: User, client_of: ClientOf) -> None:
    post_person(user=cast.learner, unit=cast.bravo, on=timezone.localdate() + 4 * DAY, at=timezone.now())
    answer = client_of(officer).post(page_of(cast.learner), leave())
    assert "serves elsewhere" in answer.content.decode()
    assert statuses(cast.learner) == ["present", "present"]


def test_a_status_is_ended_today_after_a_question(cast: Cast, officer: User, client_of: ClientOf) -> None:
    today = timezone.localdate()
    set_status(
        user=cast.learner, status="excused", reason="duty", starts_on=today - DAY, ends_on=None, by=officer, at=timezone.now()
    )
    row = cast.learner.postings.get(status="excused")
    client = client_of(officer)
    assert "End the status?" in client.get(f"/units/status/{row.pk}/end/").content.decode()
    assert statuses(cast.learner) == ["present", "excused"]
    client.post(f"/units/status/{row.pk}/end/")
    assert statuses(cast.learner) == ["present", "excused", "present"]
    assert cast.learner.postings.get(status="excused").ends_on == today - DAY


# --- Appointments ---------------------------------------------------------------------------------


def acting(cast: Cast, user: User, **changes: Any) -> dict[str, Any]:
    today = timezone.localdate()
    return {"role": "acting-commander", "person": user.username, "starts_on": today, "ends_on": today + DAY} | changes


def test_a_training_officer_appoints_an_acting_commander_from_the_own_people(
    cast: Cast, officer: User, client_of: ClientOf
) -> None:
    client, url = client_of(officer), f"/units/{cast.alpha.pk}/posts/"
    assert client.post(url, acting(cast, cast.other_commander)).status_code == 200
    assert client.post(url, acting(cast, cast.learner, ends_on="")).status_code == 200
    assert not Posting.objects.filter(role="acting-commander").exists()
    assert client.post(url, acting(cast, cast.learner)).status_code == 302
    assert cast.alpha in Unit.objects.commanded_by(cast.learner, timezone.localdate())


@pytest.mark.parametrize("role", ["commander", "training-officer"])
def test_only_administrators_appoint_commanders_and_training_officers(
    cast: Cast, officer: User, client_of: ClientOf, role: str
) -> None:
    url, data = f"/units/{cast.alpha.pk}/posts/", acting(cast, cast.learner, role=role, ends_on="", confirmed="yes")
    assert client_of(officer).post(url, data).status_code == 200
    assert not cast.learner.postings.filter(role=role).exists()
    assert client_of(cast.administrator).post(url, data).status_code == 302
    assert cast.learner.postings.filter(role=role).exists()


def test_a_change_of_command_is_asked_for_with_the_names_of_those_who_lose_it(cast: Cast, client_of: ClientOf) -> None:
    client, url = client_of(cast.administrator), f"/units/{cast.bravo.pk}/posts/"
    data = acting(cast, cast.commander, role="commander", ends_on="")
    text = client.post(url, data).content.decode()
    assert "Change the command?" in text
    assert cast.other_commander.short_label in text
    assert cast.alpha.name in text
    assert cast.other_commander.postings.filter(role="commander").count() == 1
    client.post(url, data | {"confirmed": "yes"})
    today = timezone.localdate()
    assert cast.bravo in Unit.objects.commanded_by(cast.commander, today)
    assert not Unit.objects.commanded_by(cast.other_commander, today).exists()


def test_whom_an_officer_comes_to_appoint_is_named_by_a_key_and_no_further_than_the_officer_reaches(
    cast: Cast, officer: User, client_of: ClientOf
) -> None:
    client, url = client_of(officer), f"/units/{cast.alpha.pk}/posts/?who="
    assert f'/posts/?who={cast.learner.pk}"' in client.get(page_of(cast.learner)).content.decode()
    assert f'value="{cast.learner.username}"' in client.get(f"{url}{cast.learner.pk}").content.decode()
    for other in (cast.other_commander.pk, "9" * 18, "9" * 40, "²", "-1", ""):
        answer = client.get(f"{url}{other}")
        assert answer.status_code == 200
        assert cast.other_commander.username not in answer.content.decode()


def test_training_officers_end_acting_commands_and_no_other_post(cast: Cast, officer: User, client_of: ClientOf) -> None:
    client = client_of(officer)
    client.post(f"/units/{cast.alpha.pk}/posts/", acting(cast, cast.learner))
    row = cast.learner.postings.get(role="acting-commander")
    assert client.get(f"/units/posts/{row.pk}/end/").status_code == 200
    assert client.post(f"/units/posts/{row.pk}/end/").status_code == 302
    assert not Posting.objects.filter(pk=row.pk).exists()
    command, own = cast.commander.postings.get(), officer.postings.get()
    assert {client.post(f"/units/posts/{each.pk}/end/").status_code for each in (command, own)} == {404}


def test_the_pages_of_one_person_ask_as_much_whoever_serves_beside(
    cast: Cast, officer: User, client_of: ClientOf, django_assert_max_num_queries: Any
) -> None:
    for user in UserFactory.create_batch(10):
        post_person(user=user, unit=cast.platoon, on=LONG_AGO, at=timezone.now())
    client = client_of(officer)
    client.get(page_of(cast.learner))
    with django_assert_max_num_queries(24):
        client.get(page_of(cast.learner))


def test_a_post_stands_on_one_line_with_its_unit(cast: Cast, client_of: ClientOf) -> None:
    """What stands directly in the body of a row is a line of its own."""
    holder = training_officer(cast.battalion, name="Ada Oko", is_main=False)
    post_person(user=holder, unit=cast.battalion, on=LONG_AGO, at=timezone.now())
    text = client_of(cast.administrator).get(f"/units/people/{holder.pk}/").content.decode()
    assert f'<span class="row-body"><span>Training officer · <bdi>{cast.battalion.short_name}</bdi>' in text
