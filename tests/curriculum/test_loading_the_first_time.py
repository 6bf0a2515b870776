"""The first loading makes everything or nothing, and leaves alone what stood here before it."""

from __future__ import annotations

import pytest
from django.db import DatabaseError

from base.models import HomePage, StandardPage
from courses.models import CoursePage, LessonPage
from curriculum.course_loading import Loader
from curriculum.fingerprints import stored_sha256
from curriculum.models import LoadedText
from law.models import Rule, Topic
from tests.curriculum.folder import Folder, all_rows
from tests.factories.courses import make_topic

pytestmark = pytest.mark.django_db


def test_the_first_loading_makes_everything(folder: Folder) -> None:
    outcome = folder.load()
    assert (outcome.updated, outcome.unchanged, outcome.kept, outcome.absent, outcome.dropped) == ([], [], [], [], [])
    assert len(outcome.created) == len(set(outcome.created)) == 2 + 2 + 3 + 1 + 1 + 1 + 1 + 3 + 4
    course = CoursePage.objects.get(slug="small")
    assert course.live
    assert course.achievement is not None
    titles = [page.title for page in course.get_descendants()]
    assert titles == ["First steps", "The minimum", "The wounded", "Checkpoint", "First quiz"]
    assert LessonPage.objects.get(slug="the-minimum").get_url() == "/small/first-steps/the-minimum/"
    assert list(Rule.objects.get(citation="GC I Art 3").topics.values_list("key", flat=True)) == ["treatment", "wounded"]


def test_a_loading_that_fails_half_way_leaves_nothing(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise DatabaseError("no room left")

    monkeypatch.setattr(Loader, "_load_bank", fails)
    before = all_rows()
    with pytest.raises(DatabaseError):
        folder.load()
    assert all_rows() == before


def test_what_stood_here_before_the_first_loading_is_left_alone(folder: Folder) -> None:
    make_topic("wounded", "Our wounded")
    assert folder.load().kept == ["topic:wounded"]
    assert Topic.objects.get(key="wounded").name == "Our wounded"
    assert Rule.objects.get(citation="GC I Art 12").topics.get().name == "Our wounded"


def test_a_page_of_another_kind_at_the_address_is_left_alone(folder: Folder) -> None:
    home = HomePage.objects.get(slug="home")
    own = home.add_child(instance=StandardPage(title="Our small page", slug="small"))
    outcome = folder.load()
    assert outcome.kept == ["course:small"]
    assert outcome.absent[0] == "module:01-first-steps"
    assert (len(outcome.absent), [key for key in outcome.created if key.startswith("page:")]) == (5, [])
    assert [page.pk for page in home.get_children()] == [own.pk]


def test_what_was_loaded_before_rows_were_remembered_is_recognised(folder: Folder) -> None:
    """Then, rows that are many to many counted in the order of their names."""
    folder.change("law/topics.yaml", "Humane treatment", "Yours to treat humanely")
    folder.load()
    for known in LoadedText.objects.filter(key__startswith="rule:"):
        as_then = stored_sha256(Rule.objects.get(pk=known.row_pk), known.parts, in_order=True)
        LoadedText.objects.filter(pk=known.pk).update(stored_sha256=as_then)
    LoadedText.objects.update(row_pk=None, parts=[])
    assert folder.load(days=1).kept == []
    folder.change("law/rules/gc-i.yaml", "Treat everyone humanely.", "Treat all people humanely.")
    assert folder.load(days=2).updated == ["rule:GC I Art 3"]
