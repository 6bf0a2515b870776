"""Deeds on corrections: propose, approve, refuse, take back. Rows are locked in one order: correction, enrolments, attempts."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from courses.models import Enrolment
from courses.services import earn_again, revoke_earned
from people.audit.services import note
from people.models import User
from quizzes.corrections.appending import append_result
from quizzes.corrections.effects import Effect, concerned, effects_of, fingerprint
from quizzes.corrections.open_answers import settle_open_answers
from quizzes.grading import rulings_on
from quizzes.kinds import KINDS
from quizzes.models import AttemptItem, Correction, Item, ItemVersion
from quizzes.record import saved_answer
from quizzes.services import complete_quiz

log = logging.getLogger("bluehelm.quizzes")


class CorrectionRefused(ValueError):
    """It cannot be proposed or decided so; the message is for the person who tried."""


class ListChanged(Exception):
    """Since the list was shown, other results have come in; it must be looked at again."""


# --- Proposing -----------------------------------------------------------------------------------


@transaction.atomic
def propose_withdrawal(*, version: ItemVersion, reason: str, by: User, at: datetime) -> Correction:
    """That the version counts for nobody. Raises CorrectionRefused."""
    if key_in_force(version) is None:
        raise CorrectionRefused(_("This question is withdrawn already."))
    return _propose(version=version, deed=Correction.Deed.WITHDRAW, reason=reason, proposed_by=by, proposed_at=at)


@transaction.atomic
def propose_rekey(*, version: ItemVersion, answer_key: dict[str, Any], reason: str, by: User, at: datetime) -> Correction:
    """That the version is marked by another key, of the same shape. Raises CorrectionRefused."""
    if answer_key == key_in_force(version):
        raise CorrectionRefused(_("This is the key by which the question is marked already. Choose another one."))
    deed = Correction.Deed.REKEY
    return _propose(version=version, deed=deed, key_after=answer_key, reason=reason, proposed_by=by, proposed_at=at)


@transaction.atomic
def propose_reversal(*, correction: Correction, reason: str, by: User, at: datetime) -> Correction:
    """That an approved correction is taken back; what it changed stays in the record. Raises CorrectionRefused."""
    if not is_deciding(correction):
        raise CorrectionRefused(_("Only the correction that decides now can be taken back."))
    return _propose(
        version=correction.version,
        deed=Correction.Deed.REVERSE,
        reverses=correction,
        key_after=correction.key_before,
        reason=reason,
        proposed_by=by,
        proposed_at=at,
    )


@transaction.atomic
def propose_amendment(*, item: AttemptItem, after: dict[str, Any], reason: str, by: User, at: datetime) -> Correction:
    """That another answer stands in one attempt, or other points for it. Raises CorrectionRefused, ResponseRefused.

    ``after``: {response}, as a step has it, or {points}, one for each criterion of the rubric.
    """
    attempt, version = item.attempt, item.version
    if attempt.enrolment.learner_id == by.pk:
        raise CorrectionRefused(_("It is an attempt of your own. Somebody else must propose it."))
    if attempt.standing.passed is None or attempt.pass_mark is None:
        raise CorrectionRefused(_("Only an attempt that has its result can be put right."))
    if hasattr(attempt, "replaced_by"):
        raise CorrectionRefused(_("A sheet of paper stands in the place of this attempt. Put the sheet right."))
    if "response" in after:
        after = {"response": KINDS[version.kind].clean_response(version.content, after["response"])}
    before = stands_for(item, next(iter(after)))
    if after == before:
        raise CorrectionRefused(_("This is what stands there already. Nothing was proposed."))
    values = {"item": item, "deed": Correction.Deed.AMEND, "key_before": before, "key_after": after}
    return _propose(version=version, reason=reason, proposed_by=by, proposed_at=at, **values)


def stands_for(item: AttemptItem, what: str) -> dict[str, Any]:
    """What counts now as the answer (“response”), or as its points (“points”): the last amendment, else what was saved first."""
    approved = Correction.objects.approved().filter(item=item).in_order().values_list("key_after", flat=True)
    if last := [each for each in approved if each and what in each]:
        return dict(last[-1])
    if what == "points":
        return {"points": item.marking.points}
    return {"response": saved_answer(item.pk)}


def is_deciding(correction: Correction) -> bool:
    """Of all approved corrections of its version it is the last: the version is marked by it."""
    return Correction.objects.approved().of_versions().filter(version=correction.version_id).in_order().last() == correction


def key_in_force(version: ItemVersion) -> Mapping[str, Any] | None:
    """The key by which the version is marked now; None where it counts for nobody."""
    ruling = rulings_on([version.pk]).get(version.pk)
    return ruling.answer_key if ruling else version.answer_key


def _propose(*, version: ItemVersion, reason: str, **values: Any) -> Correction:
    ItemVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if not reason.strip():
        raise CorrectionRefused(_("Write the reason."))
    if Correction.objects.undecided().filter(version=version, item=values.get("item")).exists():
        raise CorrectionRefused(_("Another correction of this question waits for its decision. Decide on that one first."))
    values.setdefault("key_before", key_in_force(version))
    correction = Correction.objects.create(version=version, reason=reason.strip(), **values)
    _log("proposed", correction, values["proposed_by"], values["proposed_at"])
    return correction


# --- Deciding ------------------------------------------------------------------------------------


@transaction.atomic
def approve_correction(
    *, correction: Correction, by: User, at: datetime, seen: str, revoke: Collection[int] = (), note: str = ""
) -> Correction:
    """Marks anew: appends a result wherever it changes, writes what now passes into the ledger, gives back the certificates that
    a correction had taken from them, and revokes those of attempts that now fail and were named by the approver (``revoke``:
    primary keys of attempts).

    ``seen``: the fingerprint of the list that was shown. Raises CorrectionRefused, ListChanged.
    """
    correction = _to_decide(correction, by)
    _hold(correction)
    effects = effects_of(correction)
    if fingerprint(effects) != seen:
        raise ListChanged
    if any(effect.attempt.enrolment.learner_id == by.pk for effect in effects):
        raise CorrectionRefused(_("It changes a result of your own. Somebody else must decide."))
    _decide(correction, Correction.State.APPROVED, by, at, note)
    for effect in effects:
        append_result(correction, effect, at)
        if effect.is_flipped and effect.after.passed:
            complete_quiz(attempt=effect.attempt, result=effect.after, at=at)
            _give_back(effect, at)
        if effect.loses and effect.attempt.pk in revoke:
            reason = _("A question of the quiz was corrected: %(reason)s") % {"reason": correction.reason}
            revoke_earned(enrolment=effect.attempt.enrolment, by=by, reason=reason, at=at)
    if correction.key_after is None:
        _retire(correction.version)
    settle_open_answers(correction, at)
    return correction


@transaction.atomic
def refuse_correction(*, correction: Correction, by: User, at: datetime, note: str = "") -> Correction:
    """Nothing changes. Raises CorrectionRefused."""
    return _decide(_to_decide(correction, by), Correction.State.REFUSED, by, at, note)


@transaction.atomic
def withdraw_proposal(*, correction: Correction, by: User, at: datetime) -> Correction:
    """Who proposed it takes it back before it is decided. Raises CorrectionRefused."""
    row = _undecided(correction)
    if row.proposed_by_id != by.pk:
        raise CorrectionRefused(_("Only who proposed it can take it back."))
    return _decide(row, Correction.State.WITHDRAWN, by, at, "")


def _undecided(correction: Correction) -> Correction:
    row = Correction.objects.select_for_update(of=("self",)).select_related("version").get(pk=correction.pk)
    if not row.is_undecided:
        raise CorrectionRefused(_("This was decided already. Nothing was changed."))
    return row


def _to_decide(correction: Correction, by: User) -> Correction:
    row = _undecided(correction)
    if row.proposed_by_id == by.pk:
        raise CorrectionRefused(_("You proposed this. Somebody else must decide."))
    return row


def _hold(correction: Correction) -> None:
    """Holds every enrolment that it is about: nobody hands in while results are marked anew."""
    drawn = concerned(correction).values("enrolment")
    list(Enrolment.objects.select_for_update(of=("self",)).filter(pk__in=drawn).order_by("pk").values_list("pk"))


def _decide(row: Correction, state: Correction.State, by: User, at: datetime, note: str) -> Correction:
    row.state, row.decided_by, row.decided_at, row.note = state, by, at, note.strip()
    row.save(update_fields=["state", "decided_by", "decided_at", "note"])
    _log(state.value, row, by, at)
    return row


def _give_back(effect: Effect, at: datetime) -> None:
    """A certificate that an earlier correction of the same attempt took: who passes again holds it again."""
    held = effect.attempt.enrolment.credential
    if held is None or held.revoked_at is None:
        return
    if effect.attempt.corrected_results.filter(passed=False, at=held.revoked_at).exists():
        earn_again(enrolment=effect.attempt.enrolment, at=at)


def _retire(version: ItemVersion) -> None:
    """An item that still asks what was withdrawn is drawn no longer; one that was mended meanwhile goes on."""
    item = version.item
    if item.kind == version.kind and KINDS[item.kind].freeze(item)[0] == version.content:
        Item.objects.filter(pk=item.pk).update(status=Item.Status.RETIRED)


def _log(what: str, correction: Correction, by: User, at: datetime) -> None:
    data = {"correction": correction.pk, "version": correction.version_id, "deed": correction.deed, "by": by.pk}
    log.warning(f"correction {what}", extra={"data": data})
    note(f"correction {what}", by=by.pk, at=at, correction=correction.pk, version=correction.version_id)
