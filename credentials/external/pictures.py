"""A photograph of a paper without what the telephone wrote into it: where it was taken, when, by which device."""

from __future__ import annotations

import io

from PIL import Image, ImageOps

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG"}
MOST_PIXELS = 60_000_000  # a small file can unfold to more than the memory holds
LONGEST_SIDE = 4000  # pixels: an A4 page at 340 dots an inch
WRITABLE = {"JPEG": ("L", "RGB"), "PNG": ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")}


class NotReadable(ValueError):
    """No whole picture of the kind, or one too large to unfold."""


def bare_picture(content: bytes, kind: str) -> bytes:
    """The picture drawn anew, upright, of the same kind (image/jpeg or image/png), with its points and nothing else.

    Raises NotReadable.
    """
    form = FORMATS[kind]
    try:
        with Image.open(io.BytesIO(content), formats=[form]) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise NotReadable("too many pixels")
            opened.thumbnail((LONGEST_SIDE, LONGEST_SIDE))  # a large JPEG is unfolded small from the start
            upright = ImageOps.exif_transpose(opened)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:  # what Pillow raises for broken files
        raise NotReadable(str(error)) from error
    return _written(upright, form)


def _written(picture: Image.Image, form: str) -> bytes:
    bare = picture if picture.mode in WRITABLE[form] else picture.convert("RGB")
    # Comments, profiles and the like are written along from here.
    bare.info = {key: value for key, value in bare.info.items() if key == "transparency" and form == "PNG"}
    file = io.BytesIO()
    bare.save(file, format=form, quality=90)
    return file.getvalue()
