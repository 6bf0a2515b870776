"""Bluehelm serves no REST API: the one that Wagtail 8 builds at every start, served or not, is left out.

Wagtail's applications add their routers to it when they are made ready, which loads a second web framework and builds its
schemas: half a second of every start, of each command, and 12 MB of every server. In its place stands something that takes
the routers and forgets them (decision 0015).
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

from django.conf import settings

API = "wagtail.api.v3.api"
ROUTERS = ("wagtail.contrib.redirects", "wagtail.documents", "wagtail.images", "wagtail.snippets")


class NoAPI:
    """Takes what an application would have served."""

    def add_router(self, prefix: str, router: object) -> None:
        """Adds nothing."""


def leave_out() -> None:
    """Puts stand-ins where Wagtail's applications look for their API; to be called before any of them is made ready."""
    _stand_in(API, api=NoAPI())
    for application in ROUTERS:
        folder = f"{application}.api.v3"
        _stand_in(folder, __path__=[], router=None, register_content_types=_nothing)
        _stand_in(f"{folder}.router", router=None)
        _stand_in(f"{folder}.registry", register_content_types=_nothing)
    # Of the editor's own API: two for its browsable pages alone, and fields of a database that may not serve here.
    drivers = () if "postgresql" in settings.DATABASES["default"]["ENGINE"] else ("psycopg",)
    _load_without("rest_framework.compat", "requests", "pygments", *drivers)


def _load_without(name: str, *optional: str) -> None:
    """Loads a module as where what it can do without is not installed: 3 MB of every server, and 9 for the driver."""
    absent = dict.fromkeys(each for each in optional if each not in sys.modules)
    sys.modules.update(absent)  # type: ignore[arg-type]
    try:
        import_module(name)
    finally:
        for each in absent:
            del sys.modules[each]


def _stand_in(name: str, **content: object) -> None:
    module = ModuleType(name, "Stands for a part of Wagtail's REST API, which Bluehelm does not serve.")
    vars(module).update(content)
    sys.modules.setdefault(name, module)


def _nothing() -> None:
    pass
