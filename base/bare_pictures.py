"""A photograph without what the telephone wrote into it: where it was taken, when, by which device."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from django.conf import settings
from PIL import Image, ImageCms, ImageOps

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
LONGEST_SIDE = 4000  # pixels: an A4 page at 340 dots an inch
WRITABLE = {"JPEG": ("L", "RGB"), "PNG": ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"), "WEBP": ("RGB", "RGBA")}
BEGINNINGS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png", b"RIFF": "image/webp"}


class NotReadable(ValueError):
    """No whole picture of the kind, or one too large to unfold."""


def kind_of_picture(content: bytes) -> str:
    """One of FORMATS by the first bytes, whatever its name says; else nothing."""
    return next((kind for start, kind in BEGINNINGS.items() if content.startswith(start)), "")


def bare_picture(content: bytes, kind: str, longest: int = LONGEST_SIDE) -> bytes:
    """The picture drawn anew, upright, of the same kind (one of FORMATS), with its points and nothing else.

    Raises NotReadable.
    """
    form = FORMATS[kind]
    try:
        with Image.open(io.BytesIO(content), formats=[form]) as opened:
            # A small file can unfold to more than the memory holds.
            if opened.width * opened.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
                raise NotReadable("too many pixels")
            opened.thumbnail((longest, longest))  # a large JPEG is unfolded small from the start
            upright = _in_usual_colours(ImageOps.exif_transpose(opened))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:  # what Pillow raises for broken files
        raise NotReadable(str(error)) from error
    return _written(upright, form)


def _in_usual_colours(picture: Image.Image) -> Image.Image:
    """The colours of a telephone's own profile, which does not stay, as those that every screen means."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "CMYK"):
        return picture
    try:
        drawn = ImageCms.profileToProfile(picture, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):  # a profile that is none
        return picture
    return drawn or picture


def _written(picture: Image.Image, form: str) -> bytes:
    bare = picture if picture.mode in WRITABLE[form] else picture.convert("RGBA" if form == "WEBP" else "RGB")
    # Comments, profiles and the like are written along from here.
    bare.info = {key: value for key, value in bare.info.items() if key == "transparency" and form == "PNG"}
    file = io.BytesIO()
    bare.save(file, format=form, quality=90)
    return file.getvalue()


# --- What a kept picture still carries -------------------------------------------------------------

OF_THE_PICTURE = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}  # chunks of a PNG that draw it
WEBP_PARTS = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"}
SCAN, END = 0xDA, b"\xff\xd9"  # of a JPEG: where the points begin, the end
PLAIN_HEAD = b"\xff\xe0\x00\x10JFIF\x00"  # the one segment beside the picture that says nothing: no room for a small picture


def carries_more(content: bytes, kind: str) -> bool:
    """Whether a file holds anything beside its picture: also where it cannot be read to its end."""
    try:
        return READERS[kind](content)
    except (struct.error, IndexError):
        return True


def is_moving(content: bytes) -> bool:
    """Whether it has more than one frame; drawn anew, the first alone would be left. Such a one is no photograph.

    Raises NotReadable.
    """
    try:
        with Image.open(io.BytesIO(content)) as opened:
            return bool(getattr(opened, "is_animated", False)) and opened.format != "MPO"
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise NotReadable(str(error)) from error


def _png_carries_more(content: bytes) -> bool:
    return any(_png_extras(content))


def _png_extras(content: bytes) -> Iterator[bool]:
    """True for each chunk that draws nothing, and for bytes behind the end."""
    at = 8
    while at < len(content):
        length, name = struct.unpack_from(">I4s", content, at)
        at += 12 + length
        yield name not in OF_THE_PICTURE
        if name == b"IEND":
            yield at != len(content)
            return
    yield True


def _jpeg_carries_more(content: bytes) -> bool:
    """Application segments (Exif, XMP, profiles), comments, and bytes behind the end."""
    at = 2
    while content[at + 1] != SCAN:
        mark = content[at + 1]
        is_plain = content.startswith(PLAIN_HEAD, at)
        if content[at] != 0xFF or mark == 0xFE or (0xE0 <= mark <= 0xEF and not is_plain):
            return True
        at += 2 + int(struct.unpack_from(">H", content, at + 2)[0])
    return content.find(END, at) != len(content) - len(END)


def _webp_carries_more(content: bytes) -> bool:
    """Chunks beside those that draw, and bytes behind the end."""
    end = 8 + int(struct.unpack_from("<I", content, 4)[0])
    at = 12
    while at < end:
        name, length = struct.unpack_from("<4sI", content, at)
        if name not in WEBP_PARTS:
            return True
        at += 8 + length + length % 2
    return len(content) > end


READERS = {"image/jpeg": _jpeg_carries_more, "image/png": _png_carries_more, "image/webp": _webp_carries_more}
