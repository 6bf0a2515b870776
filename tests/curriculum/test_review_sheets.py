"""The sheet of a module puts each claim beside its citation, and what is for review first."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from curriculum.reading import Content, read_content
from curriculum.review import review_sheet


@pytest.fixture(scope="module")
def course() -> Content:
    return read_content()


def test_every_citation_of_every_lesson_and_item_stands_beside_a_claim(course: Content) -> None:
    for module in course.modules:
        shown = {rule.citation for c in review_sheet(course, module).chapters for claim in c.claims for rule in claim.rules}
        assert module.bank is not None
        assert {citation for item in module.bank.items for citation in item.cites} <= shown


def test_open_points_of_lessons_are_all_there(course: Content) -> None:
    module = course.modules[2]
    points = {point for _chapter, point in review_sheet(course, module).open_points}
    written = {point for a in module.activities.values() for point in getattr(getattr(a, "form", a), "review", ())}
    assert points == written
    assert points


def test_the_command_writes_one_file_a_module_with_the_open_points_first(course: Content, tmp_path: Path) -> None:
    call_command("review_sheets", to=str(tmp_path), stdout=StringIO())
    assert len(list(tmp_path.glob("*.html"))) == len(course.modules)
    html = (tmp_path / "03-humane-treatment.html").read_text("utf-8")
    assert html.index("For review first") < html.index("The post at Kiri")
    assert "Common Art 3" in html
    assert "☐" in html
    assert "<script" not in html
