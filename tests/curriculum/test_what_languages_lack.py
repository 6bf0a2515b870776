"""What each language lacks: by module in the editor, and as a sum after the content check."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from base.readability import french_ease
from courses.models import LessonPage
from curriculum.gaps import LanguageGaps, language_gaps
from curriculum.lacking import lacks
from curriculum.quality import findings
from law.models import Rule
from people.models import User
from quizzes.models import Item
from tests.conftest import Cast
from tests.curriculum.folder import FIRST, Folder
from tests.curriculum.french import FRENCH
from tests.curriculum.texts import BANK, LESSON

LATER = FIRST + timedelta(days=1)


@pytest.fixture
def bilingual(folder: Folder) -> Folder:
    for path, text in FRENCH.items():
        folder.write(f"fr/{path}", text)
    return folder


def french() -> LanguageGaps:
    return next(found for found in language_gaps() if found.language == "fr")


def parts() -> dict[str, tuple[int, int, int]]:
    """By kind: (translated, older, all), over all headings."""
    found: dict[str, tuple[int, int, int]] = {}
    for part in french().parts:
        done, older, total = found.get(part.kind, (0, 0, 0))
        found[part.kind] = done + part.translated, older + part.older, total + part.total
    return found


def test_the_files_are_counted(bilingual: Folder) -> None:
    [lack] = lacks(bilingual.read())
    assert [str(share) for share in lack.whole] == [
        "3 of 4 activities",
        "3 of 3 questions",
        "1 of 3 rules",
        "2 of 2 topics",
        "0 of 0 terms of the glossary",
    ]
    assert lack.whole[0].missing == ("01-first-steps/lessons/2-the-wounded.md",)


def test_the_content_check_says_it() -> None:
    out = StringIO()
    call_command("check_content", stdout=out)
    assert "In fr stand " in out.getvalue()


@pytest.mark.django_db
def test_the_report_names_what_is_missing_module_by_module(bilingual: Folder) -> None:
    bilingual.load()
    assert parts() == {"activities": (5, 0, 6), "questions": (3, 0, 3), "rules": (1, 0, 3)}
    named = [gap.name for part in french().parts if part.kind == "activities" for gap in part.gaps]
    assert named == ["The wounded"]
    arabic = next(found for found in language_gaps() if found.language == "ar")
    assert not arabic.is_begun


@pytest.mark.django_db
def test_what_changed_in_the_original_is_older_in_the_translation(bilingual: Folder) -> None:
    bilingual.load()
    bilingual.change(BANK, "because: Rank does not count.", "because: Rank counts for nothing.")
    bilingual.load(days=1)
    lesson = LessonPage.objects.get(slug="the-minimum", locale__language_code="en")
    lesson.save_revision().publish()
    Rule.objects.get(citation="GC I Art 3", locale__language_code="en").save()
    assert parts() == {"activities": (5, 1, 6), "questions": (3, 1, 3), "rules": (1, 1, 3)}
    assert Item.objects.get(key="need-alone", locale__language_code="en").last_published_at == LATER


@pytest.mark.django_db
def test_a_draft_is_no_translation(bilingual: Folder) -> None:
    bilingual.load()
    LessonPage.objects.get(locale__language_code="fr").unpublish()
    assert parts()["activities"] == (4, 0, 6)


@pytest.mark.django_db
def test_it_costs_the_same_however_much_there_is(bilingual: Folder, django_assert_num_queries: Callable[..., object]) -> None:
    with django_assert_num_queries(6):
        language_gaps()
    bilingual.load()
    with django_assert_num_queries(6):
        language_gaps()


@pytest.mark.django_db
def test_trainers_read_it_in_the_editor(bilingual: Folder, cast: Cast, client_of: Callable[[User | None], Client]) -> None:
    bilingual.load()
    page = client_of(cast.trainer).get("/admin/reports/languages/").content.decode()
    assert "The wounded" in page
    assert "Nothing is translated into this language yet." in page


# --- French measures ------------------------------------------------------------------------------


def test_short_french_words_read_more_easily_than_long_ones() -> None:
    plain = "Le chat dort sur le lit. Il fait nuit."
    hard = "L’opérationnalisation institutionnelle des recommandations multidimensionnelles nécessite une coordination."
    assert french_ease(plain) > 90
    assert french_ease(hard) < 30


def test_french_words_that_do_not_belong_are_found(bilingual: Folder) -> None:
    bilingual.change(f"fr/{LESSON}", "Un homme est à genoux", "Le héros voit un homme à genoux")
    told = [str(found) for found in findings(bilingual.read())]
    assert any(line.startswith("fr/01-first-steps/") and "“héros” does not belong here" in line for line in told)
    assert not any("hero" in line for line in told if not line.startswith("fr/"))
