"""A lesson as screens: one idea each, in the lesson's language, and nothing of it left out."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.diagrams import DRAWINGS
from courses.blocks import LessonBody
from courses.classes.pieces import pieces
from courses.classes.slides import NUMBERS_A_SCREEN, READERS, Slide, slides_of
from courses.models import LessonPage, ModulePage
from tests.factories.courses import check, level_part, make_lesson, make_rule, part, prose, translated

WORDS = st.lists(st.text(st.characters(categories=["Ll", "Lo"]), min_size=1, max_size=8), min_size=1, max_size=60)


def screens(module: ModulePage, *parts: dict[str, Any]) -> list[Slide]:
    """Without the title."""
    lesson = LessonPage.objects.select_related("locale").get(pk=make_lesson(module, body=list(parts)).pk)
    return slides_of(lesson)[1:]


@pytest.mark.django_db
def test_the_title_and_the_objectives_come_first(module: ModulePage) -> None:
    lesson = make_lesson(module, "The minimum", summary="For everybody.", objectives=[("objective", "Say whom it protects.")])
    first, second, *_rest = slides_of(LessonPage.objects.get(pk=lesson.pk))
    assert (first.title, first.text) == ("The minimum", "<p>For everybody.</p>")
    assert (second.title, second.text) == ("After this lesson you can", "<ul><li>Say whom it protects.</li></ul>")


@pytest.mark.django_db
def test_a_rule_stands_alone_with_its_citation(module: ModulePage) -> None:
    rule = make_rule()
    (slide,) = screens(module, part("key_rule", sentence="Treat everybody humanely.", rules=[rule.pk]))
    assert (slide.kind, slide.label, slide.title, slide.tags) == (
        "rule",
        "The rule",
        "Treat everybody humanely.",
        ["AP II Art 4"],
    )


@pytest.mark.django_db
def test_the_answer_comes_on_the_screen_after_the_question(module: ModulePage) -> None:
    question, answer = screens(module, check(False, True, question="What now?"))
    assert (question.title, answer.title, answer.text) == ("What now?", "Option 2", "<p>Reason 2</p>")
    assert "Reason" not in question.text


@pytest.mark.django_db
def test_do_and_dont_are_two_screens(module: ModulePage) -> None:
    do, dont = screens(module, part("do_dont", do=["<p>Report.</p>"], dont=["<p>Hide.</p>"]))
    assert (do.kind, do.text) == ("do", "<ul><li><p>Report.</p></li></ul>")
    assert (dont.kind, dont.title) == ("dont", "Don’t")


@pytest.mark.django_db
def test_a_heading_stands_on_each_of_its_screens_and_the_sources_on_the_last(module: ModulePage) -> None:
    text = "".join(f"<p>{'word ' * 30}</p>" for _ in range(3))
    found = screens(module, prose(text, heading="Why", rules=[make_rule()]))
    assert [slide.title for slide in found] == ["Why"] * 3
    assert [slide.tags for slide in found] == [[], [], ["AP II Art 4"]]


def test_every_kind_of_part_has_its_screens() -> None:
    assert set(READERS) | {"prose"} == set(LessonBody().child_blocks)


def diagram(key: str) -> dict[str, Any]:
    legend = [f"<p>Number {n + 1}</p>" for n in range(DRAWINGS[key].numbers)]
    return part("diagram", drawing=key, title="How it works", alternative_text="A stair & more", legend=legend)


@pytest.mark.django_db
@pytest.mark.parametrize("key", DRAWINGS)
def test_a_drawing_stands_beside_each_few_of_its_numbers_and_they_count_on(module: ModulePage, key: str) -> None:
    found = screens(module, diagram(key))
    lines = [line for slide in found for line in re.findall(r"<li><p>Number (\d)</p></li>", slide.text)]
    assert lines == [str(n + 1) for n in range(DRAWINGS[key].numbers)]
    assert all("A stair &amp; more" in slide.text and slide.title == "How it works" for slide in found)
    starts = [re.findall(r'<ol start="(\d)" class="from-(\d)">', slide.text) for slide in found]
    assert starts == [[], *([(str(NUMBERS_A_SCREEN + 1),) * 2] for _ in found[1:])]


@pytest.mark.django_db
def test_a_drawing_that_is_gone_leaves_its_numbers(module: ModulePage) -> None:
    part_of_old = diagram("report-chain")
    part_of_old["value"]["drawing"] = "gone"
    found = screens(module, part_of_old)
    assert "<svg" not in found[0].text
    assert "Number 1" in found[0].text


@pytest.mark.django_db
def test_parts_for_a_higher_level_are_named_as_such(module: ModulePage) -> None:
    (slide,) = screens(module, level_part(2, prose("<p>For sergeants.</p>", heading="At night")))
    assert (slide.label, slide.title) == ("NCOs and junior officers", "At night")


@pytest.mark.django_db
def test_screens_are_numbered_from_one(module: ModulePage) -> None:
    lesson = make_lesson(module, body=[prose("<p>One.</p>"), prose("<p>Two.</p>")])
    assert [slide.anchor for slide in slides_of(lesson)] == ["slide-1", "slide-2", "slide-3"]


@pytest.mark.django_db
def test_labels_speak_the_language_of_the_lesson(module: ModulePage) -> None:
    lesson = make_lesson(module, body=[part("situation", title="", text="<p>Il fait chaud.</p>")])
    assert slides_of(translated(lesson, "fr"))[1].label == "Situation"
    assert slides_of(translated(lesson, "ar"))[1].label == "الموقف"


@pytest.mark.django_db
def test_a_long_table_goes_on_with_its_head(module: ModulePage) -> None:
    rows = [{"values": [f"<p>Row {n}</p>"]} for n in range(8)]
    table = part("table", columns=[{"type": "text", "heading": "What"}], rows=rows, caption="")
    first, second = screens(module, table)
    assert "Row 5" in first.text
    assert "Row 6" in second.text
    assert "What</th>" in second.text


# --- Running text ---------------------------------------------------------------------------------


def test_a_long_list_is_cut_between_items_and_counts_on() -> None:
    items = "".join(f"<li>{'word ' * 20}</li>" for _ in range(4))
    first, second = pieces(f"<ol>{items}</ol>", limit=45)
    assert first.count("<li>") == 2
    assert second.startswith('<ol start="3">')


def test_links_lose_their_address() -> None:
    assert pieces('<p>See <a href="/rules/">the <b>rules</b></a>.</p>') == ["<p>See the <b>rules</b>.</p>"]


def test_nothing_makes_no_screen() -> None:
    assert pieces("") == pieces("  \n ") == []


@given(st.lists(WORDS, max_size=6), st.integers(5, 60))
def test_every_word_stands_on_one_screen_in_its_order(paragraphs: list[list[str]], limit: int) -> None:
    html = "".join(f"<p>{' '.join(words)}</p>" for words in paragraphs)
    cut = pieces(html, limit)
    assert "".join(cut) == html
    assert all(len(piece.split()) <= max(limit, *(len(words) for words in paragraphs)) for piece in cut)
