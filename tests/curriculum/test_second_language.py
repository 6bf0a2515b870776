"""A second language: siblings of the original, whatever exists of it; what differs in more than words is refused."""

from __future__ import annotations

from typing import Any

import pytest

from base.models import HomePage
from courses.models import CoursePage, LessonPage, ModulePage
from credentials.models import Achievement
from curriculum.lessons import LessonSource
from curriculum.typesetting import typeset
from law.models import Instrument, Rule, Topic
from quizzes.models import Item, QuizPage
from scenarios.models import Edition, ScenarioPage
from tests.curriculum.folder import Folder, all_rows
from tests.curriculum.french import FRENCH
from tests.curriculum.texts import BANK, LESSON, MODULE, QUIZ, SCENARIO

FR_LESSON = f"fr/{LESSON}"


@pytest.fixture
def bilingual(folder: Folder) -> Folder:
    """The small course with all but its second lesson, one rule and one instrument in French."""
    for path, text in FRENCH.items():
        folder.write(f"fr/{path}", text)
    return folder


def french(kind: Any) -> Any:
    return kind.objects.filter(locale__language_code="fr")


def siblings_of(row: Any) -> list[str]:
    kin = type(row).objects.filter(translation_key=row.translation_key)
    return sorted(kin.values_list("locale__language_code", flat=True))


# --- Reading --------------------------------------------------------------------------------------


def test_what_is_not_translated_is_simply_missing(bilingual: Folder) -> None:
    [content] = bilingual.read().translations
    assert content.language == "fr"
    assert list(content.modules[0].activities) == ["lessons/1-the-minimum.md", "scenarios/checkpoint.yaml", "quiz.yaml"]
    assert list(content.rules) == ["GC I Art 3"]


@pytest.mark.parametrize(
    ("path", "old", "new", "refusal"),
    [
        (LESSON, "minutes: 10", "minutes: 11", "minutes is “11”, but “10” in the original"),
        (
            LESSON,
            "cite: GC I Art 3; Policy para 1",
            "cite: GC I Art 3",
            "“cite: GC I Art 3; Policy para 1” stands here in the original",
        ),
        (LESSON, "- [ ] Rien.", "- [x] Rien.", "“a wrong option” stands here in the original, not “a right option”"),
        (LESSON, "::: dont\n- Ne bandez pas les yeux.\n:::\n", "", "“::: dont” stands here in the original"),
        (BANK, "cites: [GC I Art 12]", "cites: [GC I Art 3]", "items.2.cites.0 is “GC I Art 3”, but “GC I Art 12”"),
        (BANK, "topic: wounded", "topic: treatment", "items.2.topic is “treatment”, but “wounded” in the original"),
        (SCENARIO, "people +1", "people +2", "is “people +2”, but “people +1” in the original"),
        (SCENARIO, "to: stops", "to: bad-night", "is “bad-night”, but “stops” in the original"),
        (QUIZ, "count: 1", "count: 2", "draw.1.count is “2”, but “1” in the original"),
        ("course.yaml", "key: small-badge", "key: other", "achievement.key is “other”, but “small-badge” in the original"),
    ],
)
def test_more_than_words_may_not_differ(bilingual: Folder, path: str, old: str, new: str, refusal: str) -> None:
    bilingual.change(f"fr/{path}", old, new)
    told = bilingual.faults()
    assert any(fault.startswith(f"fr/{path}:") and refusal in fault for fault in told), told


def test_a_difference_is_told_with_its_line(bilingual: Folder) -> None:
    line = bilingual.line(FR_LESSON, "minutes: 10")
    bilingual.change(FR_LESSON, "minutes: 10", "minutes: 11")
    assert bilingual.faults() == [f"fr/{LESSON}:{line}: minutes is “11”, but “10” in the original; only words are translated"]


def test_a_right_option_stays_right(bilingual: Folder) -> None:
    bilingual.change(f"fr/{BANK}", "- wrong:", "- right:")
    assert any("does not stand in the original" in fault for fault in bilingual.faults())


def test_words_that_are_missing_are_named(bilingual: Folder) -> None:
    bilingual.change(f"fr/{SCENARIO}", "role: Vous commandez le poste.\n", "")
    assert bilingual.faults() == [f"fr/{SCENARIO}:1: role is not translated"]


def test_a_file_that_the_original_lacks_is_refused(bilingual: Folder) -> None:
    bilingual.write(f"fr/{MODULE}/lessons/9-new.md", "---\ntitle: Neuf\n---\n")
    assert bilingual.faults() == [f"fr/{MODULE}/lessons/9-new.md:1: the original has no file of this name that is in use"]


def test_french_marks_stay_with_their_words(bilingual: Folder) -> None:
    bilingual.change(FR_LESSON, "Un homme est à genoux au soleil.", "« Un homme est à genoux ! »")
    lesson = bilingual.read().translations[0].modules[0].activities["lessons/1-the-minimum.md"]
    assert isinstance(lesson, LessonSource)
    assert "«\N{NO-BREAK SPACE}Un homme est à genoux\N{NO-BREAK SPACE}!\N{NO-BREAK SPACE}»" in str(
        lesson.parts[0]["value"]["text"]
    )


def test_a_french_hour_stays_on_one_line() -> None:
    space = "\N{NO-BREAK SPACE}"
    assert typeset("Il est 17 h 40, et 4 h de garde.", "fr") == f"Il est 17{space}h{space}40, et 4{space}h de garde."
    assert typeset("It is 17 h 40.", "en") == "It is 17 h 40."


# --- Loading --------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_every_row_is_a_sibling_of_the_original(bilingual: Folder) -> None:
    bilingual.load()
    for kind in (CoursePage, ModulePage, LessonPage, QuizPage, ScenarioPage, Topic, Rule, Instrument, Item, Achievement):
        rows = french(kind)
        assert rows, kind
        assert all(siblings_of(row) == ["en", "fr"] for row in rows), kind
    assert french(LessonPage).get().full_url.endswith("/fr/small/first-steps/the-minimum/")
    assert french(CoursePage).get().achievement.name == "Ce que gagne un petit cours"


@pytest.mark.django_db
def test_a_french_lesson_cites_french_rules_where_they_exist(bilingual: Folder) -> None:
    bilingual.load()
    [part] = [part for part in french(LessonPage).get().body if part.block_type == "key_rule"]
    languages = {rule.citation: rule.locale.language_code for rule in part.value["rules"]}
    assert languages == {"GC I Art 3": "fr", "Policy para 1": "en"}


@pytest.mark.django_db
def test_a_french_quiz_draws_from_the_same_bank(bilingual: Folder) -> None:
    bilingual.load()
    own, original = french(QuizPage).get(), QuizPage.objects.get(locale__language_code="en")
    assert [row.bank for row in own.blueprint.all()] == [row.bank for row in original.blueprint.all()]
    true_false = french(Item).filter(kind="true-false").first()
    assert true_false is None or {option.value["text"] for option in true_false.options} == {"Vrai", "Faux"}


@pytest.mark.django_db
def test_the_scenario_has_an_edition_of_its_own(bilingual: Folder) -> None:
    bilingual.load()
    edition = Edition.objects.get(scenario=french(ScenarioPage).get())
    assert edition.document["language"] == "fr"


@pytest.mark.django_db
def test_loading_twice_changes_nothing(bilingual: Folder) -> None:
    bilingual.load()
    before = all_rows()
    outcome = bilingual.load(days=1)
    assert (outcome.created, outcome.updated, outcome.kept) == ([], [], [])
    assert all_rows() == before
    assert HomePage.objects.count() == 2


@pytest.mark.django_db
def test_what_a_trainer_changed_in_french_is_left_alone(bilingual: Folder) -> None:
    bilingual.load()
    lesson = french(LessonPage).get()
    lesson.title = "Le minimum, autrement"
    lesson.save_revision().publish()
    bilingual.change(FR_LESSON, "title: Le minimum", "title: Le strict minimum")
    assert bilingual.load(days=1).kept == ["fr/page:01-first-steps/lessons/1-the-minimum.md"]
    assert french(LessonPage).get().title == "Le minimum, autrement"


@pytest.mark.django_db
def test_what_was_taken_away_in_english_is_not_made_in_french(folder: Folder) -> None:
    folder.load()
    LessonPage.objects.get(slug="the-minimum").delete()
    for path, text in FRENCH.items():
        folder.write(f"fr/{path}", text)
    assert "fr/page:01-first-steps/lessons/1-the-minimum.md" in folder.load(days=1).absent
    assert not french(LessonPage)
