"""``manage.py load_curriculum`` reads, tells and loads; --check only reads."""

from __future__ import annotations

import pytest
from django.core.management.base import CommandError

from courses.models import CoursePage
from tests.curriculum.folder import Folder, all_rows
from tests.curriculum.texts import LESSON, QUIZ


@pytest.mark.django_db
def test_it_loads_another_folder_and_says_how_much(folder: Folder) -> None:
    told = folder.command()
    assert told == "Curriculum: 18 new, 0 changed, 0 unchanged, 0 left alone because they were edited here.\n"
    assert CoursePage.objects.get().slug == "small"


@pytest.mark.django_db
def test_it_says_nothing_when_asked_to_be_quiet(folder: Folder) -> None:
    assert folder.command(verbosity=0) == ""
    assert CoursePage.objects.exists()


def test_checking_needs_no_database(folder: Folder) -> None:
    assert folder.command(check=True) == "No faults: 3 rules, 1 module.\n"


@pytest.mark.django_db
def test_checking_writes_nothing(folder: Folder) -> None:
    before = all_rows()
    folder.command(check=True)
    assert all_rows() == before


def test_every_fault_is_told_at_once_in_the_order_of_the_files(folder: Folder) -> None:
    folder.change(QUIZ, "count: 2", "count: 9")
    folder.change(LESSON, "minutes: 10\n", "")
    folder.change("course.yaml", "- 01-first-steps", "- 01-first-steps\n  - 02-next")
    with pytest.raises(CommandError) as told:
        folder.command(check=True)
    assert [line.split(": ")[0] for line in str(told.value).splitlines()] == [
        "Nothing was loaded. 3 faults:",
        "course.yaml:8",
        f"{LESSON}:2",
        f"{QUIZ}:4",
    ]


def test_a_folder_without_a_course_is_refused(folder: Folder) -> None:
    folder = Folder(folder.root / "elsewhere")
    with pytest.raises(CommandError, match=r"course\.yaml:1: the file is missing"):
        folder.command(check=True)
