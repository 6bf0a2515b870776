"""The invented contingent: who is in it, who can sign in, and that it is made once only."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from courses.models import Completion, Enrolment
from credentials.models import Credential, Requirement
from curriculum.demonstration import ACCOUNTS, CLAIMED_BY_SLIP, PASSWORD, Demonstration, load_demonstration
from people.groups import ADMINISTRATORS, AUDITORS, LEGAL_REVIEWERS, TRAINERS
from people.models import AuditEntry, ClaimCode, Unit, User
from people.slips.services import check_claim_code, claim_account
from tests.curriculum.folder import FIRST, all_rows

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(small_course: None) -> Demonstration:
    return load_demonstration(at=FIRST)


def test_about_three_hundred_people_serve_in_it(made: Demonstration) -> None:
    assert 280 <= User.objects.filter(is_demonstration=True).count() <= 320
    assert not User.objects.filter(is_demonstration=False).exists()
    assert Unit.objects.filter(kind=Unit.Kind.COMPANY).count() == 4


def test_whoever_is_named_can_sign_in(made: Demonstration) -> None:
    for account in made.accounts:
        user = User.objects.get(username=account.username)
        assert user.check_password(PASSWORD)
        assert user.claimed_at is not None
    can = User.objects.exclude(claimed_at=None).values_list("username", flat=True)
    assert set(can) == {account.username for account in ACCOUNTS}


@pytest.mark.parametrize(
    ("role", "group"),
    [("trainer (", TRAINERS), ("legal reviewer", LEGAL_REVIEWERS), ("administrator", ADMINISTRATORS), ("auditor", AUDITORS)],
)
def test_roles_are_held(made: Demonstration, role: str, group: str) -> None:
    (account,) = [each for each in ACCOUNTS if each.role.startswith(role)]
    assert User.objects.get(username=account.username).groups.get().name == group


def test_people_are_done_half_way_and_at_the_beginning(made: Demonstration) -> None:
    beginner, half_way = (User.objects.get(username=account.username) for account in ACCOUNTS[:2])
    assert not Enrolment.objects.filter(learner=beginner).exists()
    assert 0 < Completion.objects.filter(enrolment__learner=half_way).count() < 4
    assert not Credential.objects.filter(holder=half_way).exists()
    assert Credential.objects.count() > 50
    assert {row.achievement.key for row in Requirement.objects.all()} == {"small-badge"}
    assert Credential.objects.get(code=made.certificate_code).revoked_at is None


def test_loading_it_again_changes_nothing_but_the_open_claim_slip(made: Demonstration) -> None:
    before = all_rows()
    again = load_demonstration(at=FIRST)
    after = all_rows()
    assert {name for name in after if after[name] != before[name]} == {ClaimCode._meta.label, AuditEntry._meta.label}
    assert again.claim_code != made.claim_code
    assert (again.accounts, again.certificate_code) == (made.accounts, made.certificate_code)


def test_loading_it_again_changes_nothing_once_the_slip_was_used(made: Demonstration) -> None:
    claim = check_claim_code(username=CLAIMED_BY_SLIP, code=made.claim_code, at=FIRST)
    assert claim is not None
    claim_account(claim=claim, password="seven lanterns in the rain", at=FIRST)
    before = all_rows()
    assert load_demonstration(at=FIRST).claim_code == ""
    assert all_rows() == before


def test_an_account_renamed_here_is_not_made_again(made: Demonstration) -> None:
    for username in (ACCOUNTS[0].username, CLAIMED_BY_SLIP):
        User.objects.filter(username=username).update(username=f"{username}9", service_number=f"{username[3:]}9")
    count = User.objects.count()
    assert load_demonstration(at=FIRST).claim_code == ""
    assert User.objects.count() == count


def test_the_command_says_how_to_sign_in(made: Demonstration) -> None:
    out = StringIO()
    call_command("load_demonstration", stdout=out)
    told = out.getvalue()
    assert all(account.username in told and account.role in told for account in ACCOUNTS)
    assert PASSWORD in told
    assert f"/v/{made.certificate_code}/" in told
    assert f"name {CLAIMED_BY_SLIP}, code " in told
