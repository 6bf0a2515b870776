"""The doors in the header follow the person's posts and groups at once, not from the next day on."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from people.groups import AUDITORS
from people.models import Posting, User
from people.status.services import appoint_commander, appoint_training_officer, end_appointment
from tests.conftest import Cast
from tests.factories.people import UserFactory

ClientOf = Callable[[User | None], Client]


def doors(client: Client) -> dict[str, bool]:
    shown = client.get("/me/").context["nav"]
    return {name: shown[name] for name in ("readiness", "training")}


def test_whoever_is_appointed_at_noon_sees_the_door_at_noon(cast: Cast, client_of: ClientOf) -> None:
    client, today = client_of(cast.learner), timezone.localdate()
    assert not doors(client)["readiness"]
    appoint_commander(user=cast.learner, unit=cast.platoon, on=today, by=cast.administrator, at=timezone.now())
    assert doors(client)["readiness"]


def test_whoever_is_no_longer_training_officer_sees_the_door_no_longer(cast: Cast, client_of: ClientOf) -> None:
    client, today = client_of(cast.comrade), timezone.localdate()
    post = appoint_training_officer(user=cast.comrade, unit=cast.alpha, starts_on=today, by=cast.administrator, at=timezone.now())
    assert doors(client)["training"]
    end_appointment(posting=post, on=today, by=cast.administrator, at=timezone.now())
    assert not doors(client)["training"]


def test_a_posting_deleted_in_the_editor_closes_its_door(cast: Cast, client_of: ClientOf) -> None:
    client, row = client_of(cast.commander), Posting.objects.get(user=cast.commander)
    assert doors(client)["readiness"]
    assert client_of(cast.administrator).post(f"/admin/posting/delete/{row.pk}/").status_code == 302
    assert not doors(client)["readiness"]


def test_the_audit_log_has_a_door_for_whoever_reads_it_and_for_nobody_else(cast: Cast, client_of: ClientOf) -> None:
    auditor = UserFactory(name="Elif Aydin")
    auditor.groups.add(Group.objects.get(name=AUDITORS))
    for person, reads in ((auditor, True), (cast.administrator, True), (cast.commander, False), (cast.learner, False)):
        assert ('href="/audit/"' in client_of(person).get("/me/").content.decode()) is reads
