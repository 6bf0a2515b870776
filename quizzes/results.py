"""The result of a submitted attempt, as far as its policy lets the learner see."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.urls import reverse

from base.routing import page_path
from courses.outline import ActivityRow, course_around, course_outline
from law.models import Rule
from quizzes.grading import Ruling, amended_responses, rulings_on
from quizzes.kinds import KINDS
from quizzes.kinds.hotspot import ShownPicture
from quizzes.kinds.interface import Revealed
from quizzes.models import Attempt, AttemptItem, Marking, QuizPage
from quizzes.record import Record, read_record
from quizzes.sheet import Question
from quizzes.study import CitedRule, Lesson, Study, study_on
from quizzes.topic_scores import TopicScore


@dataclass(frozen=True)
class RevealedRule:
    """A rule as it was worded when the item was frozen. ``applies``: in words."""

    citation: str
    title: str
    gist: str
    applies: str
    url: str

    @property
    def links(self) -> list[RevealedRule]:
        """As the rule card takes its citations."""
        return [self]


@dataclass(frozen=True)
class Marked:
    """``fraction``: what was earned; None where the item was withdrawn and counts for nobody."""

    fraction: float | None
    options: list[Revealed]
    picture: ShownPicture | None  # with its lettered places, where some of them were to be chosen

    @property
    def verdict(self) -> str:
        if self.fraction is None:
            return "withdrawn"
        return "right" if self.fraction == 1 else "part" if self.fraction else "wrong"


@dataclass(frozen=True)
class RevealedPart(Marked):
    """One question of a situation, with its own mark."""

    number: int
    stem: str
    is_answered: bool


@dataclass(frozen=True)
class RevealedItem(Marked):
    """One item with its key: only ever made after a practice attempt was submitted. ``parts``: of a situation, else empty."""

    question: Question
    rules: list[RevealedRule]
    parts: list[RevealedPart] = field(default_factory=list)

    @property
    def is_answered(self) -> bool:
        return self.question.is_answered

    @property
    def right_parts(self) -> int:
        return sum(part.fraction == 1 for part in self.parts)


@dataclass(frozen=True)
class TopicReading(TopicScore):
    """How one topic went, and where to read it again."""

    is_critical: bool
    study: Study = field(default_factory=Study)

    @property
    def lessons(self) -> list[Lesson]:
        return self.study.lessons

    @property
    def rules(self) -> list[CitedRule]:
        return self.study.rules


@dataclass(frozen=True)
class ResultReading:
    """``items`` and ``remarks`` are empty after anything but practice."""

    attempt: Attempt
    topics: list[TopicReading]
    items: list[RevealedItem]
    next: ActivityRow | None
    is_course_complete: bool
    remarks: list[Marking] = field(default_factory=list)

    @property
    def short(self) -> list[TopicReading]:
        return [topic for topic in self.topics if topic.is_short]

    @property
    def critical(self) -> list[TopicReading]:
        return [topic for topic in self.topics if topic.is_critical]

    @property
    def sections(self) -> list[dict[str, Any]]:
        """Parts of the examination below their minimum: {name, right, of, minimum}."""
        return list((self.attempt.standing.result or {}).get("sections_missed", []))

    @property
    def right(self) -> int:
        return sum(topic.right for topic in self.topics)

    @property
    def quiz_url(self) -> str:
        quiz = self.attempt.quiz
        return page_path(quiz.url_path, quiz.locale.language_code) if quiz.live else ""


def read_result(attempt: Attempt, learner: Any) -> ResultReading:
    """Per item only after practice; by topic otherwise; nothing but thanks after a survey."""
    policy, survey = attempt.policy, QuizPage.Policy.SURVEY
    outline = course_outline(course_around(attempt.quiz), learner) if attempt.standing.passed else None
    return ResultReading(
        attempt=attempt,
        topics=_topics(attempt) if policy != survey and not attempt.pending else [],
        items=revealed_items(attempt, read_record(attempt)) if policy == QuizPage.Policy.PRACTICE and not attempt.pending else [],
        remarks=_remarks(attempt) if policy == QuizPage.Policy.PRACTICE else [],
        next=outline.next if outline else None,
        is_course_complete=outline is not None and outline.is_complete,
    )


def _remarks(attempt: Attempt) -> list[Marking]:
    """What trainers wrote to the open answers. One query."""
    rows = Marking.objects.filter(item__attempt=attempt, marked_at__isnull=False).exclude(comment="")
    return list(rows.select_related("item").order_by("item__number"))


def _topics(attempt: Attempt) -> list[TopicReading]:
    result = attempt.standing.result or {}
    short = [topic["key"] for topic in result["topics"] if topic["short"]]
    study = study_on(short, attempt.quiz) if short else {}
    return [
        TopicReading(
            key=topic["key"],
            name=topic["name"],
            right=topic["right"],
            of=topic["of"],
            is_short=topic["short"],
            is_critical=topic["key"] in result["critical_missed"],
            study=study.get(topic["key"], Study()),
        )
        for topic in result["topics"]
    ]


def revealed_items(attempt: Attempt, record: Record, of: Collection[int] | None = None) -> list[RevealedItem]:
    """All drawn items, or those ``of`` these keys, with the answers that stand and their keys. Two queries; one more once it is
    handed in, because an answer may have been put right since.

    Whether the policy allows it is the caller's to ask. An item that was withdrawn has no fraction.
    """
    rows = AttemptItem.objects.filter(attempt=attempt).select_related("version").order_by("number")
    drawn = [row for row in rows if of is None or row.pk in of]
    rulings = rulings_on(row.version_id for row in drawn)
    fractions = (attempt.standing.result or {}).get("fractions")
    amended = amended_responses([attempt.pk]) if attempt.submitted_at is not None else {}
    return [
        _revealed_item(row, amended.get(row.pk, record.response(row.pk)), fractions, rulings.get(row.version_id)) for row in drawn
    ]


def _revealed_item(
    row: AttemptItem, response: dict[str, Any] | None, fractions: dict[str, float] | None, ruling: Ruling | None
) -> RevealedItem:
    """``fractions``: what was found when the attempt was handed in; before that the answer is marked here."""
    version = row.version
    key = ruling.answer_key if ruling is not None and ruling.answer_key is not None else version.answer_key
    is_withdrawn = ruling is not None and ruling.is_withdrawn
    fraction = fractions.get(str(row.number)) if fractions is not None else _fraction(version.kind, key, response, is_withdrawn)
    question = Question(row.number, KINDS[version.kind], version.content, row.option_order, version.language, response)
    options, picture = _revealed(question, key)
    labels = dict(Rule.Applies.choices)
    rules = [
        RevealedRule(
            r["citation"], r["title"], r["gist"], str(labels.get(r["applies"], "")), reverse("law:rule", args=[r["slug"]])
        )
        for r in key["rules"]
    ]
    return RevealedItem(fraction, options, picture, question, rules, _revealed_parts(question, dict(key), is_withdrawn))


def _revealed(question: Question, key: Mapping[str, Any]) -> tuple[list[Revealed], ShownPicture | None]:
    """The key in words; of places on a picture the picture too, with the letters of its places before their words."""
    lines = question.kind.reveal(question.content, dict(key), question.order, question.response)
    if "regions" not in question.content:
        return lines, None
    picture: ShownPicture = question.view
    letters = [region.letter for region in picture.regions]
    return [replace(line, text=f"{letter}. {line.text}") for letter, line in zip(letters, lines, strict=True)], picture


def _revealed_parts(question: Question, key: dict[str, Any], is_withdrawn: bool) -> list[RevealedPart]:
    given = (question.response or {}).get("parts", {})
    parts = []
    for number, inner in enumerate(question.kind.questions_in(question.content, key), start=1):
        kind, response = KINDS[inner.kind], given.get(inner.id)
        mark = _fraction(inner.kind, inner.answer_key, response, is_withdrawn)
        asked = Question(question.number, kind, inner.content, question.order, question.language, response)
        options, picture = _revealed(asked, inner.answer_key)
        parts.append(RevealedPart(mark, options, picture, number, str(inner.content["stem"]), asked.is_answered))
    return parts


def _fraction(kind: str, key: Mapping[str, Any], response: dict[str, Any] | None, is_withdrawn: bool) -> float | None:
    return None if is_withdrawn else float(KINDS[kind].mark(dict(key), response))
