"""The picture of an item in a question file: out of the library as it was uploaded, and into it once."""

from __future__ import annotations

import base64
from dataclasses import replace
from hashlib import sha1
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from wagtail.images import get_image_model

from base.bare_pictures import NotReadable
from base.pictures import bared
from quizzes.formats.question import File, ParsedQuestion, Picture
from quizzes.formats.whole import picture_bytes
from quizzes.models import Item


def picture_of(item: Item) -> Picture | None:
    """None where the item has none yet. Named after its content, so that the same picture has the same name everywhere."""
    image = item.image
    if image is None:
        return None
    with image.open_file() as file:
        content = file.read()
    name = f"{_hash(content)}{PurePosixPath(image.file.name).suffix.lower()}"
    return Picture(File(name, base64.b64encode(content).decode()), item.image_alternative, item.image_credit)


def keep_image(picture: Picture, by: Any) -> Any:
    """The image of the library that holds just this, else a new one without place, time and device; None for a broken one."""
    content = picture_bytes(picture)
    if known := _known(content):
        return known
    try:
        content = bared(content)
    except NotReadable:
        return None
    return _known(content) or _new_image(picture, content, by)


def _known(content: bytes) -> Any:
    return get_image_model().objects.filter(file_hash=_hash(content)).order_by("pk").first()


def _new_image(picture: Picture, content: bytes, by: Any) -> Any:
    name = PurePosixPath(picture.file.name).name[-80:] or "picture.png"
    image = get_image_model()(title=picture.alternative[:250], file=ContentFile(content, name), uploaded_by_user=by)
    image._set_image_file_metadata()
    image.save()
    return image


def without_pictures(question: ParsedQuestion) -> ParsedQuestion:
    """For what is kept of a file: the library has the pictures."""
    parts = tuple(without_pictures(part) for part in question.parts)
    picture = question.picture and replace(question.picture, file=replace(question.picture.file, content=""))
    return replace(question, picture=picture, parts=parts)


def _hash(content: bytes) -> str:
    """As Wagtail's own ``file_hash``."""
    return sha1(content, usedforsecurity=False).hexdigest()
