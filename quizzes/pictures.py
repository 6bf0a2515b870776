"""Pictures that questions show, kept under a name that follows from their content: no later change reaches a version."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

LARGEST = 1200  # pixels; wider than any column of ours
FOLDER = "quiz-pictures"


def keep_picture(image: Any) -> dict[str, Any]:
    """{file, width, height} of a copy that nothing changes any more, made where there is none yet."""
    name = f"{FOLDER}/{image.file_hash or image.get_file_hash()}.webp"
    if not default_storage.exists(name):
        _copy(image, name)
    scale = min(1.0, LARGEST / image.width, LARGEST / image.height)
    return {"file": name, "width": max(1, round(image.width * scale)), "height": max(1, round(image.height * scale))}


def _copy(image: Any, name: str) -> None:
    rendition = image.get_rendition(f"max-{LARGEST}x{LARGEST}|format-webp")
    with rendition.file.open("rb") as file:
        saved = default_storage.save(name, ContentFile(file.read()))
    if saved != name:  # another start has made the same copy meanwhile
        default_storage.delete(saved)


def picture_url(name: str) -> str:
    """``name``: the ``file`` of ``keep_picture``."""
    return str(default_storage.url(name))
