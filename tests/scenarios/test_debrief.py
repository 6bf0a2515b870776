"""The debrief names, for each decision, what was chosen, what it changed, the rule and the better choice."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from courses.services import enrol_learner
from law.models import Rule
from scenarios.debrief import debrief_reading
from scenarios.models import Run, ScenarioPage
from scenarios.reading import MeterView
from scenarios.services import decide, start_run
from scenarios.story import Meter
from tests.conftest import Cast
from tests.factories.courses import make_course, make_module
from tests.factories.scenarios import make_scenario, publish_again, small_story

pytestmark = pytest.mark.django_db
Played = Callable[..., Run]


@pytest.fixture
def scenario(cast: Cast) -> ScenarioPage:
    return make_scenario(make_module(make_course()))


@pytest.fixture
def played(scenario: ScenarioPage, cast: Cast, now: datetime) -> Played:
    """A finished run of the learner's with these choices."""

    def play(*choices: str) -> Run:
        enrolment = enrol_learner(learner=cast.learner, course=scenario.get_parent().get_parent().specific, at=now)
        run = start_run(enrolment=enrolment, scenario=scenario, at=now)
        for number, choice in enumerate(choices, 1):
            decide(run=run, sequence=number, choice=choice, client_id=uuid.uuid4(), at=now)
        run.refresh_from_db()
        return run

    return play


@pytest.fixture
def page_of(cast: Cast, client_of: Callable[..., Client]) -> Callable[[Run], str]:
    return lambda run: client_of(cast.learner).get(reverse("scenarios:debrief", args=[run.public_id])).content.decode()


def test_each_step_has_choice_change_rule_and_better_choice(played: Played, cast: Cast) -> None:
    steps = debrief_reading(played("wave", "call"), cast.learner).steps
    wave = steps[0]
    assert (wave.scene.key, wave.choice.key, str(wave.verdict.word)) == ("arrival", "wave", "Wrong")
    assert [(c.meter.name, c.before, c.after) for c in wave.changes] == [("People protected", 2, 1)]
    assert wave.choice.rules[0].citation == "BPUFF 10"
    assert wave.better is not None
    assert wave.better.text == "Warn"
    assert steps[1].better is None


def test_the_page_tells_it_all(played: Played, page_of: Callable[[Run], str]) -> None:
    page = page_of(played("wave", "skip"))
    for told in (
        "Bad night",
        "It ended badly",
        "Not passed yet",
        "“People protected” ended at 0; needed: at least 2.",
        "There was time.",
        "People protected: from 2 to 1",
        "Say who you are and warn before you use force.",
        "BPUFF 10",
        "Why warn.",
        "People were hurt.",
        "0 of 2 were right.",
        "Play again",
    ):
        assert told in page


def test_a_rule_in_another_language_than_the_story_reads_its_own_way(played: Played, page_of: Callable[[Run], str]) -> None:
    assert "<bdi>Say who you are and warn before you use force.</bdi>" in page_of(played("wave", "skip"))


def test_unlawful_choices_are_counted(played: Played, page_of: Callable[[Run], str]) -> None:
    assert "You made 1 unlawful choice; allowed: 0." in page_of(played("fire", "call"))


def test_a_passed_run_says_so_and_leads_on(played: Played, page_of: Callable[[Run], str]) -> None:
    page = page_of(played("warn", "call"))
    assert "It is in your record." in page
    assert reverse("courses:home") in page


def test_a_later_edition_and_a_later_rule_change_nothing(
    played: Played, page_of: Callable[[Run], str], scenario: ScenarioPage
) -> None:
    run = played("wave", "skip")
    before = page_of(run)
    changed = small_story() | {"title": "Another name"}
    changed["scenes"][0]["choices"][1]["feedback"] = "<p>Something else.</p>"
    publish_again(scenario, changed)
    Rule.objects.update(gist="Something else.")
    cleaned = [text.replace(token(text), "") for text in (before, page_of(run))]
    assert cleaned[0] == cleaned[1]


def token(page: str) -> str:
    """The cross-site token, which differs at every visit."""
    return page.split('name="csrfmiddlewaretoken" value="')[1].split('"', maxsplit=1)[0]


def test_the_page_holds_no_inline_script_or_style(played: Played, page_of: Callable[[Run], str]) -> None:
    page = page_of(played("fire", "skip"))
    assert "style=" not in page
    assert "<script>" not in page


@pytest.mark.parametrize(
    ("good", "value", "tone"),
    [("high", 4, "right"), ("high", 2, "care"), ("high", 1, "wrong"), ("low", 0, "right"), ("low", 4, "wrong")],
)
def test_a_meter_has_a_colour_by_its_direction(good: str, value: int, tone: str) -> None:
    assert MeterView(Meter("m", "M", 2, 4, good, False, ()), value).tone == tone
