"""Corrections after the fact: what was asked with a version of an item is marked anew, and both results stay."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def undecided(self) -> Self:
        return self.filter(state=Correction.State.PROPOSED)

    def of_versions(self) -> Self:
        """About a question wherever it was drawn; the others amend one attempt alone."""
        return self.filter(item=None)

    def approved(self) -> Self:
        return self.filter(state=Correction.State.APPROVED)

    def in_order(self) -> Self:
        """As they were decided: of those approved for a version, the last one decides how it is marked."""
        return self.order_by("decided_at", "pk")


class Correction(models.Model):
    """A proposal about one version of an item, decided by a second person. A reversal is a proposal of its own.

    One that amends is about the answer of one attempt alone (``item``): ``key_before`` and ``key_after`` are then what stood
    there and what is to stand, {response: as of a step} or {points: one for each criterion}.

    ``key_before``, ``key_after``: the key by which the version was marked when it was proposed, and the one by which it is to be
    marked, of the same shape as that of the version; None where it counts for nobody.
    """

    class Deed(models.TextChoices):
        WITHDRAW = "withdraw", _("Withdraw: it counts for nobody")
        REKEY = "re-key", _("Mark by another key")
        REVERSE = "reverse", _("Take an earlier correction back")
        AMEND = "amend", _("Put right one answer, or its points, of one attempt")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Waits for a second person")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Taken back by who proposed it")

    version = models.ForeignKey("quizzes.ItemVersion", models.PROTECT, related_name="corrections", verbose_name=_("question"))
    item = models.ForeignKey("quizzes.AttemptItem", models.PROTECT, null=True, related_name="amendments", editable=False)
    deed = models.CharField(_("what is to be done"), max_length=10, choices=Deed.choices)
    key_before = models.JSONField(null=True)
    key_after = models.JSONField(null=True)
    reverses = models.ForeignKey("self", models.PROTECT, null=True, related_name="reversals", verbose_name=_("takes back"))
    reason = models.TextField(_("reason"))
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("proposed by"))
    proposed_at = models.DateTimeField(_("proposed"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PROPOSED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    note = models.TextField(_("note on the decision"), blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        constraints = [
            models.UniqueConstraint(
                fields=["version"], condition=Q(state="proposed", item=None), name="one_undecided_correction_a_version"
            ),
            models.UniqueConstraint(fields=["item"], condition=Q(state="proposed"), name="one_undecided_amendment_an_answer"),
            models.CheckConstraint(
                condition=Q(deed="amend", item__isnull=False, key_after__isnull=False)
                | (~Q(deed="amend") & Q(item__isnull=True)),
                name="amendment_names_its_answer",
            ),
            models.UniqueConstraint(fields=["reverses"], condition=Q(state="approved"), name="correction_taken_back_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "refused"]) | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                name="correction_decided_by_a_second_person",
            ),
            models.CheckConstraint(condition=Q(state="proposed") ^ Q(decided_at__isnull=False), name="correction_decided_at"),
            models.CheckConstraint(condition=~Q(reason=""), name="correction_has_a_reason"),
            models.CheckConstraint(condition=~Q(deed="re-key") | Q(key_after__isnull=False), name="key_where_it_is_marked_anew"),
            models.CheckConstraint(
                condition=~Q(deed="withdraw") | Q(key_after__isnull=True), name="no_key_where_it_is_withdrawn"
            ),
            models.CheckConstraint(condition=Q(deed="reverse") ^ Q(reverses__isnull=True), name="reversal_names_its_correction"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.deed} ({self.state})"

    def get_absolute_url(self) -> str:
        return reverse("corrections:correction", args=[self.pk])

    @property
    def is_undecided(self) -> bool:
        return self.state == self.State.PROPOSED


class CorrectedResult(models.Model):
    """The result of an attempt under an approved correction, appended beside the earlier ones; the last one stands.

    ``result`` has the shape of ``Attempt.result``. ``passed_before``: what stood until then.
    """

    attempt = models.ForeignKey("quizzes.Attempt", models.PROTECT, related_name="corrected_results")
    correction = models.ForeignKey(Correction, models.PROTECT, related_name="results")
    sequence = models.PositiveSmallIntegerField()
    percent = models.DecimalField(_("per cent"), max_digits=5, decimal_places=2)
    passed = models.BooleanField(_("passed"))
    passed_before = models.BooleanField()
    result = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["attempt", "sequence"]
        verbose_name = _("corrected result")
        verbose_name_plural = _("corrected results")
        constraints = [
            models.UniqueConstraint(fields=["attempt", "sequence"], name="corrected_result_sequence_once"),
            models.UniqueConstraint(fields=["attempt", "correction"], name="one_result_a_correction"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}/{self.sequence}"

    @property
    def is_flipped(self) -> bool:
        return self.passed != self.passed_before
