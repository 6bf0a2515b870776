"""A course whose parts are missing, doubled or forgotten is refused with file, line and reason, and nothing is written."""

from __future__ import annotations

import pytest

from tests.curriculum.folder import Folder, second_module
from tests.curriculum.refusals import Faulty, assert_change_is_refused, assert_refused
from tests.curriculum.texts import LESSON, MODULE, SECOND

pytestmark = pytest.mark.django_db
OUTLINE = f"{MODULE}/module.yaml"

FAULTY_MODULES = {
    "an activity that is named but absent": Faulty(
        "- lessons/2-the-wounded.md",
        "- lessons/2-the-wounded.md\n  - lessons/3-the-dead.md",
        "3-the-dead",
        "there is no file lessons/3-the-dead.md",
    ),
    "an activity named twice": Faulty(
        "- quiz.yaml", "- quiz.yaml\n  - quiz.yaml ", "- quiz.yaml ", "the activity “quiz.yaml” is given twice, first in line 10"
    ),
    "an activity outside the module": Faulty(
        "- quiz.yaml",
        "- quiz.yaml\n  - ../02-next/quiz.yaml",
        "02-next",
        "activities.4: “../02-next/quiz.yaml” is no activity; write lessons/1-name.md, scenarios/name.yaml or quiz.yaml",
    ),
    "an unknown level": Faulty(
        "number: 1",
        "number: 1\nlevel: officers",
        "level",
        "level: Input should be 'everyone', 'ncos' or 'commanders'",
    ),
    "no number": Faulty("number: 1\n", "", "title:", "number: is missing"),
    "no activities": Faulty(
        "  - lessons/1-the-minimum.md\n  - lessons/2-the-wounded.md\n  - scenarios/checkpoint.yaml\n  - quiz.yaml\n",
        "",
        "activities:",
        "activities: Input should be a valid list",
    ),
}
FAULTY_COURSES = {
    "a module without a folder": Faulty(
        "- 01-first-steps", "- 01-first-steps\n  - 02-next", "02-next", "there is no folder modules/02-next"
    ),
    "a module named twice": Faulty(
        "- 01-first-steps",
        "- 01-first-steps\n  - 01-first-steps ",
        "- 01-first-steps ",
        "the module “01-first-steps” is given twice, first in line 7",
    ),
    "a module outside the course": Faulty(
        "- 01-first-steps",
        "- 01-first-steps\n  - ../other",
        "../other",
        "modules.1: “../other” may hold small letters, digits and hyphens only",
    ),
    "no achievement": Faulty(
        "achievement:\n  key: small-badge\n  name: What a small course earns\n", "", "key:", "achievement: is missing"
    ),
}


@pytest.mark.parametrize("faulty", FAULTY_MODULES.values(), ids=FAULTY_MODULES)
def test_a_faulty_module_is_refused(folder: Folder, faulty: Faulty) -> None:
    assert_change_is_refused(folder, OUTLINE, faulty)


@pytest.mark.parametrize("faulty", FAULTY_COURSES.values(), ids=FAULTY_COURSES)
def test_a_faulty_course_is_refused(folder: Folder, faulty: Faulty) -> None:
    folder.change("course.yaml", faulty.old, faulty.new)
    assert f"course.yaml:{folder.line('course.yaml', faulty.at)}: {faulty.reason}" in folder.faults()


def test_two_lessons_with_one_number_are_refused(folder: Folder) -> None:
    folder.change(SECOND, 'number: "1.2"', 'number: "1.1"')
    assert_refused(folder, SECOND, "number:", f"the number “1.1” is given twice, first in {LESSON}:3")


def test_two_modules_with_one_number_are_refused(folder: Folder) -> None:
    second_module(folder)
    folder.change("modules/02-next/module.yaml", "number: 2", "number: 1")
    assert_refused(folder, "modules/02-next/module.yaml", 2, f"the number “1” is given twice, first in {OUTLINE}:2")


def test_two_activities_with_one_address_are_refused(folder: Folder) -> None:
    text = (folder.root / SECOND).read_text(encoding="utf-8").replace('"1.2"', '"1.3"')
    folder.write(f"{MODULE}/lessons/3-the-wounded.md", text)
    folder.change(OUTLINE, "- quiz.yaml", "- quiz.yaml\n  - lessons/3-the-wounded.md")
    reason = "the address (the name without its number) “the-wounded” is given twice, first in line 8"
    assert_refused(folder, OUTLINE, "3-the-wounded", reason)


def test_two_modules_with_one_address_are_refused(folder: Folder) -> None:
    second_module(folder, "02-first-steps")
    reason = "the address (the name without its number) “first-steps” is given twice, first in line 7"
    assert_refused(folder, "course.yaml", "02-first-steps", reason)


def test_a_file_that_the_module_forgot_is_refused(folder: Folder) -> None:
    folder.change(OUTLINE, "  - lessons/2-the-wounded.md\n", "")
    assert_refused(folder, SECOND, 1, "module.yaml does not name this file, so nobody would see it")


def test_a_module_that_the_course_forgot_is_refused(folder: Folder) -> None:
    second_module(folder)
    folder.change("course.yaml", "  - 02-next\n", "")
    reason = "course.yaml does not name this module, so nobody would see it"
    assert_refused(folder, "modules/02-next/module.yaml", 1, reason)


@pytest.mark.parametrize("path", ["course.yaml", "law/topics.yaml", "law/instruments.yaml", OUTLINE])
def test_a_missing_file_is_named(folder: Folder, path: str) -> None:
    (folder.root / path).unlink()
    assert_refused(folder, path, 1, "the file is missing")


def test_a_module_without_a_bank_needs_none(folder: Folder) -> None:
    second_module(folder)
    assert folder.faults() == []


def test_activities_without_a_level_have_that_of_their_module(folder: Folder) -> None:
    folder.change(OUTLINE, "number: 1", "number: 1\nlevel: ncos")
    levels = {path: getattr(a, "form", a).level for path, a in folder.read().modules[0].activities.items()}
    assert levels == {
        "lessons/1-the-minimum.md": "everyone",
        "lessons/2-the-wounded.md": "ncos",
        "scenarios/checkpoint.yaml": "ncos",
        "quiz.yaml": "ncos",
    }
