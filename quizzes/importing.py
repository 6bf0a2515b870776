"""Question files into a bank: first a dry run that says what would become of every question, then the same for good.

A question comes in once: a file that is sent again makes nothing new. What comes in is a draft, never ready for an examination.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from law.models import Rule, Topic
from people.audit.services import note
from people.levels import Level
from people.models import User
from quizzes.exporting import exported, with_all_they_say
from quizzes.formats import Found, Verdict, own_json, read_file
from quizzes.formats.question import Shelf
from quizzes.item_questions import can_be_asked, never_reached, too_long
from quizzes.models import Item, ItemBank, ItemSource, QuestionFile
from quizzes.shelving import shelve

log = logging.getLogger(__name__)
IDENTITIES_AT_ONCE = 500
TRIES = 2  # the same file may be taken over twice at the same moment


@dataclass(frozen=True)
class Line:
    """One question of a file and what becomes of it. ``is_known``: it came in before, and nothing is made of it.

    ``item``: its item, once there is one.
    """

    found: Found
    identity: str = ""
    is_known: bool = False
    item: int | None = None

    @property
    def verdict(self) -> Verdict:
        return self.found.verdict

    def as_values(self) -> dict[str, Any]:
        found = self.found
        return {
            "file": found.file,
            "line": found.line,
            "title": found.title,
            "verdict": found.verdict.value,
            "reasons": list(found.reasons),
            "is_known": self.is_known,
            "item": self.item,
        }


@dataclass(frozen=True)
class Plan:
    """What would become of a file: every question that was found in it, or the ``fault`` of the whole file."""

    lines: list[Line]
    fault: Found | None = None

    @property
    def counts(self) -> dict[str, int]:
        """{accepted, draft, refused}; together all that was found. {known}: of these, what is there already."""
        found = Counter(line.verdict.value for line in self.lines)
        return {verdict.value: found[verdict.value] for verdict in Verdict} | {"known": sum(line.is_known for line in self.lines)}

    @property
    def new(self) -> list[Line]:
        return [line for line in self.lines if line.found.question and line.verdict != Verdict.REFUSED and not line.is_known]


# --- Dry run --------------------------------------------------------------------------------------


def plan_import(*, content: bytes, name: str, language: str) -> Plan:
    """Reads the file and says what would become of it. Writes nothing."""
    reading = read_file(content, name)
    lines = _with_shelf_doubts([_line(each, language) for each in reading.found], language)
    known = _here_by_key(lines, language) | _known(line.identity for line in lines if line.identity)
    seen: dict[str, Found] = {}
    for place, line in enumerate(lines):
        if not line.identity:
            continue
        item = known.get(line.identity)
        lines[place] = replace(line, is_known=item is not None or line.identity in seen, item=item)
        seen.setdefault(line.identity, line.found)
    return Plan(lines, reading.fault)


def _line(found: Found, language: str) -> Line:
    question = found.question
    if question is None or found.verdict == Verdict.REFUSED:
        return Line(found)
    if not can_be_asked(question):
        return Line(replace(found, question=None, warnings=(), refusal=_("This kind of question cannot be asked here.")))
    identity = sha256(f"{language}:{own_json.digest(question)}".encode()).hexdigest()
    return Line(replace(found, warnings=(*found.warnings, *too_long(question), *never_reached(question))), identity)


def _with_shelf_doubts(lines: list[Line], language: str) -> list[Line]:
    """Doubts about where a question says that it belongs; only the house's own JSON says so."""
    shelves = [line.found.question.shelf for line in lines if line.found.question]
    wanted = {slug for shelf in shelves for slug in shelf.rules}
    topics = set(Topic.objects.filter(locale__language_code=language).values_list("key", flat=True)) if shelves else set()
    rules = Rule.objects.filter(locale__language_code=language, slug__in=wanted) if wanted else Rule.objects.none()
    slugs = set(rules.values_list("slug", flat=True))
    return [
        replace(
            line,
            found=replace(line.found, warnings=(*line.found.warnings, *_shelf_doubts(question.shelf, topics, slugs, language))),
        )
        if (question := line.found.question)
        else line
        for line in lines
    ]


def _shelf_doubts(shelf: Shelf, topics: set[str], rules: set[str], language: str) -> list[str]:
    found = []
    if shelf.topic and shelf.topic not in topics:
        found.append(_("The topic “%(name)s” is unknown here.") % {"name": shelf.topic[:60]})
    found += [_("The rule “%(name)s” is unknown here.") % {"name": slug[:60]} for slug in shelf.rules if slug not in rules]
    if shelf.language and shelf.language != language:
        found.append(_("The question says that its language is “%(language)s”.") % {"language": shelf.language[:10]})
    if shelf.level is not None and shelf.level not in Level.values:
        found.append(_("The level is unknown."))
    return found


def _known(identities: Iterable[str]) -> dict[str, int]:
    """By identity: the item that this question became when it came in."""
    wanted = list(dict.fromkeys(identities))
    parts = (wanted[at : at + IDENTITIES_AT_ONCE] for at in range(0, len(wanted), IDENTITIES_AT_ONCE))
    return {
        identity: item
        for part in parts
        for identity, item in ItemSource.objects.filter(identity__in=part).values_list("identity", "item")
    }


def _here_by_key(lines: list[Line], language: str) -> dict[str, int]:
    """The same for questions that the house itself wrote into a file: an item of that key that still says just that."""
    named = {line.found.question.shelf.key: line for line in lines if line.found.question and line.found.question.shelf.key}
    own = Item.objects.filter(situation=None, locale__language_code=language)
    rows = with_all_they_say(own.filter(key__in=named)) if named else Item.objects.none()
    return {named[item.key].identity: item.pk for item in rows if exported(item) == named[item.key].found.question}


# --- Sending and taking over ----------------------------------------------------------------------


@transaction.atomic
def send_file(
    *, bank: ItemBank, topic: Topic, locale: Any, level: int, name: str, content: bytes, by: User, at: datetime
) -> QuestionFile:
    """Keeps a file for the look before the leap; an older one of the same person that was not taken over goes."""
    QuestionFile.objects.visible_to(by).waiting().delete()
    return QuestionFile.objects.create(
        bank=bank, topic=topic, locale=locale, level=level, name=name[-150:], content=content, sent_by=by, sent_at=at
    )


def plan_of(file: QuestionFile) -> Plan:
    """Made anew from the stored bytes each time: the banks may have changed since."""
    return plan_import(content=bytes(file.content), name=file.name, language=file.locale.language_code)


def take_over(*, file: QuestionFile, by: User, at: datetime) -> QuestionFile:
    """Makes an item of every accepted question and of every draft that is not there yet; all of them or none.

    Taking over a file twice changes nothing.
    """
    for attempt in range(1, TRIES + 1):
        try:
            with transaction.atomic():
                return _take_over(QuestionFile.objects.select_for_update().get(pk=file.pk), by, at)
        except IntegrityError:  # the same questions came in meanwhile: now they are known
            if attempt == TRIES:
                raise
    raise AssertionError


def _take_over(file: QuestionFile, by: User, at: datetime) -> QuestionFile:
    if file.taken_over_at is not None:
        return file
    plan = plan_of(file)
    made = shelve(file=file, questions=[(line.identity, line.found) for line in plan.new], by=by, at=at)
    file.lines = [replace(line, item=line.item or made.get(line.identity)).as_values() for line in plan.lines]
    file.taken_over_at, file.content = at, b""
    file.save(update_fields=["lines", "taken_over_at", "content"])
    note("questions imported", by=by.pk, at=at, file=file.pk, items=len(made))
    log.info("questions imported", extra={"data": {"file": file.pk, "by": by.pk, "items": len(made)}})
    return file
