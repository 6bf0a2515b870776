"""What only the house's own JSON can say: pictures with places on them, and several questions on one situation."""

from __future__ import annotations

import base64
import binascii
import io
from collections.abc import Iterable

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from quizzes.formats.numbers import NUMBER
from quizzes.formats.question import ParsedQuestion, Picture, Unit

MAX_PICTURE = 4 * 1024 * 1024  # bytes
MAX_PIXELS = 40_000_000
PICTURE_FORMATS = ("PNG", "JPEG", "WEBP")
MOST_PLACES = 26  # a letter each
MOST_PARTS = 20
NEVER_PARTS = ("situation-set", "open-answer")


def no_place_elsewhere(question: ParsedQuestion) -> str:
    """Why a question has no place in the formats of others; empty where it may have one."""
    if question.kind == "hotspot":
        return _("Only the JSON of Bluehelm holds a picture with places to choose.")
    if question.kind == "situation-set":
        number = len(question.parts)
        return _("Only the JSON of Bluehelm holds several questions on one situation (%(number)d here).") % {"number": number}
    return ""


def picture_bytes(picture: Picture) -> bytes:
    """Raises ValueError where they are not written as base64."""
    if picture.file.encoding != "base64":
        raise ValueError(picture.file.encoding)
    try:
        return base64.b64decode(picture.file.content, validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from error


def doubled_unit(units: Iterable[Unit]) -> str:
    """Why a number cannot have these units; empty where it can. In the house capitals make no other unit."""
    names = [unit.name.strip().casefold() for unit in units]
    twice = next((name for name in names if names.count(name) > 1), None)
    return "" if twice is None else _("Two units are called “%(name)s”.") % {"name": twice[:40]}


def incomplete(question: ParsedQuestion) -> str:
    """Why a question, or a part of it, cannot be kept; empty where it can."""
    if fault := _odd_answers(question):
        return fault
    if question.kind == "hotspot":
        return _picture_fault(question) or _places_fault(question)
    if question.picture or question.places:
        return _("Only a question of the kind “hotspot” has a picture and places.")
    return _parts_fault(question)


def _odd_answers(question: ParsedQuestion) -> str:
    """Answers that belong to another kind of question, or that nobody could give."""
    texts = [answer.text.text.strip() for answer in question.answers]
    if (question.pairs and question.kind != "matching") or (texts and question.kind in ("matching", "open-answer")):
        return _("The question has answers that belong to another kind of question.")
    if fault := doubled_unit(question.units):
        return fault
    if question.kind == "numerical" and not all(text == "*" or NUMBER.match(text) for text in texts):
        return _("An answer of this question is no number.")
    if question.kind == "true-false":
        shares = sorted(answer.share for answer in question.answers)
        if texts != ["true", "false"] or shares != [0.0, 1.0]:
            return _("True or false needs the answers “true” and “false”, one of them right.")
    return ""


def _picture_fault(question: ParsedQuestion) -> str:
    picture = question.picture
    if picture is None or not picture.alternative.strip() or not picture.credit.strip():
        return _("The picture is missing, or what it shows in words, or whose it is.")
    if len(picture.file.content) > MAX_PICTURE * 4 // 3 + 4:
        return _("The picture is larger than 4 MB.")
    try:
        with Image.open(io.BytesIO(picture_bytes(picture)), formats=PICTURE_FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                return _("The picture has too many pixels.")
            image.verify()
    except (ValueError, OSError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError):
        return _("The picture cannot be read; PNG, JPEG and WebP are taken, written as base64.")
    return ""


def _places_fault(question: ParsedQuestion) -> str:
    if not 2 <= len(question.places) <= MOST_PLACES:
        return _("A picture has 2 to %(most)d places to choose.") % {"most": MOST_PLACES}
    for place in question.places:
        is_inside = place.left + place.width <= 100 and place.top + place.height <= 100
        if not (place.text.strip() and place.width and place.height and is_inside):
            return _("A place has no words, no size, or lies outside the picture.")
    return _("A question of this kind has nothing but a picture and places.") if question.answers or question.parts else ""


def _parts_fault(question: ParsedQuestion) -> str:
    if question.kind != "situation-set":
        return _("Only a situation has several questions.") if question.parts else ""
    if not 1 <= len(question.parts) <= MOST_PARTS or question.answers or question.pairs:
        return _("A situation has 1 to %(most)d questions, and no answers of its own.") % {"most": MOST_PARTS}
    if any(part.kind in NEVER_PARTS for part in question.parts):
        return _("A question of a situation cannot be of this kind.")
    return next((fault for part in question.parts if (fault := incomplete(part))), "")
