"""The pages of corrections: what is proposed, whose result changes, what hangs on it; names for those who may read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from courses.permissions import can_revoke_earned
from courses.revoked import revoked_at
from people.models import User
from quizzes.corrections.effects import Effect, effects_of, fingerprint
from quizzes.corrections.permissions import can_decide, can_withdraw_proposal, people_known_to, sees_all_names
from quizzes.corrections.services import is_deciding
from quizzes.kinds import KINDS
from quizzes.models import AttemptItem, Correction, Item, ItemVersion
from quizzes.reports.permissions import LEAST_PEOPLE

MOST_FOUND = 30


@dataclass(frozen=True)
class Line:
    """One attempt whose result changes. ``stake``: the certificate that hangs on it, for the approver to decide."""

    attempt: int
    learner: User
    quiz: str
    before: Decimal | None
    after: Decimal
    passed_before: bool
    passed_after: bool
    stake: str = ""
    may_revoke: bool = False
    was_revoked: bool = False


@dataclass(frozen=True)
class Figures:
    """Over attempts; None where it would tell of too few people."""

    changed: int | None
    up: int | None
    down: int | None

    @property
    def shown(self) -> list[tuple[str, str]]:
        few = _("fewer than %(least)d") % {"least": LEAST_PEOPLE}
        words = (_("results that change"), _("pass now"), _("fail now"))
        numbers = (self.changed, self.up, self.down)
        return [(word, few if number is None else str(number)) for word, number in zip(words, numbers, strict=True)]


@dataclass(frozen=True)
class CorrectionReading:
    """``lines``: results that change, of people whom the reader may know by name; ``unnamed``: there are others. ``seen``: sent
    back with the decision, so that nobody approves other effects than those shown."""

    correction: Correction
    key_before: list[str] | None  # None: it counted for nobody
    key_after: list[str] | None
    figures: Figures
    lines: list[Line]
    unnamed: bool
    seen: str
    may_decide: bool
    may_withdraw: bool
    may_reverse: bool

    @property
    def up(self) -> list[Line]:
        return [line for line in self.lines if line.passed_after and not line.passed_before]

    @property
    def down(self) -> list[Line]:
        return [line for line in self.lines if line.passed_before and not line.passed_after]

    @property
    def rest(self) -> list[Line]:
        return [line for line in self.lines if line.passed_before == line.passed_after]


def read_correction(correction: Correction, reader: User, on: date) -> CorrectionReading:
    """A proposal is worked out as things stand; what was approved is read from its own rows."""
    effects = effects_of(correction) if correction.is_undecided else []
    lines = _lines_of(effects, reader) if correction.is_undecided else _lines_of_record(correction)
    waits = Correction.objects.undecided().of_versions().filter(version=correction.version_id).exists()
    known = None if sees_all_names(reader, correction) else people_known_to(reader, on)
    named = [line for line in lines if known is None or line.learner.pk in known]
    return CorrectionReading(
        correction=correction,
        key_before=in_words(correction.version, correction.key_before),
        key_after=in_words(correction.version, correction.key_after),
        figures=_figures(lines, is_whole=known is None),
        lines=named,
        unnamed=len(named) < len(lines),
        seen=fingerprint(effects),
        may_decide=can_decide(reader, correction),
        may_withdraw=can_withdraw_proposal(reader, correction),
        may_reverse=not waits and is_deciding(correction),
    )


def _lines_of(effects: Iterable[Effect], reader: User) -> list[Line]:
    return [
        Line(
            attempt=effect.attempt.pk,
            learner=effect.learner,
            quiz=effect.attempt.quiz.title,
            before=effect.percent_before,
            after=effect.after.percent,
            passed_before=effect.passed_before,
            passed_after=effect.after.passed,
            stake=stake_of(effect),
            may_revoke=bool(stake_of(effect)) and can_revoke_earned(reader, effect.attempt.enrolment),
        )
        for effect in effects
    ]


def stake_of(effect: Effect) -> str:
    """The certificate that hangs on it: the attempt would fail, no other of the quiz stands, and what it earned still counts."""
    held = effect.attempt.enrolment.credential
    if held is None or held.revoked_at is not None or held.superseded_at is not None:
        return ""
    return held.title if effect.loses and effect.attempt.quiz.is_required else ""


def _lines_of_record(correction: Correction) -> list[Line]:
    rows = correction.results.select_related("attempt__quiz", "attempt__corrected", "attempt__enrolment__learner__rank")
    taken = revoked_at(correction.decided_at)
    lines = []
    for row in rows.select_related("attempt__enrolment__credential").order_by("attempt"):
        enrolment = row.attempt.enrolment
        fell = row.passed_before and not row.passed
        held = enrolment.credential
        lines.append(
            Line(
                attempt=row.attempt_id,
                learner=enrolment.learner,
                quiz=row.attempt.quiz.title,
                before=_percent_before(row),
                after=row.percent,
                passed_before=row.passed_before,
                passed_after=row.passed,
                stake=enrolment.credential.title if fell and enrolment.credential else "",
                was_revoked=fell and held is not None and (enrolment.learner_id, held.achievement_key) in taken,
            )
        )
    return lines


def _percent_before(row: Any) -> Decimal | None:
    """What stood until then: the result before it in the attempt's own sequence."""
    earlier = row.attempt.corrected_results.filter(sequence__lt=row.sequence).order_by("-sequence").first()
    return earlier.percent if earlier else row.attempt.percent


def _figures(lines: list[Line], *, is_whole: bool) -> Figures:
    up = [line for line in lines if line.passed_after and not line.passed_before]
    down = [line for line in lines if line.passed_before and not line.passed_after]
    groups = [lines, up, down]
    if is_whole:
        return Figures(*(len(group) for group in groups))
    return Figures(*(len(group) if len({line.learner.pk for line in group}) >= LEAST_PEOPLE else None for group in groups))


# --- Keys in words -------------------------------------------------------------------------------


def in_words(version: ItemVersion, answer_key: Any) -> list[str] | None:
    """What a key takes as right, one line each, or what was answered, or its points; None where there is none."""
    if answer_key is None:
        return None
    kind, content = KINDS[version.kind], version.content
    if "response" in answer_key:
        return [kind.summarise(content, answer_key["response"])]
    if "points" in answer_key:
        criteria = zip(version.answer_key["criteria"], answer_key["points"], strict=True)
        return [f"{criterion['text']}: {points}" for criterion, points in criteria]
    lines = kind.reveal(content, answer_key, kind.lay_out(content, lambda ids: ids), None)
    return [line.text for line in lines if line.is_right]


# --- Finding a question --------------------------------------------------------------------------


def found_versions(words: str) -> QuerySet[ItemVersion]:
    """Versions that were drawn and whose item says the words, the latest first. One query."""
    items = Item.objects.all()
    for word in words.split()[:8]:
        items = items.filter(stem__icontains=word) | items.filter(key=word)
    versions = ItemVersion.objects.filter(Exists(AttemptItem.objects.filter(version=OuterRef("pk"))), item__in=items)
    return versions.select_related("item__bank").order_by("-frozen_at", "-pk")[:MOST_FOUND]
