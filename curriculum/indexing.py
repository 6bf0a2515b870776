"""Wagtail's search index while thousands of texts are written: it takes them in once, at the end, many at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models.signals import post_save
from modelsearch.backends import get_search_backends
from modelsearch.index import get_indexed_models
from modelsearch.signal_handlers import post_save_signal_handler, register_signal_handlers
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

Written = dict[type, set[int]]  # the primary keys by model


@contextmanager
def indexed_at_the_end(written: Written) -> Iterator[None]:
    """Within it the index does not follow what is saved; at its end it takes in the rows that were noted as written.

    A save by itself costs the index as much as the row costs the database, and a page that goes live is saved three times.
    Pictures and sounds are still followed one by one: they are few, and saved where nobody notes them. Where nothing
    followed what is saved, nothing is taken in.
    """
    models = set(get_indexed_models()) - {get_image_model(), get_document_model()}
    followed = [model for model in models if post_save.disconnect(post_save_signal_handler, sender=model)]
    try:
        yield
    finally:
        if followed:
            register_signal_handlers()
    if followed:
        for model in written.keys() & models:
            take_in(model, written[model])


def take_in(model: Any, keys: Iterable[int]) -> None:
    """Puts these rows of the model into the index as they stand now."""
    rows = list(model.get_indexed_objects().filter(pk__in=keys))
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(model, rows)
