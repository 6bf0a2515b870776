"""Activities and modules stand in the order of the source, until somebody arranges them otherwise here."""

from __future__ import annotations

import pytest

from courses.models import CoursePage, LessonPage, ModulePage
from tests.curriculum.folder import Folder, second_module
from tests.curriculum.texts import MODULE, SECOND
from tests.emptying import thawed
from tests.factories.courses import make_lesson

pytestmark = pytest.mark.django_db
OUTLINE = f"{MODULE}/module.yaml"
ORDER = "order:01-first-steps"


def titles() -> list[str]:
    return [page.title for page in ModulePage.objects.get(slug="first-steps").get_children()]


def new_lesson(folder: Folder) -> None:
    """Between the first and the second."""
    text = (folder.root / SECOND).read_text(encoding="utf-8").replace("The wounded", "The dead").replace('"1.2"', '"1.3"')
    folder.write(f"{MODULE}/lessons/3-the-dead.md", text)
    folder.change(OUTLINE, "  - lessons/2-", "  - lessons/3-the-dead.md\n  - lessons/2-")


def swapped(folder: Folder) -> None:
    """The source has the lessons the other way round."""
    folder.change(OUTLINE, "  - lessons/1-the-minimum.md\n", "")
    folder.change(OUTLINE, "  - lessons/2-the-wounded.md\n", "  - lessons/2-the-wounded.md\n  - lessons/1-the-minimum.md\n")


def quiz_first() -> None:
    """What a trainer does in the explorer."""
    module = ModulePage.objects.get(slug="first-steps")
    module.get_children().get(slug="quiz").move(module.get_children().first(), pos="left")


def test_a_new_lesson_stands_where_the_source_has_it(loaded: Folder) -> None:
    new_lesson(loaded)
    loaded.load(days=1)
    assert titles() == ["The minimum", "The dead", "The wounded", "Checkpoint", "First quiz"]


def test_a_new_order_of_the_source_is_followed(loaded: Folder) -> None:
    swapped(loaded)
    assert loaded.load(days=1).updated == [ORDER]
    assert titles() == ["The wounded", "The minimum", "Checkpoint", "First quiz"]
    assert loaded.load(days=2).updated == []


def test_an_order_arranged_here_survives_and_is_named(loaded: Folder) -> None:
    quiz_first()
    swapped(loaded)
    outcome = loaded.load(days=1)
    assert (outcome.kept, outcome.updated) == ([ORDER], [])
    assert titles() == ["First quiz", "The minimum", "The wounded", "Checkpoint"]


def test_a_new_lesson_finds_its_place_in_an_order_arranged_here(loaded: Folder) -> None:
    quiz_first()
    new_lesson(loaded)
    loaded.load(days=1)
    assert titles() == ["First quiz", "The minimum", "The dead", "The wounded", "Checkpoint"]


def test_a_page_of_ones_own_and_a_deleted_one_are_no_new_order(loaded: Folder) -> None:
    module = ModulePage.objects.get(slug="first-steps")
    own = make_lesson(module, "Our own")
    own.move(LessonPage.objects.get(slug="the-minimum"), pos="left")
    with thawed():
        module.get_children().get(slug="checkpoint").specific.editions.all().delete()
    module.get_children().get(slug="checkpoint").delete()
    swapped(loaded)
    outcome = loaded.load(days=1)
    assert (outcome.kept, outcome.updated) == ([], [ORDER])
    assert titles() == ["Our own", "The wounded", "The minimum", "First quiz"]


def test_modules_stand_in_the_order_of_the_course(loaded: Folder) -> None:
    second_module(loaded)
    loaded.change("course.yaml", "  - 01-first-steps\n  - 02-next", "  - 02-next\n  - 01-first-steps")
    loaded.load(days=1)
    assert [page.title for page in CoursePage.objects.get().get_children()] == ["Next", "First steps"]
