"""A scenario that is released becomes an edition; a faulty one keeps the older edition in play."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime
from typing import Any

import pytest

from courses.models import ModulePage
from law.models import Rule
from scenarios import engine
from scenarios.document import document_of, finished_html, sha256_of
from scenarios.models import CompilationReport, Edition, ScenarioPage
from scenarios.services import compile_edition
from scenarios.story import Story, UnreadableDocument
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import in_newest_format, make_scenario, publish_again, small_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def module() -> ModulePage:
    return make_module(make_course())


@pytest.fixture
def scenario(module: ModulePage) -> ScenarioPage:
    return make_scenario(module)


def faulty() -> dict[str, Any]:
    document = small_story()
    document["scenes"][0]["choices"][0]["target"] = ""
    return document


def test_publishing_freezes_the_content_as_the_first_edition(scenario: ScenarioPage) -> None:
    edition = Edition.objects.get()
    assert (edition.scenario, edition.number, edition.language) == (scenario, 1, "en")
    assert edition.sha256 == sha256_of(edition.document)
    assert edition.document == in_newest_format(small_story())


def test_an_edition_of_the_first_format_still_plays() -> None:
    story = Story.from_document(small_story() | {"format": 1})
    assert story.mode == "assessed"
    assert engine.replay(story, 1, ["warn", "call"]).scene == "quiet-night"


def test_the_document_reads_back_as_a_story(scenario: ScenarioPage) -> None:
    story = Story.from_document(Edition.objects.get().document)
    assert story.start == "arrival"
    assert [scene.key for scene in story.scenes] == ["arrival", "search", "sorting"]
    assert story.scenes[0].choices[1].rules[0].citation == "BPUFF 10"


def test_a_later_change_of_the_rule_does_not_touch_the_edition(scenario: ScenarioPage) -> None:
    Rule.objects.update(gist="Quite another thing.")
    rule = Story.from_document(Edition.objects.get().document).scenes[0].choices[1].rules[0]
    assert rule.gist == "Say who you are and warn before you use force."


def test_publishing_the_same_again_makes_no_new_edition(scenario: ScenarioPage) -> None:
    publish_again(scenario, small_story())
    assert Edition.objects.count() == 1


def test_publishing_a_change_makes_the_next_edition_and_leaves_the_first_as_it_was(scenario: ScenarioPage) -> None:
    changed = small_story()
    changed["scenes"][0]["title"] = "The car slows down"
    publish_again(scenario, changed)
    first, second = Edition.objects.order_by("number")
    assert (first.number, second.number) == (1, 2)
    assert first.document["scenes"][0]["title"] == "Arrival"
    assert second.document["scenes"][0]["title"] == "The car slows down"


def test_saving_a_draft_makes_no_edition(scenario: ScenarioPage) -> None:
    scenario.role = "Somebody else."
    scenario.save_revision()
    assert Edition.objects.get().document["role"] == small_story()["role"]


def test_a_faulty_scenario_keeps_its_older_edition_and_reports_why(scenario: ScenarioPage) -> None:
    publish_again(scenario, faulty())
    assert Edition.objects.get().number == 1
    report = CompilationReport.objects.get()
    assert report.findings[0]["code"] == "target-missing"
    assert "Arrival (arrival)" in report.findings[0]["where"]


def test_the_report_goes_when_a_release_succeeds_even_with_the_old_content(scenario: ScenarioPage) -> None:
    publish_again(scenario, faulty())
    publish_again(scenario, small_story())
    assert not CompilationReport.objects.exists()
    assert Edition.objects.count() == 1


def test_a_scenario_that_was_never_sound_has_no_edition(module: ModulePage) -> None:
    make_scenario(module, faulty())
    assert not Edition.objects.exists()
    assert CompilationReport.objects.count() == 1


def test_compiling_answers_with_the_edition_or_the_report(scenario: ScenarioPage, now: datetime) -> None:
    assert compile_edition(scenario=scenario, at=now) == Edition.objects.get()
    ScenarioPage.objects.update(start="nowhere")
    answer = compile_edition(scenario=scenario, at=now)
    assert isinstance(answer, CompilationReport)
    assert answer.at == now


def test_two_scenarios_count_their_editions_apart(module: ModulePage, scenario: ScenarioPage) -> None:
    make_scenario(module, small_story() | {"title": "Another checkpoint"})
    assert list(Edition.objects.values_list("number", flat=True)) == [1, 1]


def test_marks_of_the_editor_make_no_difference(scenario: ScenarioPage) -> None:
    marked = deepcopy(small_story())
    marked["scenes"][0]["body"] = '<p data-block-key="a1b2c">This is arrival.</p>'
    publish_again(scenario, marked)
    assert Edition.objects.count() == 1


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>Wait.</p>", "<p>Wait.</p>"),
        ("<p>&quot;Wait&#x27;s&#39; &amp; &lt;&quot;</p>", """<p>"Wait's' &amp; &lt;"</p>"""),
        (
            """<p>&quot;<a href="https://un.org/?>&quot; onclick=x() y=&quot;">It's here</a></p>""",
            """<p>"<a href="https://un.org/?&gt;&quot; onclick=x() y=&quot;">It's here</a></p>""",
        ),
        ('<p>See <a href="https://un.org/x">here</a>.</p>', '<p>See <a href="https://un.org/x">here</a>.</p>'),
        ("<p><script>alert(1)</script>Wait.</p>", "<p>alert(1)Wait.</p>"),
        ('<p onclick="x()">Wait.</p>', "<p>Wait.</p>"),
        ('<a href="javascript:x()">Wait.</a>', "<a>Wait.</a>"),
        ('<p style="color:red">Wait.</p>', "<p>Wait.</p>"),
        ('<p data-block-key="x"></p>', ""),
        ("", ""),
        (None, ""),
    ],
)
def test_texts_are_finished_and_hold_nothing_that_runs(source: str | None, expected: str) -> None:
    assert finished_html(source) == expected


def test_a_document_of_an_unknown_format_is_refused() -> None:
    with pytest.raises(UnreadableDocument):
        Story.from_document({"format": 3})


def test_a_draft_that_was_never_saved_can_be_read(module: ModulePage) -> None:
    page = ScenarioPage(title="New", locale=module.locale)
    assert document_of(page)["scenes"] == []
