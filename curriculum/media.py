"""Pictures and sounds of the text files: found beside them, looked at, and put into the libraries once for each content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image as Picture
from PIL import UnidentifiedImageError
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from curriculum.item_forms import BankForm
from curriculum.source import Loc, Report, line_of
from curriculum.story_forms import MediaForm, ScenarioForm

FOLDER = "media"  # beside the scenario file
PICTURES = {".jpg", ".jpeg", ".png", ".webp"}
SOUNDS = {".mp3", ".m4a", ".ogg"}
MOST_BYTES = 5_000_000


def find_media(form: ScenarioForm, file: Path, lines: dict[Loc, int], report: Report) -> None:
    """Notes in the form where each file stands; what cannot be used is a fault with its line."""
    for loc, media, endings in _media_in(form):
        media.path = path = file.parent / FOLDER / media.file
        if why := _unusable(path, endings):
            report.add(file, line_of(loc, lines), f"{FOLDER}/{media.file} {why}")


def find_pictures(bank: BankForm, file: Path, lines: dict[Loc, int], report: Report) -> None:
    """The same for the pictures of the questions of a bank."""
    for loc, picture in _pictures_in(bank):
        picture.path = path = file.parent / FOLDER / picture.file
        if why := _unusable(path, PICTURES):
            report.add(file, line_of(loc, lines), f"{FOLDER}/{picture.file} {why}")


def _pictures_in(bank: BankForm) -> Iterator[tuple[Loc, MediaForm]]:
    for n, item in enumerate(bank.items):
        if item.image:
            yield ("items", n, "image"), item.image
        for q, question in enumerate(item.questions):
            if question.image:
                yield ("items", n, "questions", q, "image"), question.image


def _media_in(form: ScenarioForm) -> Iterator[tuple[Loc, MediaForm, set[str]]]:
    for number, scene in enumerate(form.scenes):
        if scene.image:
            yield ("scenes", number, "image"), scene.image, PICTURES
        if scene.sound:
            yield ("scenes", number, "sound"), scene.sound, SOUNDS


def _unusable(path: Path, endings: set[str]) -> str:
    """Why the file cannot be used; empty where it can."""
    if not path.is_file():
        return "does not exist"
    if path.suffix.lower() not in endings:
        return f"ends in none of {', '.join(sorted(endings))}"
    if path.stat().st_size > MOST_BYTES:
        return f"is larger than {MOST_BYTES // 1_000_000} MB"
    return "cannot be read as a picture" if endings is PICTURES and not _is_picture(path) else ""


def _is_picture(path: Path) -> bool:
    try:
        with Picture.open(path) as picture:
            picture.verify()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Picture.DecompressionBombError):
        return False
    return True


def image_of(media: MediaForm | None) -> int | None:
    """What an image chooser stores; a content that the library has is not put there again."""
    return _kept(get_image_model(), media, {"description": media.words[:255]}) if media else None


def sound_of(media: MediaForm | None) -> int | None:
    """Primary key in the library; a file with the same content is kept once."""
    return _kept(get_document_model(), media, {}) if media else None


def _kept(library: Any, media: MediaForm, fields: dict[str, Any]) -> int:
    content = media.read()
    found = library.objects.filter(file_hash=hashlib.sha1(content, usedforsecurity=False).hexdigest()).order_by("pk").first()
    if found is None:
        title = Path(media.file).stem.replace("-", " ").capitalize()
        found = library(title=title, file=ContentFile(content, name=media.file), file_size=len(content), **fields)
        found.save()
        found.get_file_hash()  # stores it
    pk: int = found.pk
    return pk
