"""What each language of the site still lacks, as the database stands: module by module, then questions and law.

The original of a text is the row that was there first. A translation is older when its original changed after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language_info
from wagtail.models import Page

from courses.models import ModulePage
from courses.tree import STEP
from curriculum.models import LoadedText
from law.models import GlossaryTerm, Instrument, Rule
from quizzes.models import Item, ItemBank

MODULE_LENGTH = STEP * 4  # of a path: root, home page, course, module


class Text(NamedTuple):
    """One text in one language. ``place``: what it is listed under; ``changed_at``: None where nobody noted it."""

    pk: int
    key: UUID
    language: str
    name: str
    place: str
    is_live: bool
    changed_at: datetime | None


@dataclass(frozen=True)
class Gap:
    """An original whose translation is missing, or older than it. ``url``: where it is edited."""

    name: str
    url: str
    is_older: bool


@dataclass(frozen=True)
class Part:
    """A module, its questions, or a part of the law. ``total``: how many originals it has."""

    heading: str
    kind: str  # activities, notes, cards, questions, rules, instruments or terms
    total: int
    gaps: tuple[Gap, ...]

    @property
    def missing(self) -> int:
        return sum(not gap.is_older for gap in self.gaps)

    @property
    def older(self) -> int:
        return len(self.gaps) - self.missing

    @property
    def translated(self) -> int:
        return self.total - self.missing


@dataclass(frozen=True)
class LanguageGaps:
    """What one language lacks, part by part."""

    language: str
    name: str
    parts: tuple[Part, ...]

    @property
    def is_begun(self) -> bool:
        return any(part.translated for part in self.parts)


def language_gaps() -> list[LanguageGaps]:
    """Every language of the site, the first left out. Eight queries, however much there is."""
    notes, cards = _beside_modules()
    kinds = [
        ("activities", _pages(), _editing_page),
        ("notes", notes, _editing_page),
        ("cards", cards, _editing_page),
        ("questions", _items(), _editing(Item)),
        ("rules", _rules(), _editing(Rule)),
        ("instruments", _instruments(), _editing(Instrument)),
        ("terms", _terms(), _editing(GlossaryTerm)),
    ]
    return [
        LanguageGaps(code, get_language_info(code)["name_translated"], tuple(_parts(kinds, code)))
        for code, _name in settings.LANGUAGES
        if code != settings.LANGUAGE_CODE
    ]


Kinds = list[tuple[str, list[Text], Callable[[int], str]]]


def _parts(kinds: Kinds, language: str) -> Iterator[Part]:
    for kind, texts, url in kinds:
        versions: dict[UUID, list[Text]] = {}
        for text in texts:
            versions.setdefault(text.key, []).append(text)
        originals = [found[0] for found in versions.values() if found[0].is_live and found[0].language != language]
        by_place: dict[str, list[Text]] = {}
        for text in originals:
            by_place.setdefault(text.place, []).append(text)
        for heading, own in by_place.items():
            gaps = (_gap(text, versions[text.key], language, url) for text in own)
            yield Part(heading, kind, len(own), tuple(gap for gap in gaps if gap))


def _gap(original: Text, versions: Iterable[Text], language: str, url: Callable[[int], str]) -> Gap | None:
    found = next((text for text in versions if text.language == language and text.is_live), None)
    if found is None:
        return Gap(original.name, url(original.pk), is_older=False)
    if original.changed_at and found.changed_at and found.changed_at < original.changed_at:
        return Gap(original.name, url(found.pk), is_older=True)
    return None


def _editing_page(pk: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[pk])


def _editing(model: Any) -> Callable[[int], str]:
    name = model.snippet_viewset.get_url_name("edit")
    return lambda pk: reverse(name, args=[pk])


# --- Texts, the first of each key first ----------------------------------------------------------


def _pages() -> list[Text]:
    """Courses, modules and activities in the order of the tree: each by its module, else by its course."""
    kinds = Q(coursepage__isnull=False) | Q(modulepage__isnull=False) | Q(activitypage__isnull=False)
    columns = ("pk", "path", "translation_key", "locale__language_code", "title", "live", "last_published_at", "modulepage")
    rows = list(Page.objects.filter(kinds).order_by("path").values_list(*columns))
    titles = {row[1]: row[4] for row in rows}
    first = dict(sorted(((row[2], row[0]) for row in rows), key=lambda pair: -pair[1]))
    texts = []
    for pk, path, key, language, title, live, changed_at, module in rows:
        above = path if module else path[:-STEP] if len(path) > MODULE_LENGTH else path[: MODULE_LENGTH - STEP]
        texts.append(Text(pk, key, language, title, titles.get(above, ""), live, changed_at))
    return sorted(texts, key=lambda text: text.pk != first[text.key])


def _beside_modules() -> tuple[list[Text], list[Text]]:
    """The instructor's notes and the cards of modules that have them; a module changes as a whole."""
    notes, cards = [], []
    for page in ModulePage.objects.select_related("locale").order_by("path"):
        own = (page.pk, page.translation_key, page.locale.language_code, page.title, "", page.live, page.last_published_at)
        notes += [Text(*own)] if page.instructor_note else []
        cards += [Text(*own)] if page.card else []
    return _first_language_first(notes), _first_language_first(cards)


def _first_language_first(texts: list[Text]) -> list[Text]:
    return sorted(texts, key=lambda text: text.language != settings.LANGUAGE_CODE)


def _items() -> list[Text]:
    """Ready questions by their banks."""
    banks = dict(ItemBank.objects.values_list("pk", "name"))
    columns = ("pk", "translation_key", "locale__language_code", "stem", "bank", "live", "last_published_at")
    rows = Item.objects.filter(status=Item.Status.READY).order_by("bank__path", "pk").values_list(*columns)
    return [Text(pk, key, lang, stem[:120], banks[bank], live, at) for pk, key, lang, stem, bank, live, at in rows]


def _rules() -> list[Text]:
    columns = ("pk", "translation_key", "locale__language_code", "citation", "title", "instrument__title", "updated_at")
    rows = Rule.objects.order_by("instrument__order", "order", "pk").values_list(*columns)
    texts = [Text(pk, key, lang, f"{cited} · {title}", place, True, at) for pk, key, lang, cited, title, place, at in rows]
    return _first_language_first(texts)


def _instruments() -> list[Text]:
    """When one changed, nobody notes."""
    columns = ("pk", "translation_key", "locale__language_code", "short_title", "title")
    rows = Instrument.objects.order_by("order", "pk").values_list(*columns)
    texts = [Text(pk, key, lang, f"{short} · {title}", "", True, None) for pk, key, lang, short, title in rows]
    return _first_language_first(texts)


def _terms() -> list[Text]:
    """When a term changed, only the loading noted."""
    loaded = {
        row.row_pk: row.loaded_at for row in LoadedText.objects.filter(Q(key__startswith="term:") | Q(key__contains="/term:"))
    }
    columns = ("pk", "translation_key", "locale__language_code", "term")
    rows = GlossaryTerm.objects.order_by("term", "pk").values_list(*columns)
    texts = [Text(pk, key, lang, term, "", True, loaded.get(pk)) for pk, key, lang, term in rows]
    return _first_language_first(texts)
