"""How questions worked, over first attempts, and what the page asks an author to look at."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from quizzes.models import Item, ItemVersion, QuizPage
from quizzes.reports.questions import Questions, read_questions
from quizzes.statistics import Flag, consistency, effective_weights, item_figures
from tests.conftest import Cast
from tests.factories.attempts import take_quiz, versions_of
from tests.factories.quizzes import make_item, make_quiz
from tests.quizzes.conftest import Ground
from tests.quizzes.figures.conftest import ClientOf, Read

R, W = "right", "wrong"
LURED = "Send her back"


def ladder(rows: int, questions: int = 5) -> list[list[str | None]]:
    """The first know nothing, the last everything: who gets a question right gets all easier ones right."""
    return [[R if row * (questions + 1) // rows > place else W for place in range(questions)] for row in range(rows)]


def by_chance(rows: int, questions: int = 5) -> list[list[str | None]]:
    """The later somebody comes, the more he or she knows; nobody knows everything."""
    chance = random.Random(20261124)  # noqa: S311
    return [[R if chance.random() < 0.2 + 0.6 * row / rows else W for _ in range(questions)] for row in range(rows)]


def sit(ground: Ground, answers: list[list[str | None]], now: datetime) -> list[ItemVersion]:
    versions = versions_of(ground.items, now)
    take_quiz(ground.quiz, versions, answers, at=now)
    return versions


def marks(answers: list[list[str | None]], place: int) -> list[float]:
    return [float(row[place] == R) for row in answers]


def test_statistics_are_those_of_the_marks(ground: Ground, now: datetime) -> None:
    answers = ladder(36)
    versions = sit(ground, answers, now)
    columns = [marks(answers, place) for place in range(5)]
    totals = [sum(row) for row in zip(*columns, strict=True)]
    found = read_questions(ground.quiz)
    assert (found.attempts, found.is_fixed) == (36, True)
    assert found.consistency == consistency(columns, totals)
    weights = effective_weights(columns, totals)
    for place, version in enumerate(versions):
        row = found.of(version.pk)
        assert row is not None and row.figures is not None
        rests = [total - mark for total, mark in zip(totals, columns[place], strict=True)]
        plain = item_figures(columns[place], rests, 1)
        assert row.figures.facility == plain.facility
        assert row.figures.discrimination_index == pytest.approx(plain.discrimination_index)
        assert row.figures.discriminative_efficiency == pytest.approx(plain.discriminative_efficiency)
        assert row.weight == pytest.approx(weights[place])


def test_nothing_is_said_below_thirty_attempts(ground: Ground, read: Read, now: datetime) -> None:
    sit(ground, ladder(29), now)
    page = read(ground.quiz, "questions/")
    assert "29 people have handed in a first attempt. Figures stand here from 30 on" in page
    assert "Facility" not in page
    assert "alpha" not in page


def test_from_thirty_attempts_on_a_fixed_form_has_an_alpha(ground: Ground, read: Read, now: datetime) -> None:
    sit(ground, ladder(30), now)
    page = read(ground.quiz, "questions/")
    assert "Internal consistency (alpha)" in page
    assert "drawn" not in page


def test_a_second_attempt_changes_nothing(ground: Ground, now: datetime) -> None:
    answers = ladder(30)
    versions = versions_of(ground.items, now)
    first = take_quiz(ground.quiz, versions, answers, at=now)
    before = read_questions(ground.quiz)
    learners = [attempt.enrolment.learner for attempt in first]
    again = now + timedelta(days=1)
    take_quiz(ground.quiz, versions, [[W, R, W, R, W]] * 30, at=again, learners=learners, number=2)
    assert read_questions(ground.quiz) == before


@pytest.fixture
def drawn(ground: Ground, now: datetime) -> Callable[[int], list[ItemVersion]]:
    """Every attempt drew four of five questions; how many attempts there are is said when it is called."""

    def _drawn(rows: int) -> list[ItemVersion]:
        versions = versions_of(ground.items, now)
        own = [[v for place, v in enumerate(versions) if place != row % 5] for row in range(rows)]
        take_quiz(ground.quiz, own, [row[:4] for row in ladder(rows)], at=now)
        return versions

    return _drawn


def test_drawn_forms_have_no_alpha_and_the_page_says_why(
    ground: Ground, drawn: Callable[[int], list[ItemVersion]], read: Read
) -> None:
    drawn(50)
    page = read(ground.quiz, "questions/")
    assert "No internal consistency is given: the questions are drawn" in page
    assert "alpha" not in page
    assert "Weight" not in page.split("What the columns say")[0]


def test_a_drawn_question_is_judged_over_the_attempts_that_had_it(
    ground: Ground, drawn: Callable[[int], list[ItemVersion]]
) -> None:
    versions = drawn(50)
    found = read_questions(ground.quiz)
    assert not found.is_fixed and found.consistency is None
    answers = [row[:4] for row in ladder(50)]
    had = [row for row in range(50) if row % 5 != 2]
    place = [[v for v in range(5) if v != row % 5].index(2) for row in had]
    own = [float(answers[row][at] == R) for row, at in zip(had, place, strict=True)]
    rests = [sum(word == R for word in answers[row]) - mark for row, mark in zip(had, own, strict=True)]
    row = found.of(versions[2].pk)
    assert row is not None and row.figures is not None and row.asked == 40
    assert row.figures.discrimination_index == pytest.approx(item_figures(own, rests, 1).discrimination_index)


def test_a_question_asked_too_rarely_says_so(ground: Ground, drawn: Callable[[int], list[ItemVersion]], read: Read) -> None:
    drawn(35)
    page = read(ground.quiz, "questions/")
    assert "5 questions were asked in fewer than 30 first attempts: nothing is said of them yet." in page
    assert page.count("from 30 attempts on") == 5


def test_most_of_the_best_on_a_wrong_option_is_said_in_words(ground: Ground, read: Read, now: datetime) -> None:
    answers: list[list[str | None]] = [list(row) for row in ladder(30, 4)]
    for number, row in enumerate(answers):
        row.append(LURED if number >= 22 else R if number % 2 else W)
    versions = sit(ground, answers, now)
    letter = "ABC"[[option["text"] for option in versions[4].options].index(LURED)]
    page = read(ground.quiz, "questions/")
    review = page[page.index("Questions to review", page.index("Questions to review") + 1) : page.index("All questions")]
    assert f"of the best third chose {letter}. Check the key." in review
    detail = read(ground.quiz, f"questions/{versions[4].pk}/")
    assert f"{letter} · {LURED}" in detail
    assert "Best third" in detail and "Worst third" in detail


def test_versions_are_judged_apart(ground: Ground, now: datetime) -> None:
    first = sit(ground, ladder(30), now)
    item = Item.objects.get(pk=ground.items[0].pk)
    item.stem = "What do you do now?"
    item.save()
    second = versions_of(ground.items, now)
    take_quiz(ground.quiz, second, [[W] * 5] * 15 + [[R] * 5] * 15, at=now)
    found = read_questions(ground.quiz)
    old, new = found.of(first[0].pk), found.of(second[0].pk)
    assert old is not None and new is not None and old.figures is not None and new.figures is not None
    assert (old.asked, new.asked) == (30, 30)
    assert new.figures.facility == 0.5
    assert old.figures.facility == pytest.approx(25 / 30)
    same = found.of(first[1].pk)
    assert same is not None and same.asked == 60
    assert found.is_fixed


def test_time_is_the_middle_of_what_people_took(ground: Ground, now: datetime) -> None:
    versions = versions_of(ground.items, now)
    take_quiz(ground.quiz, versions, ladder(16), at=now, seconds=30)
    take_quiz(ground.quiz, versions, ladder(15), at=now, seconds=50)
    row = read_questions(ground.quiz).of(versions[0].pk)
    assert row is not None and row.seconds == 30.0


def flags_of(found: Questions, version: ItemVersion) -> list[Flag]:
    row = found.of(version.pk)
    assert row is not None
    return [finding.flag for finding in row.findings]


def test_a_translation_that_makes_a_question_harder_is_named(ground: Ground, read: Read, now: datetime) -> None:
    from wagtail.models import Locale

    fr = Locale.objects.get_or_create(language_code="fr")[0]
    french = [
        make_item(ground.bank, locale=fr, translation_key=i.translation_key, key=i.key, topic=i.topic) for i in ground.items
    ]
    page: QuizPage = ground.quiz.copy_for_translation(fr, copy_parents=True)
    answers = by_chance(150)
    own = versions_of(ground.items, now)
    theirs = versions_of(french, now)
    take_quiz(ground.quiz, own, answers, at=now)
    hard = [[*row[:2], W if number % 3 else row[2], *row[3:]] for number, row in enumerate(answers)]
    take_quiz(page, theirs, hard, at=now)
    found = read_questions(ground.quiz)
    assert found.attempts == 300
    assert Flag.LANGUAGE in flags_of(found, theirs[2])
    assert [v for v in own + theirs[:2] if Flag.LANGUAGE in flags_of(found, v)] == []
    detail = read(ground.quiz, f"questions/{theirs[2].pk}/")
    assert "Harder in this language than in English for people who know as much." in detail
    assert "English 150 150" in detail


def test_answers_in_words_are_shown_only_where_five_people_gave_them(ground: Ground, read: Read, now: datetime) -> None:
    parts = {"answers": [{"text": "Geneva"}]}
    (version,) = versions_of([make_item(ground.bank, "short-answer", parts=parts)], now)
    quiz = make_quiz(ground.module, [(ground.bank, None, 1)], title="Words")
    given = [["Geneva"]] * 20 + [["Hague"]] * 8 + [["I served with Pavel Novak"]] * 4
    take_quiz(quiz, [version], given, at=now)
    page = read(quiz, f"questions/{version.pk}/")
    assert "Geneva right 20" in page
    assert "Hague 8" in page
    assert "Pavel" not in page
    assert "Answers that fewer than five people gave are not shown." in page


def test_a_question_of_another_quiz_is_not_found(ground: Ground, cast: Cast, client_of: ClientOf, now: datetime) -> None:
    versions = sit(ground, ladder(30), now)
    other = make_quiz(ground.course, [(ground.bank, None, 1)], title="Another")
    client = client_of(cast.trainer)
    assert client.get(f"/quiz/figures/{ground.quiz.pk}/questions/{versions[0].pk}/").status_code == 200
    assert client.get(f"/quiz/figures/{other.pk}/questions/{versions[0].pk}/").status_code == 404
