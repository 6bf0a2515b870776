"""The built-in course has nothing to mend, and each kind of fault that a careful editor would mark is found when planted."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from base.readability import grade, words_of
from curriculum.lessons import LessonSource
from curriculum.quality import findings, heading_of
from curriculum.reading import Content, read_content
from curriculum.story_forms import ScenarioForm
from curriculum.teaching import coverage, is_taught, taught_at
from tests.curriculum.folder import Folder


@pytest.fixture(scope="module")
def course() -> Content:
    return read_content()


def lesson_of(content: Content) -> LessonSource:
    return next(a for a in content.modules[0].activities.values() if isinstance(a, LessonSource))


def part(content: Content, kind: str) -> Any:
    return next(part for part in lesson_of(content).parts if part["type"] == kind)


def without(kind: str) -> Callable[[Content], None]:
    def plant(content: Content) -> None:
        lesson = lesson_of(content)
        lesson.parts[:] = [part for part in lesson.parts if part["type"] != kind]

    return plant


def few_objectives(content: Content) -> None:
    del lesson_of(content).form.objectives[1:]


def short(content: Content) -> None:
    lesson = lesson_of(content)
    lesson.parts[:] = [part for part in lesson.parts if part["type"] in ("situation", "key_rule", "do_dont", "check")]


def hard(content: Content) -> None:
    sentence = "Notwithstanding aforementioned organisational considerations " * 12
    part(content, "situation")["value"]["text"] = f"<p>{sentence * 20}</p>"


def banned(content: Content) -> None:
    part(content, "situation")["value"]["text"] += "<p>It was collateral damage.</p>"


def unmarked(content: Content) -> None:
    part(content, "situation")["value"]["text"] += "<p>Section 4 says so [CHECK].</p>"


def few_items(content: Content) -> None:
    bank = content.modules[0].bank
    assert bank is not None
    del bank.items[29:]


def long_keys(content: Content) -> None:
    for item in singles(content):
        for option in item.options:
            if option.right:
                option.right += ", which is said at greater length than anything that stands beside it in this list of options"


def keys_in_front(content: Content) -> None:
    for item in singles(content):
        item.options.sort(key=lambda option: option.right is None)


def short_keys(content: Content) -> None:
    for item in singles(content):
        for option in item.options:
            option.right = option.right and "No"


def long_checks(content: Content) -> None:
    for lesson in (each for each in content.modules[0].activities.values() if isinstance(each, LessonSource)):
        for check in (part["value"] for part in lesson.parts if part["type"] == "check"):
            for option in check["options"]:
                option["text"] = option["text"] * (2 if option["is_right"] else 1)


def betraying(content: Content) -> None:
    """Each wrong option of two banks gives a reason, and no key does."""
    for module in content.modules[:2]:
        for item in module.bank.items if module.bank else ():
            for option in item.options if item.kind == "single" else ():
                option.wrong = option.wrong and f"{option.wrong} because otherwise"


def betraying_checks(content: Content) -> None:
    for module in content.modules:
        for lesson in (a for a in module.activities.values() if isinstance(a, LessonSource)):
            for option in (option for p in lesson.parts if p["type"] == "check" for option in p["value"]["options"]):
                option["text"] += "" if option["is_right"] else " Never"


def of_two_forms(content: Content) -> None:
    part(content, "check")["value"]["options"][0]["text"] = "A word"


def untrue(content: Content) -> None:
    for module in content.modules:
        for item in module.bank.items if module.bank else ():
            if item.kind == "true-false":
                for option in item.options:
                    option.right, option.wrong = ("False", None) if option.text == "False" else (None, "True")


def pointing_in_a_situation(content: Content) -> None:
    question = next(
        each for module in content.modules for item in (module.bank.items if module.bank else ()) for each in item.questions
    )
    question.options[-1].wrong, question.options[-1].right = "All of the above", None


def without_section(words: str) -> Callable[[Content], None]:
    def plant(content: Content) -> None:
        for each in lesson_of(content).parts:
            if re.search(words, heading_of(each), re.IGNORECASE):
                each["value"]["heading"] = "More"

    return plant


def banned_on_the_card(content: Content) -> None:
    content.modules[0].card.append("Be a hero.")


def unmarked_in_a_gist(content: Content) -> None:
    next(iter(content.rules.values())).form.gist += " [CHECK]"


def long_gist(content: Content) -> None:
    next(iter(content.rules.values())).form.gist = "Treat everyone humanely. Take no hostages. Care for the wounded."


def unmarked_in_the_glossary(content: Content) -> None:
    content.terms[0].says += " [CHECK]"


def unmarked_in_a_scenario(content: Content) -> None:
    story = next(a for module in content.modules for a in module.activities.values() if isinstance(a, ScenarioForm))
    story.summary += " [CHECK]"


def above_their_level(content: Content) -> None:
    """A question for everyone on a rule that only lessons above them cite."""
    for_everyone = taught_at(content, "everyone")
    citation = next(each for each in sorted(taught_at(content, "ncos")) if not is_taught(each, for_everyone))
    singles(content)[0].cites.append(citation)
    singles(content)[0].level = "everyone"


def pointing(content: Content) -> None:
    singles(content)[0].options[-1].wrong = "All of the above"
    singles(content)[0].options[-1].right = None


def doubled(content: Content) -> None:
    first, second = singles(content)[:2]
    second.stem = first.stem + " Now?"


def untargeted(content: Content) -> None:
    lesson_of(content).form.misconceptions.append("Nobody ever thought of this before.")


def untaught(content: Content) -> None:
    taught = {citation for module in content.modules for a in module.activities.values() for citation in cites(a)}
    singles(content)[0].cites.append(next(each for each in content.rules if each not in taught and "(" not in each))


def cites(activity: Any) -> list[str]:
    if not isinstance(activity, LessonSource):
        return []
    return [*activity.form.cites, *(citation for citation, _line in activity.cited)]


def singles(content: Content) -> list[Any]:
    bank = content.modules[0].bank
    assert bank is not None
    return [item for item in bank.items if item.kind == "single"]


PLANTED = {
    "an opening situation is missing": without("situation"),
    "the rule in one sentence is missing": without("key_rule"),
    "do and don’t is missing": without("do_dont"),
    "checks is missing": without("check"),
    "it has 1 objectives; 2 to 3 are wanted": few_objectives,
    "words; 600 to 1100 are wanted": short,
    "shorten its sentences": hard,
    "“collateral damage” does not belong here": banned,
    "“[check]” does not belong here": unmarked,
    "it has 29 items; at least 30 are wanted": few_items,
    "the key is the longest option": long_keys,
    "the key is the shortest option": short_keys,
    "01-peace-operations/lessons: the key is the longest option": long_checks,
    "course.yaml: the words of the options betray": betraying_checks,
    "some options of the check “": of_two_forms,
    "keys stand in the same place": keys_in_front,
    "the words of the options betray": betraying,
    "statements of the course are true": untrue,
    "bank.yaml: ": pointing_in_a_situation,
    "a section on why the rule exists is missing": without_section(r"\bwhy\b"),
    "a section on what it means on patrol": without_section(r"patrol|checkpoint|gate|camp|night|post|road"),
    "goes back to the opening situation": without_section("^back"),
    "card.md: “hero” does not belong here": banned_on_the_card,
    "law/rules/": unmarked_in_a_gist,
    "has 3 sentences; a gist has one or two": long_gist,
    "glossary.yaml: “[check]” does not belong": unmarked_in_the_glossary,
    "scenarios/": unmarked_in_a_scenario,
    "an option points at the others": pointing,
    "it asks nearly what": doubled,
    "no item asks for its misconception “Nobody ever": untargeted,
    "no lesson teaches": untaught,
    "at its level (everyone)": above_their_level,
}
WHOLE = {"no lesson teaches", "at its level (everyone)", "statements of the course are true", "the words of the options betray"}
WHOLE |= {"bank.yaml: ", "scenarios/", "course.yaml: the words of the options betray"}


def test_the_built_in_course_has_nothing_to_mend(course: Content) -> None:
    assert [str(each) for each in findings(course)] == []


@pytest.mark.parametrize("message", PLANTED)
def test_a_planted_fault_is_found(course: Content, message: str) -> None:
    planted = deepcopy(course)
    planted.modules = planted.modules if message in WHOLE else planted.modules[:1]
    PLANTED[message](planted)
    assert any(message in str(each) for each in findings(planted))


def test_the_figures_say_how_far_the_course_goes(course: Content) -> None:
    seen = coverage(course)
    assert seen.rules >= 250
    assert seen.rules >= seen.examined >= seen.taught > 250  # what is kept for reference may be asked about too


def test_the_whole_curriculum_is_there(course: Content) -> None:
    """Twelve modules, each with card, note and quiz; lessons numbered as in the mapping; law and words enough for a library."""
    assert [module.form.number for module in course.modules] == list(range(1, 13))
    whole = [m for m in course.modules if m.card and m.note and "quiz.yaml" in m.activities]
    assert len(whole) == 12
    lessons = [a for module in course.modules for a in module.activities.values() if isinstance(a, LessonSource)]
    assert (len(lessons), len({lesson.form.number for lesson in lessons})) == (66, 66)
    assert len(course.instruments) >= 60
    assert len(course.terms) >= 120
    assert course.examination is not None and course.mapping is not None


def test_the_command_names_what_is_to_be_mended_and_fails(folder: Folder) -> None:
    with pytest.raises(CommandError, match=r"bank\.yaml: it has"):
        call_command("check_content", folder=str(folder.root), stdout=StringIO())


def test_plain_words_read_at_a_low_grade_and_long_ones_at_a_high_one() -> None:
    assert grade("Stop. Look. The man is hurt. Give him water.") < 2
    assert grade("Organisational accountability necessitates institutionalised responsibilities.") > 15
    assert grade("") == 0


@given(st.text(max_size=300))
def test_any_text_has_a_grade(text: str) -> None:
    assert isinstance(grade(text), float)
    assert all(word in text for word in words_of(text))
