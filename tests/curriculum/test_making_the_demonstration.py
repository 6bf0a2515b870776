"""The invented contingent is made the same every time, beside whatever stands here, and never in production."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction

from courses.models import Enrolment
from credentials.models import Credential, Requirement
from curriculum.demonstration import load_demonstration
from people.models import Unit, User
from tests.curriculum.folder import FIRST, Folder, all_rows
from tests.factories.people import UnitFactory

pytestmark = pytest.mark.django_db


def test_units_that_stand_here_already_are_left_alone(folder: Folder) -> None:
    folder.load()
    own = UnitFactory(name="Our own company", short_name="Own Coy", kind=Unit.Kind.COMPANY)
    load_demonstration(at=FIRST)
    assert not Enrolment.objects.filter(learner__postings__unit=own).exists()
    assert Credential.objects.exists()


def test_the_same_people_are_made_every_time(db: None) -> None:
    assert people_of_one_making() == people_of_one_making()


def test_without_a_course_there_are_people_and_no_records(db: None) -> None:
    made = load_demonstration(at=FIRST)
    assert User.objects.count() > 280
    assert (made.certificate_code, Enrolment.objects.count(), Requirement.objects.count()) == ("", 0, 0)


def test_production_refuses_it_and_nothing_is_made(db: None, settings: Any) -> None:
    settings.PRODUCTION = True
    before = all_rows()
    with pytest.raises(CommandError, match="no place in production"):
        call_command("load_demonstration", verbosity=0)
    assert all_rows() == before


def people_of_one_making() -> list[tuple[str, ...]]:
    with transaction.atomic():
        load_demonstration(at=FIRST)
        people = list(User.objects.order_by("username").values_list("username", "name", "rank__abbreviation"))
        transaction.set_rollback(True)
    return people
