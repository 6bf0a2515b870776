"""Training done elsewhere: recorded with a scan, approved by a second person, counted where the requirement says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from credentials.demands import bearing_on
from credentials.external.services import decide_external, record_external, withdraw_external
from credentials.models import ExternalCertificate, Requirement
from people.models import Posting, User
from people.models.units import path_range
from readiness.figures import AT, classified, people_at
from readiness.reminders.scan import Ground, due_of, people_of
from readiness.terms import terms_of
from tests.conftest import Cast
from tests.factories.courses import make_achievement
from tests.factories.people import training_officer

ClientOf = Callable[[User | None], Client]
AT_ONCE = timezone.now()
PDF = b"%PDF-1.4 scan"


def officer_of(cast: Cast, name: str = "Ada Oko") -> User:
    return training_officer(cast.alpha, name=name, is_main=True)


def recorded(cast: Cast, by: User, **change: Any) -> ExternalCertificate:
    values: dict[str, Any] = {
        "holder": cast.learner,
        "achievement_key": "core",
        "title": "UN Core Pre-deployment Training",
        "provider": "Integrated Training Service",
        "earned_on": timezone.localdate() - timedelta(days=30),
        "scan": PDF,
        "scan_type": "application/pdf",
        "by": by,
        "at": AT_ONCE,
    }
    return record_external(**(values | change))


@pytest.fixture
def asked(cast: Cast) -> Requirement:
    achievement = make_achievement()
    return Requirement.objects.create(unit=cast.alpha, achievement=achievement, due_on=timezone.localdate() + timedelta(days=9))


def standing_of(cast: Cast, person: User) -> str:
    on = timezone.localdate()
    path = cast.alpha.placements.valid(on).get().path  # type: ignore[attr-defined]
    terms = terms_of(bearing_on([path], on), "core", [path], today=on)
    return classified(people_at(path_range(path, AT), on), "core", terms, on).get(user=person).standing


def is_reminded(person: User) -> bool:
    ground = Ground(timezone.localdate())
    people = people_of(Posting.objects.main().filter(user=person), ground)
    return any(due.day.on <= timezone.localdate() + timedelta(days=60) for due in due_of(people, ground))


def test_it_counts_only_approved_and_only_where_the_requirement_says_so(cast: Cast, asked: Requirement) -> None:
    row = recorded(cast, officer_of(cast))
    Requirement.objects.update(accepts_external=True)
    assert standing_of(cast, cast.learner) == "not-started"
    decide_external(row=row, approve=True, by=cast.administrator, at=AT_ONCE)
    assert standing_of(cast, cast.learner) == "qualified"
    assert not is_reminded(cast.learner)
    assert standing_of(cast, cast.comrade) == "not-started"
    Requirement.objects.update(accepts_external=False)
    assert standing_of(cast, cast.learner) == "not-started"
    assert is_reminded(cast.learner)


def test_where_one_of_two_requirements_does_not_accept_it_it_does_not_suffice(cast: Cast, asked: Requirement) -> None:
    Requirement.objects.update(accepts_external=True)
    Requirement.objects.create(unit=cast.battalion, achievement=asked.achievement, due_on=asked.due_on)
    decide_external(row=recorded(cast, officer_of(cast)), approve=True, by=cast.administrator, at=AT_ONCE)
    assert standing_of(cast, cast.learner) == "not-started"


def test_a_requirement_that_means_others_does_not_take_it_away(cast: Cast, asked: Requirement) -> None:
    Requirement.objects.update(accepts_external=True)
    others = {"achievement": asked.achievement, "due_on": asked.due_on}
    Requirement.objects.create(unit=cast.battalion, levels=[3], **others)
    Requirement.objects.create(unit=cast.battalion, posts=["commander"], **others)
    for holder in (cast.learner, cast.commander):
        decide_external(row=recorded(cast, officer_of(cast), holder=holder), approve=True, by=cast.administrator, at=AT_ONCE)
    assert (standing_of(cast, cast.learner), is_reminded(cast.learner)) == ("qualified", False)
    assert (standing_of(cast, cast.commander), is_reminded(cast.commander)) == ("not-started", True)


def test_withdrawn_refused_and_expired_ones_count_no_longer(cast: Cast, asked: Requirement) -> None:
    Requirement.objects.update(accepts_external=True)
    officer, today = officer_of(cast), timezone.localdate()
    row = decide_external(row=recorded(cast, officer), approve=True, by=cast.administrator, at=AT_ONCE)
    withdraw_external(row=row, by=officer, reason="The paper was false.", at=AT_ONCE)
    decide_external(row=recorded(cast, officer), approve=False, by=cast.administrator, at=AT_ONCE, reason="Blurred.")
    ended = recorded(cast, officer, expires_on=today - timedelta(days=1))
    decide_external(row=ended, approve=True, by=cast.administrator, at=AT_ONCE)
    assert standing_of(cast, cast.learner) == "not-started"
    assert [each.state(today) for each in ExternalCertificate.objects.order_by("pk")] == ["withdrawn", "refused", "expired"]


def test_whoever_recorded_it_does_not_decide(cast: Cast) -> None:
    officer = officer_of(cast)
    row = recorded(cast, officer)
    for person in (officer, cast.learner):
        with pytest.raises(ValueError, match="second person"):
            decide_external(row=row, approve=True, by=person, at=AT_ONCE)
    with pytest.raises(ValueError, match="own"):
        recorded(cast, cast.learner)
    with pytest.raises(IntegrityError), transaction.atomic():
        ExternalCertificate.objects.update(is_approved=True, decided_by=officer, decided_at=AT_ONCE)


def test_the_first_decision_stands(cast: Cast) -> None:
    row = recorded(cast, officer_of(cast))
    decide_external(row=row, approve=False, by=cast.administrator, at=AT_ONCE, reason="Blurred.")
    again = decide_external(row=row, approve=True, by=officer_of(cast, "Jo Bell"), at=AT_ONCE)
    assert (again.is_approved, again.decided_by) == (False, cast.administrator)


# --- On the screen ----------------------------------------------------------------------------------


def form(cast: Cast, **change: Any) -> dict[str, Any]:
    return {
        "holder": cast.learner.pk,
        "achievement_key": "core",
        "title": "UN Core",
        "provider": "ITS",
        "earned_on": "2026-01-10",
        "scan": SimpleUploadedFile("scan.pdf", PDF),
    } | change


def test_an_officer_records_and_another_approves(cast: Cast, client_of: ClientOf, asked: Requirement) -> None:
    first, second = officer_of(cast), officer_of(cast, "Jo Bell")
    page = client_of(first).post("/external/new/", form(cast), follow=True)
    assert "External, waits for approval" in page.content.decode()
    row = ExternalCertificate.objects.get()
    assert (row.recorded_by, row.earned_on, row.scan.open().read()) == (first, date(2026, 1, 10), PDF)
    assert "Approve it" not in page.content.decode()
    assert client_of(first).post(f"/external/{row.pk}/decide/", {"decision": "approve"}).status_code == 404
    page = client_of(second).post(f"/external/{row.pk}/decide/", {"decision": "approve"}, follow=True)
    assert "External, approved" in page.content.decode()


def test_a_form_sent_twice_is_recorded_once(cast: Cast, client_of: ClientOf, asked: Requirement) -> None:
    client = client_of(officer_of(cast))
    places = [client.post("/external/new/", form(cast, scan=SimpleUploadedFile("scan.pdf", PDF)))["Location"] for _ in range(2)]
    assert places == [f"/external/{ExternalCertificate.objects.get().pk}/"] * 2
    client.post("/external/new/", form(cast, scan=SimpleUploadedFile("scan.pdf", PDF), title="Another"))
    assert ExternalCertificate.objects.count() == 2


def test_a_refusal_needs_a_reason(cast: Cast, client_of: ClientOf) -> None:
    row = recorded(cast, officer_of(cast))
    client = client_of(cast.administrator)
    page = client.post(f"/external/{row.pk}/decide/", {"decision": "refuse", "reason": " "}, follow=True)
    assert "Write why it is refused." in page.content.decode()
    page = client.post(f"/external/{row.pk}/decide/", {"decision": "refuse", "reason": "Blurred."}, follow=True)
    assert "External, refused" in page.content.decode()
    assert "Blurred." in client_of(cast.learner).get(f"/external/{row.pk}/").content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"scan": SimpleUploadedFile("scan.pdf", b"<html>")},
        {"scan": SimpleUploadedFile("scan.svg", b"%PDF-1.4")},
        {"scan": SimpleUploadedFile("scan.pdf", b"%PDF-" + b"0" * 5_300_000)},
        {"earned_on": "2099-01-01"},
        {"expires_on": "2020-01-01"},
        {"provider": ""},
    ],
    ids=["no pdf", "svg", "too large", "to come", "ends before", "nameless"],
)
def test_what_cannot_be_is_not_recorded(cast: Cast, client_of: ClientOf, asked: Requirement, wrong: dict[str, Any]) -> None:
    assert client_of(officer_of(cast)).post("/external/new/", form(cast, **wrong)).status_code == 200
    assert not ExternalCertificate.objects.exists()


def test_only_people_of_the_own_subtree_can_be_chosen(cast: Cast, client_of: ClientOf, asked: Requirement) -> None:
    officer = officer_of(cast)
    for person in (cast.other_commander, officer):
        client_of(officer).post("/external/new/", form(cast, holder=person.pk))
    assert not ExternalCertificate.objects.exists()


def test_outside_the_own_reach_it_is_not_found(cast: Cast, client_of: ClientOf) -> None:
    row = recorded(cast, officer_of(cast))
    for path in ("", "scan"):
        assert client_of(cast.learner).get(f"/external/{row.pk}/{path}").status_code == 200
        for person in (cast.comrade, cast.other_commander, cast.commander, cast.trainer):
            assert client_of(person).get(f"/external/{row.pk}/{path}").status_code == 404
    scan = client_of(cast.learner).get(f"/external/{row.pk}/scan")
    assert "attachment" in scan["Content-Disposition"]
    assert "sandbox" in scan["Content-Security-Policy"]


def test_the_holder_finds_them_on_the_own_home_always_as_external(cast: Cast, client_of: ClientOf) -> None:
    officer = officer_of(cast)
    row = recorded(cast, officer)
    home = client_of(cast.learner).get("/learn/").content.decode()
    assert f"/external/{row.pk}/" in home
    assert "External, waits for approval" in home
    decide_external(row=row, approve=True, by=cast.administrator, at=AT_ONCE)
    assert "External, approved" in client_of(cast.learner).get("/learn/").content.decode()
    assert "Training done elsewhere" not in client_of(cast.comrade).get("/learn/").content.decode().split("</h1>")[1]
    withdraw_external(row=row, by=cast.administrator, reason="Forged.", at=AT_ONCE)
    assert f"/external/{row.pk}/" not in client_of(cast.learner).get("/learn/").content.decode()


def test_the_list_names_itself_once_above_its_heading(cast: Cast, client_of: ClientOf) -> None:
    page = client_of(cast.learner).get("/external/").content.decode()
    way = page.split('class="breadcrumb"')[1].split("</nav>")[0]
    assert "Training done elsewhere" in way
    assert "external" not in way.lower()
