"""How much of a file is looked at, and which characters no text may hold. Before everything else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from django.utils.translation import gettext as _

from quizzes.formats.question import Found, ParsedQuestion, UnreadableFile

MEGABYTE = 1024 * 1024
MAX_BYTES = 10 * MEGABYTE
MAX_QUESTIONS = 2_000
MAX_ANSWERS = 60
MAX_TEXT = 20_000  # signs of one text
MAX_TITLE = 80
# Signs of a text that has a column or a place of its own somewhere in the house.
MAX_SIGNS = {
    "name": 255,
    "category": 1_000,
    "idnumber": 100,
    "tags": 90,
    "units": 100,
    "shelf.key": 80,
    "shelf.misconception": 300,
    "picture.alternative": 300,
    "picture.credit": 150,
}

MARKED = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
BROKEN = "\ufffd"
TURNS = "\u061c\u200e\u200f"
# Signs that no text needs: controls, overrides of the reading direction, and those that the GIFT reader uses itself.
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202d\u202e\ud800-\udfff\ufffe\uffff\U000f0000-\U000f00ff]")


def refuse_large(content: bytes) -> None:
    """Before anything is parsed. Raises UnreadableFile, also for a file of blanks only."""
    if len(content) > MAX_BYTES:
        raise UnreadableFile(_("The file is larger than 10 MB. Split it, and send the parts."))
    if not content.strip():
        raise UnreadableFile(_("The file is empty."))


def text_of(content: bytes) -> str:
    """By its byte-order mark, else UTF-8. What is no UTF-8 becomes one sign, for which each question holding it is refused."""
    marked = next((name for start, name in MARKED.items() if content.startswith(start)), "utf-8")
    text = content.decode(marked, errors="replace")
    if text.count("\x00") > len(text) // 10:
        raise UnreadableFile(_("This is no text file, or its encoding is unknown. Save it as UTF-8, and send that."))
    return text.replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n")


def bare(line: str) -> str:
    """Without blanks around it, nor the unseen signs with which editors begin and end a line that runs from the right."""
    return line.strip().strip(TURNS).strip()


def unreadable_signs(text: str) -> str:
    """Why a text must be refused for the signs in it; empty if it need not."""
    if BROKEN in text:
        return _("Letters of this question are not UTF-8 and cannot be read. Save the file as UTF-8, and send that.")
    if FORBIDDEN.search(text):
        return _("The question holds control characters.")
    return ""


def title_of(text: str) -> str:
    """The beginning of a text, on one line, to know a question again in a table."""
    words = " ".join(FORBIDDEN.sub(" ", text).split())
    return words if len(words) <= MAX_TITLE else f"{words[: MAX_TITLE - 1]}…"


def too_much(question: ParsedQuestion) -> str:
    """Why a question is beyond every bound; empty if it is not."""
    if any(len(text) > MAX_TEXT for text in _texts(question)):
        return _("A text of this question is longer than %(count)s signs.") % {"count": f"{MAX_TEXT:,}"}
    if len(question.answers) + len(question.pairs) > MAX_ANSWERS:
        return _("The question has more than %(count)s answers.") % {"count": MAX_ANSWERS}
    for where, text in _placed(question):
        if len(unicodedata.normalize("NFKC", text)) > MAX_SIGNS[where]:
            return _("“%(where)s” is longer than %(count)s signs.") % {"where": where, "count": f"{MAX_SIGNS[where]:,}"}
    for where, entries in (("tags", question.tags), ("units", question.units), ("criteria", question.criteria)):
        if len(entries) > MAX_ANSWERS:
            return _("“%(where)s” has more than %(count)s entries.") % {"where": where, "count": MAX_ANSWERS}
    return next((much for part in question.parts if (much := too_much(part))), "")


def _texts(question: ParsedQuestion) -> Iterator[str]:
    """Texts that may be long."""
    yield from (question.stem.text, question.feedback.text, question.model_answer)
    yield from (text.text for answer in question.answers for text in (answer.text, answer.feedback))
    yield from (text for pair in question.pairs for text in (pair.stem.text, pair.choice, pair.feedback.text))
    yield from (place.text + place.feedback for place in question.places)
    yield from (criterion.text + criterion.guidance for criterion in question.criteria)


def _placed(question: ParsedQuestion) -> Iterator[tuple[str, str]]:
    """Texts that have a place of their own, by what they are called in the house's JSON."""
    yield from (("name", question.name), ("category", question.category), ("idnumber", question.idnumber))
    yield from (("tags", tag) for tag in question.tags)
    yield from (("units", unit.name) for unit in question.units)
    yield from (("shelf.key", question.shelf.key), ("shelf.misconception", question.shelf.misconception))
    if question.picture:
        yield from (("picture.alternative", question.picture.alternative), ("picture.credit", question.picture.credit))


def bounded(found: list[Found]) -> list[Found]:
    """Raises UnreadableFile where a file holds more questions than anybody reviews."""
    if len(found) > MAX_QUESTIONS:
        raise UnreadableFile(_("The file holds more than %(count)s questions. Split it.") % {"count": f"{MAX_QUESTIONS:,}"})
    return found
