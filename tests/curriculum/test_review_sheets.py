"""The sheet of a module puts each claim beside its citation, and what is for review first."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from curriculum.lessons import LessonSource
from curriculum.reading import Content, read_content
from curriculum.review import Sheet, review_sheet, review_sheets


@pytest.fixture(scope="module")
def course() -> Content:
    return read_content()


def test_every_citation_of_every_lesson_and_item_stands_beside_a_claim(course: Content) -> None:
    for module in course.modules:
        assert module.bank is not None
        items = {citation for item in module.bank.items for citation in item.all_cites}
        lessons = [activity for activity in module.activities.values() if isinstance(activity, LessonSource)]
        assert items | {citation for lesson in lessons for citation, _line in lesson.cited} <= shown(review_sheet(course, module))


def shown(sheet: Sheet) -> set[str]:
    return {rule.citation for chapter in sheet.chapters for claim in chapter.claims for rule in claim.rules}


def test_what_is_open_about_a_rule_stands_at_the_head_of_each_sheet_that_leans_on_it(course: Content) -> None:
    for module in course.modules:
        sheet = review_sheet(course, module)
        wanted = {citation for citation in shown(sheet) if course.rules[citation].form.review}
        assert {citation for citation, _point in sheet.open_rules} == wanted
    assert wanted


def test_card_and_note_are_read_as_well(course: Content) -> None:
    sheet = review_sheet(course, course.modules[0])
    said = {chapter.title: [claim.says for claim in chapter.claims] for chapter in sheet.chapters}
    assert said["Card"] == course.modules[0].card
    assert any("Timing" in says for says in said["Instructor’s note"])


def test_a_claim_has_the_quotation_marks_of_the_text_and_no_code_for_them(course: Content) -> None:
    said = [claim.says for _name, sheet in review_sheets(course) for chapter in sheet.chapters for claim in chapter.claims]
    assert any('"' in says for says in said)
    assert [says for says in said if "&quot;" in says or "&amp;" in says or "&#" in says] == []


def test_entries_of_a_list_are_lines_of_a_claim_and_bold_words_keep_their_colon(course: Content) -> None:
    sheet = next(sheet for name, sheet in review_sheets(course) if name == "08-conduct-and-accountability")
    lines = [line for chapter in sheet.chapters for claim in chapter.claims for line in claim.says.split("\n")]
    assert "sexual exploitation and abuse" in lines
    assert [line for line in lines if " :" in line or " ," in line] == []


def test_the_glossary_and_each_language_have_sheets_of_their_own(course: Content) -> None:
    sheets = dict(review_sheets(course))
    assert len(sheets["glossary"].chapters[0].claims) == len(course.terms)
    french = sheets["fr/01-peace-operations"]
    assert french.language == "fr"
    assert any("droits de l’homme" in claim.says for chapter in french.chapters for claim in chapter.claims)
    assert shown(french) <= shown(sheets["01-peace-operations"])


def test_open_points_of_lessons_are_all_there(course: Content) -> None:
    module = course.modules[2]
    points = {point for _chapter, point in review_sheet(course, module).open_points}
    written = {point for a in module.activities.values() for point in getattr(getattr(a, "form", a), "review", ())}
    assert points == written
    assert points


def test_the_command_writes_one_file_a_module_with_the_open_points_first(course: Content, tmp_path: Path) -> None:
    call_command("review_sheets", to=str(tmp_path), stdout=StringIO())
    assert len(list(tmp_path.glob("*.html"))) == len(course.modules) + 1
    assert len(list(tmp_path.glob("fr/*.html"))) == len(course.translations[0].modules) + 1
    html = (tmp_path / "03-humane-treatment.html").read_text("utf-8")
    assert html.index("For review first") < html.index("About rules on which") < html.index("The post at Kiri")
    assert "Common Art 3" in html
    assert "☐" in html
    assert "<script" not in html
