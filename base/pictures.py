"""How an editor's picture is taken in: whole, and without the place, time and device that a telephone writes into it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from base.bare_pictures import bare_picture, carries_more, is_moving, kind_of_picture

ENDINGS = (".jpg", ".jpeg", ".png", ".webp")
ANY_SIDE = 65_535  # pixels: as large as it is


class PictureField(WagtailImageField):
    """Wagtail's, but for a picture that begins like one and goes on as something else: Wagtail stumbles over it."""

    def to_python(self, data: Any) -> Any:
        try:
            file = super().to_python(data)
            return file and _bare_file(file)
        except (OSError, SyntaxError, ValueError) as error:  # what Pillow raises for broken files
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error


class PictureForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:  # one of several is titled without it, once it is there
            self.fields["file"].__class__ = PictureField  # Wagtail makes the form with its own


def bared(content: bytes, **bounds: int) -> bytes:
    """The same picture with nothing beside it; the same bytes where there is nothing, or where it moves. Raises NotReadable."""
    kind = kind_of_picture(content)
    if not kind or not carries_more(content, kind) or is_moving(content):
        return content
    return bare_picture(content, kind, **bounds)


def _bare_file(file: Any) -> Any:
    """The uploaded file, or another in its place; Wagtail makes all sizes of it, and would take the place along into each."""
    content = file.read()
    file.seek(0)
    bare = bared(content)
    if bare == content:
        return file
    other: Any = SimpleUploadedFile(file.name, bare, file.content_type)
    other.image = file.image
    return other


def bare_in_place(path: Path) -> bool:
    """Draws a picture that was kept before anew, under its name and in its size; whether it did. Raises NotReadable."""
    content = path.read_bytes()
    bare = bared(content, longest=ANY_SIDE)
    if bare == content:
        return False
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(bare)
    shutil.copymode(path, fresh)
    fresh.replace(path)
    return True
