"""What lessons answer to is edited by legal reviewers and administrators, and the next loading leaves it alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from curriculum.models import LoadedText, MappedLesson
from people.groups import LEGAL_REVIEWERS
from people.models import User
from tests.conftest import Cast
from tests.curriculum.folder import Folder
from tests.curriculum.test_mapping import FILE, mapped
from tests.factories.people import UserFactory

__all__ = ["mapped"]  # the fixture
pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]
FIRST, SECOND = (f"mapping:page:01-first-steps/lessons/{name}.md" for name in ("1-the-minimum", "2-the-wounded"))


@pytest.fixture
def reviewer() -> User:
    user = UserFactory()
    user.groups.add(Group.objects.get(name=LEGAL_REVIEWERS))
    return user


def first() -> MappedLesson:
    return MappedLesson.objects.get(number="1.1")


def form(row: MappedLesson, **changes: str) -> dict[str, str | int]:
    plain = {name: getattr(row, name) for name in ("number", "answers_to", "topics", "also", "order")}
    return {"standard": row.standard_id, "lesson": row.lesson_id, **plain, **changes}


@pytest.mark.parametrize("who", ["reviewer", "administrator"])
def test_a_row_is_edited_in_the_editor(mapped: Folder, cast: Cast, reviewer: User, client_of: ClientOf, who: str) -> None:
    mapped.load()
    client = client_of({"reviewer": reviewer, "administrator": cast.administrator}[who])
    listing = reverse("wagtailsnippets_curriculum_mappedlesson:list")
    assert listing in client.get("/curriculum/mapping/").content.decode() or who == "administrator"
    assert "The minimum" in client.get(listing).content.decode()
    address = reverse("wagtailsnippets_curriculum_mappedlesson:edit", args=[first().pk])
    assert client.get(address).status_code == 200
    assert client.post(address, form(first(), answers_to="9.9")).status_code == 302
    assert first().answers_to == "9.9"


def test_trainers_read_the_table_and_do_not_edit_it(mapped: Folder, cast: Cast, client_of: ClientOf) -> None:
    mapped.load()
    client = client_of(cast.trainer)
    assert reverse("wagtailsnippets_curriculum_mappedlesson:list") not in client.get("/curriculum/mapping/").content.decode()
    address = reverse("wagtailsnippets_curriculum_mappedlesson:edit", args=[first().pk])
    client.post(address, form(first(), answers_to="9.9"))
    assert first().answers_to == "1.4; 2.3"


def test_an_edited_row_survives_the_next_loading_which_says_so(mapped: Folder) -> None:
    mapped.load()
    MappedLesson.objects.filter(number="1.1").update(answers_to="9.9")
    mapped.change(FILE, '["1.4", "2.3"]', '["1.5"]')
    assert f"  left alone: {FIRST}" in mapped.command().splitlines()
    assert first().answers_to == "9.9"


def test_a_row_that_was_deleted_here_stays_deleted(mapped: Folder) -> None:
    mapped.load()
    first().delete()
    assert mapped.load(days=1).absent == [FIRST]
    assert not MappedLesson.objects.filter(number="1.1").exists()
    assert mapped.load(days=2, restore=True).created == [FIRST]


def test_rows_from_before_they_could_be_edited_follow_the_source(mapped: Folder) -> None:
    mapped.load()
    LoadedText.objects.filter(key__startswith="mapping:").delete()
    mapped.change(FILE, '["1.4", "2.3"]', '["1.5"]')
    assert mapped.load(days=1).updated == [FIRST, SECOND]
    assert first().answers_to == "1.5"
    assert mapped.load(days=2).updated == []
