"""Static files: compressed, named by their content, and their addresses worked out once."""

from __future__ import annotations

from functools import cache
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class NamedByContent(CompressedManifestStaticFilesStorage):
    """The manifest does not change while a process lives; a page asks for its dozen addresses at every visit."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known = cache(super().url)

    def url(self, name: str, force: bool = False) -> str:
        return self._known(name, force)
