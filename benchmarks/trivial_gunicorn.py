"""How gunicorn runs the trivial view: as the site, but it has no busy pages to visit before the workers part."""

import gc
from typing import Any

from config.gunicorn import loglevel, post_fork, preload_app
from config.start import warm_up

__all__ = ["loglevel", "post_fork", "preload_app", "when_ready"]


def when_ready(server: Any) -> None:
    warm_up()
    gc.collect()
    gc.freeze()
