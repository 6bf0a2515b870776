"""A commander or a training officer prints all certificates of a company as one file, and sees how far it is."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from credentials.models import CertificatePrint
from credentials.prints import drawing
from credentials.prints.drawing import make_print
from credentials.prints.services import ask_for_print, forget_prints, printed_credentials
from credentials.services import revoke_credential
from people.models import Posting, User
from tests.conftest import Cast
from tests.credentials.issued import REASON, issued
from tests.factories.courses import make_achievement
from tests.factories.people import training_officer

AT = timezone.now()
ClientOf = Callable[[User | None], Client]


@pytest.fixture
def officer(cast: Cast) -> User:
    return training_officer(cast.alpha, name="Ada Oko", is_main=True)


@pytest.mark.parametrize("who", ["commander", "officer", "administrator"])
def test_the_whole_company_is_one_file(cast: Cast, officer: User, client_of: ClientOf, who: str) -> None:
    held = [issued(person, at=AT) for person in (cast.learner, cast.comrade, cast.other_commander)]
    client = client_of(officer if who == "officer" else getattr(cast, who))
    page = client.post(f"/prints/units/{cast.alpha.pk}/", {"achievement": ""}, follow=True)
    assert "The file is ready, with 2 certificates." in page.content.decode()
    [asked] = CertificatePrint.objects.all()
    answer = client.get(f"/prints/{asked.pk}/certificates.pdf")
    reader = PdfReader(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    assert len(reader.pages) == 2
    texts = " ".join(page.extract_text() for page in reader.pages)
    assert "Amina Diallo" in texts
    assert "Pavel Novak" not in texts
    assert set(reader.attachments) == {f"certificate-{row.code}.json" for row in held[:2]}
    assert "<pdfaid:part>3</pdfaid:part>" in reader.trailer["/Root"]["/Metadata"].get_data().decode()


def test_a_form_sent_twice_makes_one_file(cast: Cast, client_of: ClientOf) -> None:
    make_achievement()
    page = f"/prints/units/{cast.alpha.pk}/"
    places = [client_of(cast.commander).post(page, {"achievement": ""})["Location"] for _ in range(2)]
    assert places == [f"/prints/{CertificatePrint.objects.get().pk}/"] * 2
    client_of(cast.commander).post(page, {"achievement": "core"})
    assert CertificatePrint.objects.count() == 2


def test_only_valid_ones_and_only_the_achievement_asked_for(cast: Cast) -> None:
    other = make_achievement(key="other", name="Another")
    mine = issued(cast.learner, at=AT)
    issued(cast.learner, other, at=AT)
    issued(cast.comrade, at=AT - timedelta(days=3 * 365))
    taken_back = issued(cast.commander, at=AT)
    revoke_credential(credential=taken_back, by=cast.administrator, reason=REASON, at=AT)
    assert list(printed_credentials(cast.alpha, "core", AT)) == [mine]
    assert printed_credentials(cast.alpha, "", AT).count() == 2
    assert not printed_credentials(cast.bravo, "", AT).exists()


def test_a_print_of_another_is_not_found(cast: Cast, officer: User, client_of: ClientOf) -> None:
    made = make_print(asked=ask_for_print(unit=cast.alpha, achievement_key="", by=officer, at=AT), clock=lambda: AT)
    for path in (f"/prints/{made.pk}/", f"/prints/{made.pk}/certificates.pdf"):
        assert client_of(officer).get(path).status_code == 200
        assert client_of(cast.commander).get(path).status_code == 404
        assert client_of(cast.administrator).get(path).status_code == 404


def test_who_lost_the_post_loses_the_file(cast: Cast, officer: User, client_of: ClientOf) -> None:
    made = make_print(asked=ask_for_print(unit=cast.alpha, achievement_key="", by=officer, at=AT), clock=lambda: AT)
    Posting.objects.filter(user=officer).update(ends_on=timezone.localdate() - timedelta(days=1))
    Posting.objects.filter(user=officer).update(role=Posting.Role.MEMBER)
    assert client_of(officer).get(f"/prints/{made.pk}/certificates.pdf").status_code == 404


def test_while_it_is_drawn_the_page_says_how_far_it_is(cast: Cast, client_of: ClientOf) -> None:
    asked = ask_for_print(unit=cast.alpha, achievement_key="", by=cast.commander, at=AT)
    CertificatePrint.objects.update(done=25, total=120, beat_at=timezone.now())
    text = client_of(cast.commander).get(f"/prints/{asked.pk}/").content.decode()
    assert "25 of 120 are drawn." in text
    assert "data-wait" in text
    assert client_of(cast.commander).get(f"/prints/{asked.pk}/certificates.pdf").status_code == 404


def test_it_tells_how_far_it_came(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for person in (cast.learner, cast.comrade, cast.commander):
        issued(person, at=AT)
    monkeypatch.setattr(drawing, "PART", 2)
    told, real = [], drawing._child

    def watched(verb: str, asked: bytes) -> bytes:
        told.append((verb, *CertificatePrint.objects.values_list("done", "total").get()))
        return real(verb, asked)

    monkeypatch.setattr(drawing, "_child", watched)
    make_print(asked=ask_for_print(unit=cast.alpha, achievement_key="", by=cast.commander, at=AT), clock=lambda: AT)
    assert told == [("draw", 0, 3), ("draw", 2, 3), ("join", 3, 3)]


def test_a_second_worker_makes_nothing_twice(cast: Cast) -> None:
    made = make_print(asked=ask_for_print(unit=cast.alpha, achievement_key="", by=cast.commander, at=AT), clock=lambda: AT)
    name = made.file.name
    assert make_print(asked=CertificatePrint.objects.get(), clock=lambda: AT).file.name == name


def test_a_failure_is_told_and_can_be_tried_again(cast: Cast, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, client = ask_for_print(unit=cast.alpha, achievement_key="", by=cast.commander, at=AT), client_of(cast.commander)
    with monkeypatch.context() as patch, pytest.raises(ZeroDivisionError):
        patch.setattr(drawing, "_child", lambda *a: 1 / 0)
        make_print(asked=asked, clock=lambda: AT)
    assert "could not be made" in client.get(f"/prints/{asked.pk}/").content.decode()
    assert "The file is ready" in client.post(f"/prints/{asked.pk}/again/", follow=True).content.decode()


def test_the_file_has_no_address_and_is_gone_after_a_day(cast: Cast, client_of: ClientOf) -> None:
    made = make_print(asked=ask_for_print(unit=cast.alpha, achievement_key="", by=cast.commander, at=AT), clock=lambda: AT)
    name, storage = made.file.name, made.file.storage
    assert storage.exists(name)
    assert client_of(cast.commander).get(f"/media/{name}").status_code == 404
    assert forget_prints(at=AT + timedelta(hours=23)) == 0
    assert forget_prints(at=AT + timedelta(hours=25)) == 1
    assert not storage.exists(name)
    assert "deleted after a day" in client_of(cast.commander).get(f"/prints/{made.pk}/").content.decode()
