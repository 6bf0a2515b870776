"""The course that comes with Bluehelm loads without a fault, and what is loaded works: read, edited, played and drawn."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.contrib.staticfiles import finders
from django.test import Client
from wagtail.fields import StreamField
from wagtail.models import Page, ReferenceIndex

from benchmarks.weight import links_of
from courses.models import ActivityPage, CoursePage, LessonPage, ModulePage
from curriculum.lacking import lacks
from curriculum.loader import load_content
from curriculum.reading import Content, read_content
from law.models import Instrument, Rule, Topic
from people.levels import Level
from people.models import User
from quizzes.blueprint import shortages_of
from quizzes.freezing import freeze_items
from quizzes.kinds import KINDS
from quizzes.models import Item, QuizPage
from scenarios.document import document_of
from scenarios.models import CompilationReport, Edition, ScenarioPage
from tests.conftest import Cast
from tests.curriculum.folder import FIRST, all_rows

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def content(ground: None) -> Content:
    """Read and loaded once for all tests here."""
    content = read_content()
    load_content(content=content, at=FIRST)
    return content


def test_all_of_it_is_there(content: Content) -> None:
    texts = [content, *content.translations]
    modules = [module for text in texts for module in text.modules]
    assert Topic.objects.count() == sum(len(text.topics) for text in texts)
    assert Instrument.objects.count() == sum(len(text.instruments) for text in texts)
    assert Rule.objects.count() == sum(len(text.rules) for text in texts)
    items = [item for module in modules for bank in (module.bank, module.written) if bank for item in bank.items]
    assert Item.objects.count() == sum(1 + len(item.questions) for item in items)
    assert [module.number for module in ModulePage.objects.all()] == [module.form.number for module in modules]
    assert ActivityPage.objects.live().count() == sum(len(module.activities) for module in modules) + 1
    examination = QuizPage.objects.child_of(CoursePage.objects.get(locale__language_code="en")).get()
    assert sum(row.count for row in examination.blueprint.all()) == 40
    assert {topic.key for topic in examination.critical_topics.all()} == {
        "sexual-exploitation",
        "torture",
        "attacks-on-civilians",
        "unlawful-orders",
    }


def test_loading_it_again_writes_nothing(content: Content) -> None:
    before = all_rows()
    outcome = load_content(content=content, at=FIRST)
    assert all_rows() == before
    assert (outcome.created, outcome.updated, outcome.kept) == ([], [], [])


def test_every_scenario_can_be_played(content: Content) -> None:
    assert not CompilationReport.objects.exists()
    for scenario in ScenarioPage.objects.all():
        assert Edition.objects.newest(scenario).document == document_of(scenario)


def test_every_item_can_be_drawn(content: Content) -> None:
    assert [fault for item in Item.objects.all() for fault in KINDS[item.kind].faults(item)] == []
    keys = Item.objects.values_list("pk", flat=True)
    assert len(freeze_items(items=keys, at=FIRST)) == len(keys)


def test_every_quiz_can_be_drawn_at_every_level_that_takes_it(content: Content) -> None:
    for quiz in QuizPage.objects.all():
        for level in Level:
            if level >= quiz.minimum_level:
                assert shortages_of(list(quiz.blueprint.all()), locale=quiz.locale_id, level=level) == []


def test_the_editor_could_save_every_page_as_it_stands(content: Content) -> None:
    for page, field in streams():
        value = getattr(page, field.name)
        if value or not field.blank:
            assert len(field.stream_block.clean(value)) == len(value), f"{page}: {field.name}"


def test_every_page_answers_a_learner(content: Content, cast: Cast, client_of: Callable[[User | None], Client]) -> None:
    client = client_of(cast.learner)
    pages = [*CoursePage.objects.all(), *ModulePage.objects.all(), *ActivityPage.objects.all()]
    assert {page.get_url(): client.get(page.get_url()).status_code for page in pages} == {page.get_url(): 200 for page in pages}


def test_every_lesson_is_light(content: Content) -> None:
    """The HTML of a lesson weighs at most 14 kB on the wire, and with all its styles and scripts at most 40 kB."""
    weights = {}
    for lesson in LessonPage.objects.all():
        answer = Client().get(lesson.get_url(), headers={"accept-encoding": "gzip"})
        weights[lesson.get_url()] = (
            len(answer.content),
            len(answer.content) + beside(Client().get(lesson.get_url()).content.decode()),
        )
    assert {slug: weight for slug, weight in weights.items() if weight[0] > 14_000 or weight[1] > 40_000} == {}


def beside(page: str) -> int:
    """Bytes of all that the page loads, packed as the server packs it."""
    files = [found for name in links_of(page) if (found := finders.find(name.removeprefix("/static/")))]
    assert files
    return sum(len(gzip.compress(Path(file).read_bytes())) for file in files)


def test_rules_of_every_instrument_answer_everybody(content: Content) -> None:
    rules = [rule for instrument in Instrument.objects.all() if (rule := instrument.rules.first())]
    assert len(rules) > 30
    assert [rule.citation for rule in rules if Client().get(rule.get_absolute_url()).status_code != 200] == []


def streams() -> Iterator[tuple[Any, StreamField]]:
    for kind in (ModulePage, LessonPage, ScenarioPage):
        for page in kind.objects.all():
            for field in kind._meta.get_fields():
                if isinstance(field, StreamField):
                    yield page, field


def test_modules_1_and_8_and_two_scenarios_stand_in_french(content: Content) -> None:
    [lack] = [lack for lack in lacks(content) if lack.language == "fr"]
    whole = [key for key, shares in lack.modules if not any(share.missing for share in shares)]
    assert whole == ["01-peace-operations", "08-conduct-and-accountability"]
    scenarios = ScenarioPage.objects.filter(locale__language_code="fr").values_list("slug", flat=True)
    assert sorted(scenarios) == ["checkpoint-at-dusk", "the-other-bed"]


def test_french_lessons_cite_french_rules_alone(content: Content) -> None:
    lessons = LessonPage.objects.filter(locale__language_code="fr")
    for lesson in lessons:
        ReferenceIndex.create_or_update_for_object(lesson)
    shown = ReferenceIndex.objects.filter(
        object_id__in=[str(lesson.pk) for lesson in lessons],
        to_content_type=ContentType.objects.get_for_model(Rule),
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    cited = Rule.objects.filter(pk__in=[int(pk) for pk in shown.values_list("to_object_id", flat=True)])
    assert cited
    assert list(cited.exclude(locale__language_code="fr").values_list("citation", flat=True)) == []
