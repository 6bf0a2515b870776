"""Select on image: places on a picture; a list of their descriptions is the form for whoever cannot see or point."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from quizzes.kinds.choice import AuthoredOption, Choice, options_by_id
from quizzes.kinds.interface import AnswerKey, Content, Response, ResponseRefused, opaque_id, raw_parts, squeezed, stored
from quizzes.pictures import keep_picture, picture_url

SIDES = ("left", "top", "width", "height")  # of a region, in per cent of the picture


@dataclass(frozen=True)
class ShownRegion:
    """One place: where it is in pixels of the picture, its letter, and what it shows in words."""

    id: str
    letter: str
    text: str
    is_chosen: bool
    left: float
    top: float
    width: float
    height: float

    @property
    def text_x(self) -> float:
        """Where its letter stands: in the middle."""
        return self.left + self.width / 2

    @property
    def text_y(self) -> float:
        return self.top + self.height / 2


@dataclass(frozen=True)
class ShownPicture:
    """``width`` and ``height`` in pixels, as the regions are; ``control``: radio or checkbox."""

    url: str
    width: int
    height: int
    alternative: str
    credit: str
    regions: list[ShownRegion]
    control: str

    @property
    def letter_size(self) -> int:
        """In pixels of the picture, so that it is read on a phone as well."""
        return max(16, self.width // 18)


class SelectOnImage(Choice):
    name = "hotspot"
    template = "quizzes/kinds/_hotspot.html"
    scripts = ("js/quiz-image.js",)
    fields = ("image", "image_alternative", "image_credit", "regions", "is_all_or_nothing")
    can_be_emptied = True

    def faults(self, item: Any) -> list[str]:
        regions, found = _authored(item), []
        if item.image is None or not item.image_alternative.strip() or not item.image_credit.strip():
            found.append(_("Choose a picture, say in words what it shows, and name whose it is."))
        if not 2 <= len(regions) <= len(string.ascii_uppercase):
            found.append(_("Mark at least two places on the picture."))
        texts = [region.text.casefold() for region in regions]
        if "" in texts or len(set(texts)) < len(texts):
            found.append(_("Describe every place in words of its own, without telling which is right."))
        if not 0 < sum(region.is_right for region in regions) < len(regions):
            found.append(_("Mark at least one place as right and at least one as wrong."))
        if any(not _is_inside(value) for value in raw_parts(item, "regions")):
            found.append(_("A place lies within the picture: left and width, top and height make at most 100 per cent."))
        if not all(region.rationale for region in regions):
            found.append(_("Every place needs its rationale."))
        return found

    def freeze(self, item: Any) -> tuple[Content, AnswerKey]:
        """content: {stem, options: [{id, text}], regions: {id: [left, top, width, height]}, image: {file, width, height,
        alternative, credit}, is_many}; in per cent of the picture. Key: as of choices."""
        regions = _authored(item)
        ids = [opaque_id(item, f"region {region.key or region.text}") for region in regions]
        shares = self.even_fractions(regions)
        places = [[float(_percent(value.get(side)) or 0) for side in SIDES] for value in raw_parts(item, "regions")]
        described = {"alternative": item.image_alternative, "credit": item.image_credit}
        content: Content = {
            "stem": item.stem,
            "options": [{"id": each, "text": region.text} for each, region in zip(ids, regions, strict=True)],
            "regions": dict(zip(ids, places, strict=True)),
            "image": {**keep_picture(item.image), **described},
            "is_many": sum(region.is_right for region in regions) > 1,
        }
        answer_key: AnswerKey = {
            "fractions": {each: stored(share) for each, share in zip(ids, shares, strict=True)},
            "rationales": {each: region.rationale for each, region in zip(ids, regions, strict=True)},
            "is_all_or_nothing": bool(item.is_all_or_nothing),
        }
        return content, answer_key

    def even_fractions(self, options: list[AuthoredOption]) -> list[Fraction]:
        """One right place earns all; several share it, and the wrong ones take as much away."""
        right = sum(option.is_right for option in options)
        wrong = Fraction(-1, len(options) - right) if 1 < right < len(options) else Fraction(0)
        return [Fraction(1, right) if option.is_right else wrong for option in options]

    def view(self, question: Any) -> Any:
        content, texts = question.content, options_by_id(question.content)
        chosen, image = (question.response or {}).get("chosen", []), question.content["image"]
        regions = []
        for letter, each in zip(string.ascii_uppercase, (o for o in question.order if o in texts), strict=False):
            left, top, width, height = content["regions"][each]
            x, y = image["width"] / 100, image["height"] / 100
            place = [round(left * x, 1), round(top * y, 1), round(width * x, 1), round(height * y, 1)]
            regions.append(ShownRegion(each, letter, texts[each], each in chosen, *place))
        control = "checkbox" if content["is_many"] else "radio"
        words = image["alternative"], image["credit"]
        return ShownPicture(picture_url(image["file"]), image["width"], image["height"], *words, regions, control)

    def clean_response(self, content: Content, data: Mapping[str, Any]) -> Response:
        chosen = data.get("chosen")
        if isinstance(chosen, list) and not content["is_many"] and len(set(map(str, chosen))) > 1:
            raise ResponseRefused(_("Choose one place only."))
        return MANY.clean_response(content, data)

    def mark(self, answer_key: AnswerKey, response: Response | None) -> Fraction:
        if not answer_key["is_all_or_nothing"]:
            return super().mark(answer_key, response)
        right = {each for each, share in answer_key["fractions"].items() if share > 0}
        return Fraction(response is not None and set(response["chosen"]) == right)


class _Many(Choice):
    most = len(string.ascii_uppercase)


MANY = _Many()


def _authored(item: Any) -> list[AuthoredOption]:
    return [
        AuthoredOption(
            str(value.get("key") or ""),
            squeezed(value.get("text")),
            bool(value.get("is_right")),
            str(value.get("rationale") or "").strip(),
        )
        for value in raw_parts(item, "regions")
    ]


def _percent(value: Any) -> Decimal | None:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() and 0 <= number <= 100 else None


def _is_inside(value: Mapping[str, Any]) -> bool:
    sides = [_percent(value.get(side)) for side in SIDES]
    if any(side is None for side in sides):
        return False
    left, top, width, height = (side or Decimal(0) for side in sides)
    return width > 0 and height > 0 and left + width <= 100 and top + height <= 100
