"""What a credential says does not change with the world: it is a deed, not a view."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.forms.models import model_to_dict
from django.utils import timezone, translation
from django.utils.translation import _trans

from credentials.models import Achievement, Credential
from credentials.sheet import pdf_of, qr_address
from people.levels import Level
from people.models import Rank, Unit, User
from people.services import post_person
from tests.conftest import Cast
from tests.credentials.issued import issued
from tests.factories.courses import make_achievement


def rename(cast: Cast) -> None:
    User.objects.filter(pk=cast.learner.pk).update(name="Somebody Else")


def promote(cast: Cast) -> None:
    User.objects.filter(pk=cast.learner.pk).update(rank=cast.commander.rank)


def rename_rank(cast: Cast) -> None:
    Rank.objects.filter(pk=cast.learner.rank_id).update(name="Rifleman")


def transfer(cast: Cast) -> None:
    post_person(user=cast.learner, unit=cast.bravo, on=timezone.localdate() + timedelta(days=1), at=timezone.now())


def rename_unit(cast: Cast) -> None:
    Unit.objects.all().update(name="New name", short_name="New")


def edit_achievement(cast: Cast) -> None:
    Achievement.objects.update(name="Another title", criteria="Nothing.", validity_months=1)


CHANGES = [rename, promote, rename_rank, transfer, rename_unit, edit_achievement]
LANGUAGES = ("en", "fr", "ar")


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_no_later_change_reaches_the_credential_or_its_sheet(cast: Cast, change: Callable[[Cast], None]) -> None:
    held = issued(cast.learner)
    row, sheet = model_to_dict(held), pdf_of(held)
    change(cast)
    again = Credential.objects.get(pk=held.pk)
    assert model_to_dict(again) == row
    assert pdf_of(again) == sheet


def held_in(language: str, cast: Cast) -> Credential:
    achievement = make_achievement(language)
    held = issued(cast.learner, achievement, level=Level.NCOS)
    Credential.objects.filter(pk=held.pk).update(language=language)
    return Credential.objects.get(pk=held.pk)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_reaches_an_issued_sheet(cast: Cast, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every word of the interface is translated anew, the names of the levels among them."""
    held = held_in(language, cast)
    sheet = pdf_of(held)
    monkeypatch.setattr(_trans, "gettext", lambda message: "Translated anew")
    with translation.override(language):
        assert str(Level.NCOS.label) == "Translated anew"
        assert pdf_of(Credential.objects.get(pk=held.pk)) == sheet


SETTINGS = {
    "the name of the centre": {"CENTRE_NAME": "Another centre"},
    "the address of the site": {"PUBLIC_URL": "https://elsewhere.example"},
    "the time of the place": {"TIME_ZONE": "Asia/Vladivostok"},
    "the language of the site": {"LANGUAGE_CODE": "ar"},
}


@pytest.mark.parametrize("what", SETTINGS)
def test_no_setting_reaches_an_issued_sheet(cast: Cast, settings: Any, what: str) -> None:
    held = held_in("fr", cast)
    sheet, address = pdf_of(held), qr_address(held)
    for name, value in SETTINGS[what].items():
        setattr(settings, name, value)
    again = Credential.objects.get(pk=held.pk)
    assert pdf_of(again) == sheet
    assert qr_address(again) == address


def test_the_centre_that_issued_it_stays_named(cast: Cast, settings: object) -> None:
    held = issued(cast.learner)
    settings.CENTRE_NAME = "Another centre"  # type: ignore[attr-defined]
    assert Credential.objects.get(pk=held.pk).issuer == "Meridia Peacekeeping Training Centre"


def test_neither_holder_nor_achievement_can_be_deleted_under_it(cast: Cast) -> None:
    from django.db.models import ProtectedError

    held = issued(cast.learner)
    with pytest.raises(ProtectedError):
        held.holder.delete()
    with pytest.raises(ProtectedError):
        held.achievement.delete()


@pytest.mark.parametrize(
    "wrong",
    [
        {"expires_on": timezone.localdate() - timedelta(days=9999)},
        {"revoked_at": timezone.now()},
    ],
    ids=["expires before its issue", "revoked without reason and actor"],
)
def test_the_database_refuses_what_cannot_be(cast: Cast, wrong: dict[str, object]) -> None:
    held = issued(cast.learner)
    with pytest.raises(IntegrityError), transaction.atomic():
        Credential.objects.filter(pk=held.pk).update(**wrong)


def test_the_database_refuses_a_second_current_one(cast: Cast) -> None:
    issued(cast.learner)
    twin = Credential.objects.get()
    twin.pk, twin.code = None, "X" * 26
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()
