"""Writes what is translated beside the original: each row a sibling of the one that says the same in the first language."""

from __future__ import annotations

from typing import Any

from django.core.cache import caches
from wagtail.models import Page

from base.models import HomePage
from base.routing import ROOTS_KEY
from curriculum.course_loading import Loader
from curriculum.schema import InstrumentForm
from curriculum.whole import Content
from law.models import Rule
from quizzes.models import ItemBank


class TranslationLoader(Loader):
    """One loading of a further language. Rules, topics and instruments that it lacks stay in the first one; banks are shared."""

    def __init__(self, original: Loader, language: str) -> None:
        super().__init__(original.keeper, language)
        self.mark = f"{language}/"
        self.original = original
        self.rules = dict(original.rules)
        self.topics = dict(original.topics)
        self.instruments = dict(original.instruments)

    def put(self, key: str, found: Any, fields: dict[str, Any], make: Any, *, needed: bool = False) -> Any:
        """Nothing is made of what was taken away here in the first language; what stands already is kept up to date."""
        if found is None and not self._has_original(key):
            self.keeper.leave_away(self.mark + key)
            return None
        return super().put(key, found, fields, make, needed=needed)

    def _has_original(self, key: str) -> bool:
        return key.startswith(("note:", "card:")) or self.original.rows.get(key) is not None

    def kin(self, key: str) -> dict[str, Any]:
        return {"locale": self.locale, "translation_key": self.original.rows[key].translation_key}

    def is_kin(self, row: Rule, key: str) -> bool:
        """Where the original kept two rows, a row of this language stays beside the one that it says the same as."""
        original = self.original.rows.get(key)
        return original is None or row.translation_key == original.translation_key

    def _order_of(self, form: InstrumentForm, content: Content) -> int:
        order: int = self.original.instruments[form.key].order
        return order

    def home(self) -> Page:
        """The home page of the language; the first course in it brings one, beside the original's and live at once."""
        first = self.original.home()
        home = HomePage.objects.filter(locale=self.locale, translation_key=first.translation_key).first()
        if home is None:
            home = first.specific.copy_for_translation(self.locale)
            home.save_revision().publish()
            caches["local"].delete(ROOTS_KEY)
        return home

    def _needed_bank(self, key: str, title: str) -> ItemBank:
        """The original's: a bank holds its items in every language."""
        bank: ItemBank = self.original.rows[f"bank:{key}"]
        return bank
