"""What the lessons answer to: refused where it does not fit the course, loaded, shown as a table and as a file."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from courses.models import LessonPage
from curriculum.mapping_table import mapped_lessons
from curriculum.reading import read_content
from curriculum.review import review_sheet
from people.groups import LEGAL_REVIEWERS
from people.models import User
from tests.conftest import Cast
from tests.curriculum.folder import Folder
from tests.curriculum.refusals import assert_refused
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
FILE = "mapping.yaml"
FIRST_ROW = '  - {lesson: "1.1", cptm: ["1.4", "2.3"], topics: [the minimum]}\n'
SECOND_ROW = '  - {lesson: "1.2", cptm: [], topics: [the wounded], also: [A package]}\n'
MAPPING = f"edition: CPTM 2017\nreview:\n  - Confirm the edition.\nlessons:\n{FIRST_ROW}{SECOND_ROW}"


@pytest.fixture
def mapped(folder: Folder) -> Folder:
    folder.write(FILE, MAPPING)
    return folder


@pytest.mark.parametrize(
    ("old", "new", "at", "reason"),
    [
        (SECOND_ROW, "", "lessons:", "the lesson 1.2 is not mapped"),
        ('"1.2"', '"1.1"', '  - {lesson: "1.1", cptm: []', "the lesson “1.1” is given twice, first in line 5"),
        (SECOND_ROW, SECOND_ROW + '  - {lesson: "9.9"}\n', '  - {lesson: "9.9"}', "no lesson of the course has the number 9.9"),
    ],
)
def test_a_table_that_does_not_fit_the_course_is_refused(mapped: Folder, old: str, new: str, at: str, reason: str) -> None:
    mapped.change(FILE, old, new)
    if "twice" in reason:
        faults = mapped.faults()
        assert any(reason in fault for fault in faults)
    else:
        lines = (mapped.root / FILE).read_text("utf-8").splitlines()
        assert_refused(
            mapped, FILE, next(n for n, line in enumerate(lines, 1) if line.startswith(at)) + (at == "lessons:"), reason
        )


def test_it_is_loaded_with_the_lessons_and_follows_the_file(mapped: Folder) -> None:
    mapped.load()
    assert [(row.number, row.answers_to, row.topics, row.also) for row in mapped_lessons()] == [
        ("1.1", "1.4; 2.3", "the minimum", ""),
        ("1.2", "", "the wounded", "A package"),
    ]
    mapped.change(FILE, '["1.4", "2.3"]', '["1.5"]')
    mapped.load(days=1)
    assert [row.answers_to for row in mapped_lessons()] == ["1.5", ""]


def test_a_lesson_that_was_taken_away_here_has_no_row(mapped: Folder) -> None:
    mapped.load()
    LessonPage.objects.get(title="The wounded").delete()
    mapped.load(days=1)
    assert [row.number for row in mapped_lessons()] == ["1.1"]


def test_authors_and_legal_reviewers_read_it_with_what_is_open(
    mapped: Folder, cast: Cast, client_of: Callable[[User | None], Client]
) -> None:
    mapped.load()
    reviewer = UserFactory()
    reviewer.groups.add(Group.objects.get(name=LEGAL_REVIEWERS))
    for reader in (cast.trainer, reviewer):
        page = client_of(reader).get("/curriculum/mapping/").content.decode()
        assert "Confirm the edition." in page
        assert "The wounded" in page
        assert "1.4; 2.3" in page
    assert client_of(cast.learner).get("/curriculum/mapping/").status_code == 404


def test_the_file_holds_the_same_rows(mapped: Folder, cast: Cast, client_of: Callable[[User | None], Client]) -> None:
    mapped.load()
    answer = client_of(cast.trainer).get("/curriculum/mapping.csv")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert lines[0].startswith("Lesson,Title,CPTM 2017")
    assert lines[1] == "1.1,The minimum,1.4; 2.3,the minimum,"


def test_without_a_table_the_page_says_so(cast: Cast, client_of: Callable[[User | None], Client]) -> None:
    assert "Nothing is mapped yet" in client_of(cast.trainer).get("/curriculum/mapping/").content.decode()


def test_every_lesson_of_the_built_in_course_is_mapped_and_told_in_the_review_sheets() -> None:
    content = read_content()
    assert content.mapping is not None
    for module in content.modules:
        chapters = [chapter for chapter in review_sheet(content, module).chapters if chapter.title[0].isdigit()]
        assert all(chapter.answers_to.startswith("CPTM 2017: ") for chapter in chapters), module.key
