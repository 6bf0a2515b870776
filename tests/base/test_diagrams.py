"""The drawings: each number once, no styles or scripts of their own, and the protective emblems in one place alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from base.blocks import DiagramBlock
from base.diagrams import DRAWINGS, Drawing

CONTENT = Path(settings.BASE_DIR) / "curriculum" / "content"
CSS = (Path(settings.BASE_DIR) / "static" / "css" / "lesson.css").read_text("utf-8")
drawings = pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=DRAWINGS)


def value_of(drawing: Drawing, numbers: int | None = None) -> dict[str, object]:
    lines = [f"<p>Number {n}</p>" for n in range(drawing.numbers if numbers is None else numbers)]
    return {"drawing": drawing.key, "title": "How it works", "alternative_text": "A “drawing” & more", "legend": lines}


def rendered(drawing: Drawing) -> str:
    block = DiagramBlock()
    return str(block.render(block.to_python(value_of(drawing))))


@drawings
def test_a_drawing_shows_each_of_its_numbers_once(drawing: Drawing) -> None:
    shown = re.findall(r"<text>(\d+)</text>", render_to_string(drawing.template))
    assert sorted(shown) == [str(n + 1) for n in range(drawing.numbers)]


@drawings
def test_a_drawing_has_no_style_script_colour_or_name_of_its_own(drawing: Drawing) -> None:
    inside = render_to_string(drawing.template)
    assert not re.search(r"<(style|script|image|use|a)\b|\b(style|on\w+|id|href|stroke)=|fill=|#[0-9a-f]{3}", inside)


@drawings
def test_every_class_of_a_drawing_has_its_look(drawing: Drawing) -> None:
    named = {name for words in re.findall(r'class="([^"]+)"', render_to_string(drawing.template)) for name in words.split()}
    unknown = {name for name in named if not name.startswith("tone-") and f".{name}" not in CSS}
    assert unknown == set()


@drawings
def test_a_diagram_has_a_title_a_text_alternative_and_a_line_for_each_number(drawing: Drawing) -> None:
    html = rendered(drawing)
    assert "<h3>How it works</h3>" in html
    assert 'role="img" aria-label="A “drawing” &amp; more"' in html
    assert html.count("<li>") == drawing.numbers


def test_a_drawing_that_is_read_from_side_to_side_is_mirrored_and_an_emblem_never() -> None:
    assert "diagram--directed" in rendered(DRAWINGS["force-ladder"])
    assert "diagram--directed" not in rendered(DRAWINGS["protective-emblems"])


@drawings
def test_an_editor_must_explain_each_number(drawing: Drawing) -> None:
    block = DiagramBlock()
    assert block.clean(block.to_python(value_of(drawing)))["drawing"] == drawing.key
    with pytest.raises(ValidationError):
        block.clean(block.to_python(value_of(drawing, drawing.numbers - 1)))


def test_a_drawing_that_is_gone_leaves_its_list() -> None:
    block = DiagramBlock()
    html = block.render(block.to_python(value_of(DRAWINGS["distinction"]) | {"drawing": "gone"}))
    assert "<svg" not in html
    assert html.count("<li>") == 5


def test_every_drawing_stands_in_the_course_and_the_emblems_in_the_lesson_about_them_only() -> None:
    texts = {file: file.read_text("utf-8") for file in (CONTENT / "modules").glob("*/lessons/*.md")}
    placed = {key: sorted(file.stem for file, text in texts.items() if f"::: diagram {key} " in text) for key in DRAWINGS}
    assert [key for key, lessons in placed.items() if not lessons] == []
    assert placed["protective-emblems"] == ["6-protective-emblems"]


def test_emblems_are_drawn_in_one_template_alone() -> None:
    files = [*(settings.BASE_DIR / "templates").rglob("*.html"), *(settings.BASE_DIR / "static" / "icons").glob("*")]
    assert [file.name for file in files if "emblem-" in file.read_text("utf-8")] == ["protective-emblems.html"]
