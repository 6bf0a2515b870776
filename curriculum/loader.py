"""Writes the built-in course into the database: idempotent, all or nothing, and never over a trainer's later edit."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from curriculum.course_loading import Loader
from curriculum.indexing import indexed_at_the_end
from curriculum.keeping import Keeper, Outcome
from curriculum.mapping import load_mapping
from curriculum.translating import TranslationLoader
from curriculum.whole import Content


@transaction.atomic
def load_content(*, content: Content, at: datetime, restore: bool = False) -> Outcome:
    """Loads everything that was read; repeating it changes nothing. ``restore``: what was taken away here is made again."""
    loader = Loader(Keeper(at, restore=restore))
    with indexed_at_the_end(loader.keeper.written):
        loader.load(content)
        load_mapping(content.mapping, loader.keeper)
        for translation in content.translations:
            TranslationLoader(loader, translation.language).load(translation)
    return loader.keeper.outcome
