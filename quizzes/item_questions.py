"""Between an item and the neutral question of ``quizzes.formats``, both ways. Nothing is saved here.

What a kind keeps in which field of an item stands in ``quizzes.kinds``; here is only which part of a question goes there.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _

from quizzes.blocks import LONGEST_ANSWER
from quizzes.formats import Answer, Pair, ParsedQuestion, Text
from quizzes.formats.plain import plain
from quizzes.formats.question import Criterion, Place, Unit
from quizzes.item_pictures import picture_of
from quizzes.kinds import KINDS
from quizzes.kinds.hotspot import SIDES
from quizzes.kinds.numerical import Numerical
from quizzes.kinds.short_answer import ShortAnswer
from quizzes.kinds.true_false import words_for
from quizzes.models import Item

LONGEST_OPTION = 300
LONGEST_NUMBER = 40
NAMES = {"criteria": "criterion"}  # of one part, where it is not the field without its s
Parts = dict[str, list[dict[str, Any]]]


def fill(item: Item, question: ParsedQuestion) -> None:
    """Gives an item that has its locale the content of a question, as plain text. Rationales come from feedback."""
    item.kind = question.kind
    item.stem = plain(question.stem)
    item.is_all_or_nothing = question.all_or_nothing
    item.match_case = question.case_sensitive
    item.unit_needed = question.unit_needed
    item.keeps_order = question.keeps_order
    item.model_answer = question.model_answer or (_general(question) if question.kind == "open-answer" else "")
    for field, values in _INTO[question.kind](question, item).items():
        setattr(item, field, stream(field, values))


def stream(field: str, values: list[dict[str, Any]]) -> Any:
    """The parts of one field as the field keeps them."""
    raw = [{"type": NAMES.get(field, field.removesuffix("s")), "value": value} for value in values]
    return Item._meta.get_field(field).to_python(json.dumps(raw))


def too_long(question: ParsedQuestion) -> list[str]:
    """What would not fit into the editor, in sentences for the author."""
    texts = [plain(answer.text) for answer in question.answers]
    texts += [text for pair in question.pairs for text in (plain(pair.stem), pair.choice)]
    texts += [place.text for place in question.places]
    if any(too_long(part) for part in question.parts):
        return too_long(next(part for part in question.parts if too_long(part)))
    most = {"short-answer": LONGEST_ANSWER, "numerical": LONGEST_NUMBER}.get(question.kind, LONGEST_OPTION)
    return [_("An answer is longer than %(most)s signs.") % {"most": most}] if any(len(text) > most for text in texts) else []


def never_reached(question: ParsedQuestion) -> list[str]:
    """Accepted answers that nobody can give, in sentences for the author."""
    kind, item = KINDS.get(question.kind), Item()
    if not isinstance(kind, (ShortAnswer, Numerical)):
        return [sentence for part in question.parts for sentence in never_reached(part)]
    fill(item, question)
    return kind.never_reached(kind.freeze(item)[1])


def can_be_asked(question: ParsedQuestion) -> bool:
    """Whether the house has the kind, and a way to write such a question down as an item."""
    return question.kind in KINDS and question.kind in _INTO


# --- Into items -----------------------------------------------------------------------------------


def _choice(question: ParsedQuestion, item: Item) -> Parts:
    rights = sum(answer.share > 0 for answer in question.answers)
    wrongs = len(question.answers) - rights
    is_even = all(_is_even(answer, question.kind, rights, wrongs) for answer in question.answers)
    words = dict(zip(("true", "false"), words_for(item), strict=True)) if question.kind == "true-false" else {}
    return {"options": [_option(answer, question, is_even=is_even, words=words) for answer in question.answers]}


def _is_even(answer: Answer, kind: str, rights: int, wrongs: int) -> bool:
    """Whether the answer earns what its verdict alone would earn it."""
    if kind != "multiple":
        return answer.share in (0, 1)
    even = 1 / rights if answer.share > 0 else -1 / max(1, wrongs)
    return abs(answer.share - even) < 1e-6


def _option(answer: Answer, question: ParsedQuestion, *, is_even: bool, words: dict[str, str]) -> dict[str, Any]:
    text = plain(answer.text)
    is_right = answer.share == 1 if question.kind == "single" else answer.share > 0
    told = plain(answer.feedback) or (_general(question) if is_right else "")
    share = None if is_even else _per_cent(answer.share)
    return {
        "key": secrets.token_hex(4),
        "text": words.get(text, text),
        "is_right": is_right,
        "share": share,
        "rationale": told,
    }


def _per_cent(share: float) -> str:
    return f"{share * 100:.7f}".rstrip("0").rstrip(".")


def _accepted(question: ParsedQuestion, item: Item) -> Parts:
    return {"answers": [{"text": plain(a.text), **_share_and_reason(a, question)} for a in question.answers]}


def _share_and_reason(answer: Answer, question: ParsedQuestion) -> dict[str, Any]:
    is_whole = answer.share == 1
    told = plain(answer.feedback) or (_general(question) if is_whole else "")
    return {"share": None if is_whole else _per_cent(answer.share), "rationale": told}


def _general(question: ParsedQuestion) -> str:
    """What is told to everybody stands, in the house, with what is right."""
    return plain(question.feedback)


def _numbers(question: ParsedQuestion, item: Item) -> Parts:
    numbers = [
        {"value": plain(a.text), "tolerance": f"{a.tolerance or 0:.15g}", **_share_and_reason(a, question)}
        for a in question.answers
    ]
    return {"numbers": numbers, "units": [{"name": unit.name, "factor": f"{unit.factor:.15g}"} for unit in question.units]}


def _pairs(question: ParsedQuestion, item: Item) -> Parts:
    return {
        "pairs": [
            {
                "stem": plain(pair.stem),
                "choice": pair.choice,
                "rationale": plain(pair.feedback) or (_general(question) if not place else ""),
            }
            for place, pair in enumerate(question.pairs)
        ]
    }


def _steps(question: ParsedQuestion, item: Item) -> Parts:
    return {
        "steps": [
            {"text": plain(a.text), "rationale": plain(a.feedback) or (_general(question) if not place else "")}
            for place, a in enumerate(question.answers)
        ]
    }


def _criteria(question: ParsedQuestion, item: Item) -> Parts:
    return {"criteria": [{"text": c.text, "points": c.points, "guidance": c.guidance} for c in question.criteria]}


def _regions(question: ParsedQuestion, item: Item) -> Parts:
    item.image_alternative, item.image_credit = (
        (question.picture.alternative, question.picture.credit) if question.picture else ("", "")
    )
    return {
        "regions": [
            {
                "key": secrets.token_hex(4),
                "text": place.text,
                "is_right": place.is_right,
                "rationale": place.feedback,
                **{side: f"{getattr(place, side):.15g}" for side in SIDES},
            }
            for place in question.places
        ]
    }


def _no_parts(question: ParsedQuestion, item: Item) -> Parts:
    """The questions of a situation are items of their own."""
    return {}


_INTO: dict[str, Callable[[ParsedQuestion, Item], Parts]] = {
    "single": _choice,
    "multiple": _choice,
    "true-false": _choice,
    "short-answer": _accepted,
    "numerical": _numbers,
    "matching": _pairs,
    "ordering": _steps,
    "open-answer": _criteria,
    "hotspot": _regions,
    "situation-set": _no_parts,
}


# --- Out of items ---------------------------------------------------------------------------------


def question_of(item: Item) -> ParsedQuestion:
    """What an item says, as a question; of a situation without its questions, which are items of their own."""
    answers, pairs = _OUT_OF[item.kind](item)
    units = tuple(Unit(str(unit["name"]), float(unit["factor"] or 1)) for unit in _values(item, "units"))
    return ParsedQuestion(
        kind=item.kind,  # type: ignore[arg-type]
        stem=Text(item.stem),
        name=item.key,
        answers=tuple(answers),
        pairs=tuple(pairs),
        case_sensitive=item.match_case if item.kind == "short-answer" else False,
        all_or_nothing=item.is_all_or_nothing if "is_all_or_nothing" in KINDS[item.kind].fields else False,
        units=units if item.kind == "numerical" else (),
        unit_needed=item.unit_needed if item.kind == "numerical" else False,
        criteria=tuple(Criterion(c["text"], int(c["points"]), str(c.get("guidance") or "")) for c in _values(item, "criteria")),
        model_answer=item.model_answer if item.kind == "open-answer" else "",
        keeps_order=item.keeps_order if item.kind in ("single", "multiple") else False,
        picture=picture_of(item) if item.kind == "hotspot" else None,
        places=tuple(_place(value) for value in _values(item, "regions")) if item.kind == "hotspot" else (),
    )


Out = tuple[Iterable[Answer], Iterable[Pair]]


def _values(item: Item, field: str) -> list[dict[str, Any]]:
    return [child["value"] for child in getattr(item, field).raw_data]


def _choice_out(item: Item) -> Out:
    """With the shares that the kind itself gives each option; true comes before false."""
    content, key = KINDS[item.kind].freeze(item)
    words = ("true", "false")
    texts = words if item.kind == "true-false" else [option["text"] for option in content["options"]]
    return [
        Answer(Text(text), key["fractions"][option["id"]], Text(key["rationales"][option["id"]]))
        for text, option in zip(texts, content["options"], strict=True)
    ], ()


def _accepted_out(item: Item) -> Out:
    _content, key = KINDS[item.kind].freeze(item)
    return [Answer(Text(a["text"]), a["fraction"], Text(a["rationale"])) for a in key["answers"]], ()


def _numbers_out(item: Item) -> Out:
    _content, key = KINDS[item.kind].freeze(item)
    return [
        Answer(Text(n["value"]), n["fraction"], Text(n["rationale"]), 0.0 if n["value"] == "*" else float(n["tolerance"]))
        for n in key["numbers"]
    ], ()


def _pairs_out(item: Item) -> Out:
    return (), [
        Pair(Text(str(pair.get("stem") or "")), str(pair["choice"]), Text(str(pair.get("rationale") or "")))
        for pair in _values(item, "pairs")
    ]


def _steps_out(item: Item) -> Out:
    return [Answer(Text(str(v["text"])), feedback=Text(str(v.get("rationale") or ""))) for v in _values(item, "steps")], ()


def _nothing_out(item: Item) -> Out:
    return (), ()


def _place(value: dict[str, Any]) -> Place:
    left, top, width, height = (float(value.get(side) or 0) for side in SIDES)
    words, why = str(value.get("text") or ""), str(value.get("rationale") or "")
    return Place(words, left, top, width, height, bool(value.get("is_right")), why)


_OUT_OF: dict[str, Callable[[Item], Out]] = {
    "single": _choice_out,
    "multiple": _choice_out,
    "true-false": _choice_out,
    "short-answer": _accepted_out,
    "numerical": _numbers_out,
    "matching": _pairs_out,
    "ordering": _steps_out,
    "open-answer": _nothing_out,
    "hotspot": _nothing_out,
    "situation-set": _nothing_out,
}
