"""An erased person's name stands nowhere any more; what was earned and counted stays true."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.log_actions import log

from credentials.badges.signing import is_intact
from credentials.models import Credential, CredentialSignature, ExternalCertificate, ShareLink
from people.audit.services import faults_of_log, seal_entries
from people.erasure.services import erase_person
from people.models import AuditEntry, Notice, Posting, RollImport, User
from people.postings import Refused
from people.retention.rules import ERASED
from people.services import Message, notify_people, post_person
from quizzes.models import Attempt
from tests.conftest import Cast, give_second_factor
from tests.credentials.issued import verdict_page
from tests.factories.people import LONG_AGO, UserFactory
from tests.factories.stage import furnish
from tests.people.at_the_door import confirm_identity

ClientOf = Callable[[User | None], Client]
KEEPS_ITS_LIST = {"readiness_issueddocument"}


def now() -> Any:
    return timezone.now()


@pytest.fixture
def stage(cast: Cast) -> dict[str, Any]:
    """One of everything about the learner, and what others wrote of her."""
    stage = furnish(cast)
    at = now()
    for text in ("Pte Amina Diallo is late", "A. Diallo (QM) again", f"See {cast.learner.username.lower()}", "Ask Amina"):
        notify_people(messages=[Message(cast.commander.pk, text, "en")], at=at)
    log(cast.learner, "wagtail.edit", user=cast.administrator)
    row = ["1", "Amina Diallo", cast.learner.username]
    RollImport.objects.create(
        unit=cast.alpha, sent_by=cast.administrator, file_name="Diallo, Amina Diallo.csv", takes_effect_on=at.date(), rows=[row]
    )
    client = Client()
    client.force_login(cast.learner, backend="people.backends.AuthenticationBackend")
    client.get("/me/")
    return stage | {"client": client}


def tables_with(*words: str) -> set[str]:
    """Tables in which one of the words stands in any column, read past the models."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            columns = [c.name for c in connection.introspection.get_table_description(cursor, table)]
            for name in columns:
                quoted = connection.ops.quote_name(name)
                for word in words:
                    of = connection.ops.quote_name(table)
                    query = ["SELECT 1 FROM", of, "WHERE CAST(", quoted, "AS TEXT) LIKE %s LIMIT 1"]
                    cursor.execute(" ".join(query), [f"%{word}%"])
                    if cursor.fetchone():
                        found.add(table)
    return found


def erase(cast: Cast, person: User | None = None) -> User:
    return erase_person(person=person or cast.learner, by=cast.administrator, why="asked", at=now())


def test_the_name_stands_nowhere_but_in_issued_documents(cast: Cast, stage: dict[str, Any]) -> None:
    words = (cast.learner.name, "A. Diallo", cast.learner.username, cast.learner.service_number + '"')
    before = tables_with(*words)
    assert {"people_user", "people_notice", "credentials_credential", "wagtailcore_modellogentry"} <= before
    erase(cast)
    assert tables_with(*words) <= KEEPS_ITS_LIST
    assert tables_with("Amina Diallo") == tables_with("Amina Diallo") & KEEPS_ITS_LIST


def test_others_keep_their_names(cast: Cast, stage: dict[str, Any]) -> None:
    erase(cast)
    assert {"people_user", "credentials_credential"} <= tables_with("Jonas Weber")
    texts = set(Notice.objects.filter(user=cast.commander).values_list("text", flat=True))
    assert {"Pte — is late", "— (QM) again", "See —", "Ask Amina"} <= texts


def test_a_stranger_is_still_answered_truly_and_without_a_name(cast: Cast, stage: dict[str, Any]) -> None:
    held = stage["learner-credential"]
    assert "A. D." in verdict_page(held.code)
    erase(cast)
    page = verdict_page(held.code)
    assert "A. D." not in page
    assert "Valid" in page
    assert "name was erased" in page
    signature = CredentialSignature.objects.get(credential=held)
    assert (bytes(signature.document), signature.claim, len(signature.digest)) == (b"", "", 64)
    assert is_intact(signature)


def test_whoever_saved_the_signed_file_can_still_have_it_judged(cast: Cast, stage: dict[str, Any]) -> None:
    from credentials.badges.files import judge_file

    kept = bytes(CredentialSignature.objects.get(credential=stage["learner-credential"]).document)
    erase(cast)
    assert judge_file(kept, timezone.localdate()).kind == "genuine"
    assert judge_file(kept.replace(b"core", b"cork"), timezone.localdate()).kind != "genuine"


def test_links_are_withdrawn_and_scans_are_gone(
    cast: Cast, stage: dict[str, Any], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    token, external = stage["link"].token, ExternalCertificate.objects.get(holder=cast.learner)
    storage, name = external.scan.storage, external.scan.name
    assert Client().get(f"/s/{token}/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        erase(cast)
    assert Client().get(f"/s/{token}/").status_code == 404
    assert not ShareLink.objects.exists()
    assert not storage.exists(name)
    external.refresh_from_db()
    assert (external.number, external.scan.name, external.achievement_key) == ("", "", "core")


def test_figures_stay_true(cast: Cast, stage: dict[str, Any]) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)

    def figures() -> list[int]:
        serving = Posting.objects.serving(yesterday).filter(unit=cast.platoon).count()
        held = Credential.objects.filter(holder=cast.learner)
        return [serving, held.count(), Attempt.objects.of(cast.learner).count(), cast.learner.postings.count()]  # type: ignore[attr-defined]

    before = figures()
    assert all(before)
    erase(cast)
    assert figures() == before


def test_the_account_opens_no_more(cast: Cast, stage: dict[str, Any]) -> None:
    assert stage["client"].get("/learn/").status_code == 200
    gone = erase(cast)
    assert stage["client"].get("/learn/").status_code == 302
    assert not gone.is_active
    assert not gone.has_usable_password()
    assert not gone.groups.exists()
    assert not Authenticator.objects.filter(user=gone).exists()


def test_the_audit_log_has_one_line_of_numbers_and_still_fits(cast: Cast, stage: dict[str, Any]) -> None:
    seal_entries(at=now())
    erase(cast)
    [entry] = AuditEntry.objects.filter(event="person erased")
    assert entry.actor == cast.administrator.pk
    assert (entry.data["user"], entry.data["why"]) == (cast.learner.pk, "asked")
    assert faults_of_log(at=now()) == []


def test_the_pages_of_those_who_command_still_open(cast: Cast, stage: dict[str, Any], client_of: ClientOf) -> None:
    erase(cast)
    held = stage["learner-credential"]
    client = client_of(cast.administrator)
    pages = (
        held.get_absolute_url(),
        "/external/",
        "/quiz/corrections/",
        f"/readiness/units/{cast.alpha.pk}/names/",
        "/admin/users/",
    )
    for path in pages:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert "Diallo" not in answer.content.decode(), path
    assert client.get(f"/certificates/{held.code}/sheet.pdf").status_code == 404


# --- Who is not erased by mistake ---------------------------------------------------------------


def test_nobody_erases_oneself(cast: Cast) -> None:
    with pytest.raises(Refused, match="own account"):
        erase(cast, cast.administrator)


def test_a_serving_commander_is_relieved_first(cast: Cast) -> None:
    with pytest.raises(Refused, match="Commander, Alpha Company"):
        erase(cast, cast.commander)
    post = Posting.objects.get(user=cast.commander)
    post.ends_on = timezone.localdate() - timedelta(days=1)
    post.save()
    assert erase(cast, cast.commander).erased_at


def test_a_commander_to_be_is_not_erased_either(cast: Cast) -> None:
    next_week = timezone.localdate() + timedelta(days=7)
    post_person(
        user=cast.comrade, unit=cast.platoon, on=next_week, role=Posting.Role.TRAINING_OFFICER, is_main=False, at=timezone.now()
    )
    with pytest.raises(Refused, match="Training officer"):
        erase(cast, cast.comrade)


def test_nobody_is_erased_twice(cast: Cast) -> None:
    with pytest.raises(Refused, match="before"):
        erase(cast, erase(cast))


# --- The page ------------------------------------------------------------------------------------


def confirmed_client(user: User) -> Client:
    give_second_factor(user)
    client = Client()
    client.force_login(user, backend="people.backends.AuthenticationBackend")
    confirm_identity(client)
    return client


def address(person: User) -> str:
    return f"/admin/users/erase/{person.pk}/"


def test_the_page_says_what_goes_and_what_stays_and_asks_for_the_name(cast: Cast) -> None:
    client = confirmed_client(cast.administrator)
    page = client.get(address(cast.learner)).content.decode()
    for words in ("What goes", "What stays, without a name", "There is no way back", "serves today in 1st Platoon"):
        assert words in page
    answer = client.post(address(cast.learner), {"why": "asked", "confirm": cast.comrade.username})
    assert "not the sign-in name of this person" in answer.content.decode()
    assert not User.objects.filter(erased_at__isnull=False).exists()
    answer = client.post(address(cast.learner), {"why": "asked", "confirm": cast.learner.username.lower()})
    assert answer.status_code == 302
    cast.learner.refresh_from_db()
    assert cast.learner.erased_at is not None


def test_the_page_says_why_not(cast: Cast) -> None:
    client = confirmed_client(cast.administrator)
    for person, words in ((cast.commander, "End the appointment first"), (cast.administrator, "Ask another administrator")):
        page = client.get(address(person)).content.decode()
        assert words in page
        assert "Erase for ever" not in page
    client.post(address(cast.commander), {"why": "asked", "confirm": cast.commander.username})
    assert not User.objects.filter(erased_at__isnull=False).exists()


def test_it_asks_for_the_password_first_and_nobody_else_gets_there(cast: Cast, client_of: ClientOf) -> None:
    assert "/account/reauthenticate/" in client_of(cast.administrator).get(address(cast.learner))["Location"]
    for person in (cast.commander, cast.trainer):
        assert confirmed_client(person).get(address(cast.learner)).status_code == 302


def test_another_administrator_is_a_superusers_business(cast: Cast) -> None:
    from django.contrib.auth.models import Group

    from people.groups import ADMINISTRATORS

    other = UserFactory(name="Other Admin")
    other.groups.add(Group.objects.get(name=ADMINISTRATORS))
    assert confirmed_client(cast.administrator).get(address(other)).status_code == 302


def test_the_service_number_is_free_for_a_new_account(cast: Cast) -> None:
    name = cast.learner.username
    erase(cast)
    post_person(user=User.objects.create_user(name, "Amina Diallo"), unit=cast.platoon, on=LONG_AGO, at=timezone.now())
    assert User.objects.filter(username=name).count() == 1


def test_a_name_that_is_a_word_as_well_leaves_the_word_alone(cast: Cast) -> None:
    (notice,) = notify_people(messages=[Message(cast.commander.pk, "Will will come.", "en")], at=now())
    erase_person(person=UserFactory(name="Will"), by=cast.administrator, why="asked", at=now())
    notice.refresh_from_db()
    assert notice.text == f"{ERASED} will come."
