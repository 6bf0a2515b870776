"""The house's own JSON: everything that a question says, by the schema in docs/question-bank.schema.json."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _
from pydantic import TypeAdapter, ValidationError

from quizzes.formats.bounds import FORBIDDEN, bounded, text_of, title_of, too_much, unreadable_signs
from quizzes.formats.doubts import doubts
from quizzes.formats.question import Found, ParsedQuestion, Shelf, UnreadableFile
from quizzes.formats.whole import incomplete

NAME = "bluehelm-questions"
VERSION = 1
HEAD = {"format": NAME, "version": VERSION}
BEGIN = re.compile(r'"questions"\s*:\s*\[')
GAP = re.compile(r"[\s,]*")
_question: TypeAdapter[ParsedQuestion] = TypeAdapter(ParsedQuestion)


def schema() -> dict[str, Any]:
    """The published JSON schema of a file."""
    inner = _question.json_schema(ref_template="#/$defs/{model}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A bank of questions",
        "type": "object",
        "additionalProperties": False,
        "required": ["format", "version", "questions"],
        "properties": {
            "format": {"const": NAME},
            "version": {"const": VERSION},
            "questions": {"type": "array", "items": {"$ref": "#/$defs/ParsedQuestion"}},
        },
        "$defs": inner["$defs"],  # a question among them, because one may hold others
    }


# --- Writing --------------------------------------------------------------------------------------


def as_values(question: ParsedQuestion) -> dict[str, Any]:
    """Plain values, without what is left at its default."""
    values: dict[str, Any] = _question.dump_python(question, mode="json", exclude_defaults=True)
    return values


def from_values(values: Any) -> ParsedQuestion:
    """Raises pydantic's ValidationError."""
    return _question.validate_python(values)


def write(questions: Iterable[ParsedQuestion]) -> str:
    """A question a line, but for those that could not be read again."""
    whole = (as_values(each) for each in questions if not incomplete(each))
    lines = ",\n".join(json.dumps(values, ensure_ascii=False, sort_keys=True) for values in whole)
    return f'{{"format": "{NAME}", "version": {VERSION}, "questions": [\n{lines}\n]}}\n'


def digest(question: ParsedQuestion) -> str:
    """The same for the same question, wherever it stands in a house."""
    parts = tuple(replace(part, shelf=Shelf()) for part in question.parts)
    values = as_values(replace(question, shelf=Shelf(), parts=parts))
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


# --- Reading --------------------------------------------------------------------------------------


def read(content: bytes, file: str) -> list[Found]:
    """Every question of the file. Raises UnreadableFile."""
    text = text_of(content)
    try:
        whole = json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_once_each)
    except json.JSONDecodeError as error:
        raise UnreadableFile(_("The JSON is broken or cut off: %(fault)s.") % {"fault": error.msg}, error.lineno) from None
    except UnreadableFile:
        raise
    except (ValueError, RecursionError):
        raise UnreadableFile(_("The JSON is nested too deeply, or holds a number that is none.")) from None
    if not isinstance(whole, dict) or set(whole) != {*HEAD, "questions"} or not isinstance(whole["questions"], list):
        raise UnreadableFile(_("This is no bank of questions: “format”, “version” and “questions” are expected, nothing else."))
    if {name: whole[name] for name in HEAD} != HEAD:
        raise UnreadableFile(
            _("The file is in another version of the format; version %(version)s is read.") % {"version": VERSION}
        )
    found = []
    for values, line in zip(whole["questions"], _lines(text), strict=False):
        found.append(_found(values, file, line))
        bounded(found)
    return found


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of a word that stands twice only one can be meant, and nobody knows which. Raises UnreadableFile."""
    values = dict(pairs)
    if len(values) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise UnreadableFile(_("“%(name)s” stands twice in one place of the JSON.") % {"name": title_of(twice)})
    return values


def _refuse_constant(name: str) -> float:
    raise ValueError(name)


def _lines(text: str) -> Iterator[int]:
    """On which line each question begins."""
    begin = BEGIN.search(text)
    at, line, decoder = begin.end() if begin else len(text), 1, json.JSONDecoder()
    line += text.count("\n", 0, at)
    while at < len(text):
        gap = GAP.match(text, at)
        start = gap.end() if gap else at
        line += text.count("\n", at, start)
        yield line
        try:
            _value, at = decoder.raw_decode(text, start)
        except json.JSONDecodeError:
            return
        line += text.count("\n", start, at)


def _found(values: Any, file: str, line: int) -> Found:
    if not isinstance(values, dict):
        return Found(file, line, title_of(str(values)), refusal=_("This is no question."))
    found = Found(file, line, title_of(str(values.get("name") or "")) or _("question"))
    raw = json.dumps(values, ensure_ascii=False)
    if signs := unreadable_signs(raw) or (_("The question holds control characters.") if _has_controls(values) else ""):
        return replace(found, refusal=signs)
    try:
        question = from_values(values)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return replace(found, refusal=_("“%(where)s”: %(fault)s.") % {"where": where[:60], "fault": first["msg"]})
    if fault := too_much(question) or incomplete(question):
        return replace(found, refusal=fault)
    return replace(
        found, title=title_of(question.name or question.stem.text), question=question, warnings=tuple(doubts(question))
    )


def _has_controls(values: Any) -> bool:
    """JSON escapes control characters, so that they are looked for in what it means."""
    if isinstance(values, str):
        return bool(FORBIDDEN.search(values))
    if isinstance(values, dict):
        return any(_has_controls(each) for pair in values.items() for each in pair)
    return isinstance(values, list) and any(map(_has_controls, values))
