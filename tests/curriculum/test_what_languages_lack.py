"""What each language lacks: by module in the editor, and as a sum after the content check."""

from __future__ import annotations

import re
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
from curriculum.reading import read_content
from law.models import Rule
from people.models import User
from quizzes.models import Item
from tests.conftest import Cast
from tests.curriculum.folder import FIRST, Folder
from tests.curriculum.french import FRENCH
from tests.curriculum.texts import BANK, LESSON, MODULE

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
        "0 of 0 notes and cards",
        "0 of 0 final examinations",
        "1 of 3 rules",
        "1 of 2 instruments",
        "2 of 2 topics",
        "0 of 0 terms of the glossary",
    ]
    assert lack.whole[0].missing == ("01-first-steps/lessons/2-the-wounded.md",)
    [(module, shares)] = lack.modules
    assert module == "01-first-steps"
    assert (shares[-1].what, shares[-1].missing) == ("rules that it cites", ("GC I Art 12", "Policy para 1"))


def test_the_examination_and_what_stands_beside_a_module_are_counted(bilingual: Folder) -> None:
    bilingual.write("final-examination.yaml", "title: Examination\nminutes: 5\ndraw:\n  - {count: 1}\n")
    bilingual.write(f"{MODULE}/card.md", "---\ntitle: Card\n---\n- Give care first.\n")
    bilingual.write(f"{MODULE}/instructor.md", "---\ntitle: Note\n---\n## Time\nTen minutes.\n")
    bilingual.write(f"fr/{MODULE}/card.md", "---\ntitle: Carte\n---\n- Soignez d’abord.\n")
    [lack] = lacks(bilingual.read())
    missing = {share.what: share.missing for share in lack.whole}
    assert missing["final examinations"] == ("final-examination.yaml",)
    assert missing["notes and cards"] == ("01-first-steps/instructor.md",)


@pytest.fixture(scope="module")
def told() -> str:
    out = StringIO()
    call_command("check_content", stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("module", ["01-peace-operations", "08-conduct-and-accountability"])
def test_nothing_that_a_french_learner_of_this_module_meets_is_missing(told: str, module: str) -> None:
    [line] = [line for line in told.splitlines() if line.startswith(f"  {module}: ")]
    shares = re.findall(r"(\d+) of (\d+) ", line)
    assert len(shares) == 4
    assert all(done == total != "0" for done, total in shares), line


def test_the_glossary_and_the_pocket_card_stand_in_french_and_the_examination_is_named_as_missing(told: str) -> None:
    whole = next(line for line in told.splitlines() if line.startswith("In fr stand "))
    assert re.search(r"(\d+) of \1 terms of the glossary", whole)
    assert re.search(r"(\d+) of \1 instruments", whole)
    assert "0 of 1 final examinations" in whole
    content = read_content()
    [french] = content.translations
    assert not [citation for citation, rule in content.rules.items() if rule.form.card and citation not in french.rules]


def test_all_that_is_missing_is_named_when_asked(told: str) -> None:
    out = StringIO()
    call_command("check_content", missing=True, stdout=out)
    assert "03-humane-treatment/lessons/1-the-minimum.md" in out.getvalue()
    assert "03-humane-treatment/lessons/1-the-minimum.md" not in told


@pytest.mark.django_db
def test_the_report_names_what_is_missing_module_by_module(bilingual: Folder) -> None:
    bilingual.load()
    assert parts() == {"activities": (5, 0, 6), "questions": (3, 0, 3), "rules": (1, 0, 3), "instruments": (1, 0, 2)}
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
    assert parts() == {"activities": (5, 1, 6), "questions": (3, 1, 3), "rules": (1, 1, 3), "instruments": (1, 0, 2)}
    assert Item.objects.get(key="need-alone", locale__language_code="en").last_published_at == LATER


@pytest.mark.django_db
def test_the_report_names_a_note_and_a_card_that_are_missing(bilingual: Folder) -> None:
    bilingual.write(f"{MODULE}/card.md", "---\ntitle: Card\n---\n- Give care first.\n")
    bilingual.write(f"{MODULE}/instructor.md", "---\ntitle: Note\n---\n## Time\nTen minutes.\n")
    bilingual.write(f"fr/{MODULE}/card.md", "---\ntitle: Carte\n---\n- Soignez d’abord.\n")
    bilingual.load()
    assert parts()["cards"] == (1, 0, 1)
    assert parts()["notes"] == (0, 0, 1)


@pytest.mark.django_db
def test_a_draft_is_no_translation(bilingual: Folder) -> None:
    bilingual.load()
    LessonPage.objects.get(locale__language_code="fr").unpublish()
    assert parts()["activities"] == (4, 0, 6)


@pytest.mark.django_db
def test_it_costs_the_same_however_much_there_is(bilingual: Folder, django_assert_num_queries: Callable[..., object]) -> None:
    with django_assert_num_queries(8):
        language_gaps()
    bilingual.load()
    with django_assert_num_queries(8):
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
