"""Two indexes of Wagtail's, kept up to date where a test reads them: the one its search fields read, and who refers to whom.

Bringing them up to date after each row that a test saves would take a sixth of the whole run.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models.signals import post_delete, post_save
from modelsearch import index
from modelsearch.signal_handlers import post_delete_signal_handler, post_save_signal_handler
from wagtail.signal_handlers import connect_reference_index_signal_handlers, disconnect_reference_index_signal_handlers

HANDLERS = [(post_save, post_save_signal_handler), (post_delete, post_delete_signal_handler)]


def leave_search_index() -> None:
    """From here on nothing that is saved finds its way into the index."""
    for model in index.get_indexed_models():
        for signal, handler in HANDLERS:
            signal.disconnect(handler, sender=model)


@contextmanager
def kept_search_index() -> Iterator[None]:
    """While it lasts, the index follows what is saved, as in production."""
    for model in index.get_indexed_models():
        for signal, handler in HANDLERS:
            signal.connect(handler, sender=model)
    try:
        yield
    finally:
        leave_search_index()


def leave_reference_index() -> None:
    """From here on nobody looks what a saved row refers to."""
    disconnect_reference_index_signal_handlers()


@contextmanager
def kept_reference_index() -> Iterator[None]:
    """While it lasts, what is saved and deleted refers to others, as in production."""
    connect_reference_index_signal_handlers()
    try:
        yield
    finally:
        leave_reference_index()
