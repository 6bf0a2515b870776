"""How gunicorn runs the site: everything is loaded once, before the workers part from their master, and shared by them."""

import gc
from typing import Any

from config.start import give_back_memory, visit_busy_pages, warm_up

preload_app = True
loglevel = "warning"
gc.disable()  # until the workers part: what is loaded stays, and a collection would only stir it


def when_ready(server: Any) -> None:
    """Loads what every worker would else load for itself, and puts it out of the collector's reach.

    A collection writes into every object that it looks at, so that each worker would soon hold a copy of its own.
    """
    warm_up()
    visit_busy_pages()
    gc.collect()
    give_back_memory()
    gc.freeze()


def post_fork(server: Any, worker: Any) -> None:
    """From here on a worker collects its own garbage, after more of it than Python would wait for.

    With all that was loaded out of reach, little is left that lives long, and a collection of everything, which goes by the
    share of what is new, would fall into every tenth request.
    """
    gc.set_threshold(2_000, 10, 10)
    gc.enable()
