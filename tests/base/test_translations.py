"""The interface speaks French and Arabic as completely as English. Reads the sources itself: GNU gettext is not needed."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import polib
import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.translation.reloader import translation_file_changed
from django.utils.translation.template import templatize

from curriculum.typesetting import typeset
from tests.conftest import Cast

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDERS = ["base", "config", "courses", "credentials", "curriculum", "law", "people", "quizzes", "readiness", "scenarios"]
PLURALS = {"fr": 2, "ar": 6}
LANGUAGES = list(PLURALS)
MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
MARKED_IN_TEMPLATE = re.compile(r"\b(?:_|gettext|ngettext)\(u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|<[^>]+>")
COUNTED_IN_WORDS = 3  # Arabic says none, one and two without a numeral


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))


def strings_of_code() -> Iterator[str]:
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKS and node.args:
                    text = node.args[0]
                    if isinstance(text, ast.Constant) and isinstance(text.value, str):
                        yield text.value


def strings_of_templates() -> Iterator[str]:
    for path in [p for p in (ROOT / "templates").rglob("*") if p.suffix in {".html", ".txt"}]:
        for found in MARKED_IN_TEMPLATE.finditer(templatize(path.read_text())):
            yield ast.literal_eval(found[1])


def words_of(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_marked_string_stands_in_the_catalogue(language: str) -> None:
    known = {entry.msgid for entry in catalogue(language) if not entry.obsolete}
    missing = sorted({*strings_of_code(), *strings_of_templates()} - known)
    assert not missing, "run `make messages`, then translate"


def test_every_string_is_translated(language: str) -> None:
    assert [entry.msgid for entry in catalogue(language) if entry.fuzzy or not all(words_of(entry))] == []


def test_nothing_outdated_is_kept(language: str) -> None:
    assert catalogue(language).obsolete_entries() == []


def test_both_catalogues_hold_the_same_strings() -> None:
    french, arabic = ({(e.msgctxt, e.msgid, e.msgid_plural) for e in catalogue(code)} for code in LANGUAGES)
    assert french == arabic


def test_every_plural_has_all_its_forms(language: str) -> None:
    words = catalogue(language)
    assert f"nplurals={PLURALS[language]};" in words.metadata["Plural-Forms"]
    counted = [entry for entry in words if entry.msgid_plural]
    assert counted
    assert [entry.msgid for entry in counted if sorted(entry.msgstr_plural) != list(range(PLURALS[language]))] == []


def test_placeholders_and_tags_are_kept(language: str) -> None:
    assert [text for entry in catalogue(language) for text in broken(entry)] == []


def broken(entry: polib.POEntry) -> Iterator[str]:
    """Translations whose placeholders are not those of the English sentence."""
    singular, plural = (sorted(PLACEHOLDER.findall(text)) for text in (entry.msgid, entry.msgid_plural or entry.msgid))
    for form, text in enumerate(words_of(entry)):
        found = sorted(PLACEHOLDER.findall(text))
        in_words = entry.msgid_plural and form < COUNTED_IN_WORDS and set(found) <= {*singular, *plural}
        if text and found not in (singular, plural) and not in_words:
            yield text


def test_line_breaks_at_the_ends_are_kept(language: str) -> None:
    for entry in catalogue(language):
        for text in words_of(entry):
            assert (entry.msgid[:1] == "\n", entry.msgid[-1:] == "\n") == (text[:1] == "\n", text[-1:] == "\n"), entry.msgid


def test_translations_keep_the_calm_voice(language: str) -> None:
    """No exclamation marks; in Arabic no vowel marks and no Latin punctuation."""
    unwanted = re.compile("!" if language == "fr" else "[!,;?\u064b-\u0652]")
    assert [text for entry in catalogue(language) for text in words_of(entry) if unwanted.search(text)] == []


def test_french_marks_stay_with_their_words() -> None:
    """No line of a page begins with a high mark: the space before it does not break."""
    assert [text for entry in catalogue("fr") for text in words_of(entry) if typeset(text, "fr") != text] == []


# --- On the page ---------------------------------------------------------------------------------


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    """The .mo files are not committed: compile what is stale, and forget what was read before."""
    call_command("compile_messages")
    translation_file_changed(None, Path("django.mo"))


def page_in(language: str, url: str, client: Client) -> str:
    client.cookies["django_language"] = language
    return client.get(url).content.decode()


def test_a_page_in_arabic_reads_from_right_to_left(db: None) -> None:
    page = page_in("ar", reverse("account_login"), Client())
    assert '<html lang="ar" dir="rtl"' in page
    assert "تسجيل الدخول" in page
    assert "Sign in" not in page


def test_a_page_in_french_speaks_french(db: None) -> None:
    page = page_in("fr", reverse("account_login"), Client())
    assert '<html lang="fr" dir="ltr"' in page
    assert "Se connecter" in page
    assert "Sign in" not in page


def test_the_own_account_is_told_in_the_readers_language(cast: Cast, client_of: Callable[..., Client]) -> None:
    client = client_of(cast.learner)
    url = reverse("people:account")
    assert "Grade" in page_in("fr", url, client)
    assert "الرتبة" in page_in("ar", url, client)
