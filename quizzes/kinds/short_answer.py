"""Short answer: a word or a few, compared with the answers that are accepted.

The comparison is Moodle's: trimmed, without regard to case unless the author asks for it, ``*`` stands for any text (``\\*`` for
the sign itself), spaces inside are not folded, and the first accepted answer that fits decides the share. Beyond it, what a
keyboard decides and nobody means makes no difference: bent or straight quotation marks, a blank that does not break, and, where
capitals do not count, the vowel marks and the lengthening stroke of Arabic.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from quizzes.kinds.choice import share_of
from quizzes.kinds.interface import AnswerKey, Content, Response, Revealed, clipped, exact, raw_parts, stored
from quizzes.kinds.precedence import never_reached
from quizzes.kinds.text import LONGEST, Typed, visible

_STAR = re.compile(r"(?<!\\)\*")
ANY_TEXT = "\ue000"  # stands for what a star stands for: nothing but a star takes it
_TYPED = str.maketrans("’‘ʼ“”„\u00a0\u202f", "'''\"\"\"  ")
_ARABIC_MARKS = dict.fromkeys([0x0640, *range(0x064B, 0x0653), 0x0670])


class ShortAnswer(Typed):
    name = "short-answer"
    template = "quizzes/kinds/_short_answer.html"
    fields = ("answers", "match_case")

    def faults(self, item: Any) -> list[str]:
        found = []
        key = self.freeze(item)[1]
        texts = [answer["text"] for answer in key["answers"]]
        if "" in texts:
            found.append(_("An accepted answer has no text."))
        if not any(answer["fraction"] == 1 for answer in key["answers"]):
            found.append(_("At least one accepted answer must earn 100 per cent."))
        if any(not 0 <= answer["fraction"] <= 1 for answer in key["answers"]):
            found.append(_("A share lies between 0 and 100 per cent."))
        if any(
            not text.replace("*", "").strip() and answer["fraction"] for text, answer in zip(texts, key["answers"], strict=True)
        ):
            found.append(_("“*” alone accepts everything; it can only earn nothing."))
        if any(len(text) > LONGEST for text in texts):
            found.append(_("An accepted answer is longer than a learner can type."))
        return found + self.never_reached(key)

    def never_reached(self, answer_key: AnswerKey) -> list[str]:
        """Which accepted answers nobody can give, in sentences for the author."""
        match_case = answer_key["match_case"]
        return never_reached(
            answer_key["answers"],
            "text",
            lambda first, second: fits(first["text"], _STAR.sub(ANY_TEXT, second["text"]), match_case=match_case),
        )

    def freeze(self, item: Any) -> tuple[Content, AnswerKey]:
        """content: {stem}. Key: {answers: [{text, fraction, rationale}] in the author's order, match_case}."""
        answers = [
            {
                "text": str(value.get("text") or "").strip(),
                "fraction": stored(Fraction(1) if (share := share_of(value)) is None else share),
                "rationale": str(value.get("rationale") or "").strip(),
            }
            for value in raw_parts(item, "answers")
        ]
        return {"stem": item.stem}, {"answers": answers, "match_case": bool(item.match_case)}

    def mark(self, answer_key: AnswerKey, response: Response | None) -> Fraction:
        answer = self.fitting(answer_key, response)
        return clipped(exact(answer["fraction"])) if answer else Fraction(0)

    def fitting(self, answer_key: AnswerKey, response: Response | None) -> dict[str, Any] | None:
        """The first accepted answer that the response fits."""
        if not self.is_answered(response):
            return None
        text = (response or {})["text"]
        return next((a for a in answer_key["answers"] if fits(a["text"], text, match_case=answer_key["match_case"])), None)

    def reveal(self, content: Content, answer_key: AnswerKey, order: list[str], response: Response | None) -> list[Revealed]:
        found, lines = self.fitting(answer_key, response), []
        for answer in answer_key["answers"]:
            if answer["fraction"] > 0 or answer is found:
                text = self.summarise(content, response) if answer is found else in_words(answer["text"])
                lines.append(Revealed(text, answer["fraction"] > 0, answer is found, answer["rationale"]))
        if self.is_answered(response) and found is None:
            lines.append(Revealed(self.summarise(content, response), False, True, ""))
        return lines


def in_words(pattern: str) -> str:
    """An accepted answer as a learner reads it: three dots where any text may stand, and a star that is meant as such alone."""
    return _STAR.sub("…", pattern).replace("\\*", "*")


def fits(pattern: str, text: str, *, match_case: bool) -> bool:
    """Whether a text is the accepted answer. Linear in the text, however many stars the pattern has."""
    pieces = [_plain(piece.replace("\\*", "*"), match_case) for piece in _STAR.split(visible(pattern))]
    text = _plain(visible(text), match_case)
    if len(pieces) == 1:
        return text == pieces[0]
    first, *middle, last = pieces
    if not text.startswith(first) or len(text) < len(first) + len(last) or not text.endswith(last):
        return False
    at, end = len(first), len(text) - len(last)
    for piece in middle:
        found = text.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def _plain(text: str, match_case: bool) -> str:
    text = unicodedata.normalize("NFC", text).translate(_TYPED)
    return text if match_case else text.casefold().translate(_ARABIC_MARKS)
