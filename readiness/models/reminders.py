"""The ledger of reminders, the digests to commanders, and the outbox of their letters.

The message itself is a ``people.Notice``; what is written here says why it went out, and that it does so once.
See docs/decisions/0006-reminders.md.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import Notice, Unit, User
from people.permissions import is_administrator


class LetterQuerySet(models.QuerySet["Letter"]):
    def waiting(self, at: datetime) -> Self:
        """To be sent now: pending, or begun by a run whose lease has ended without a word."""
        is_given_up = Q(state=Letter.State.SENDING, lease_until__lte=at)
        return self.filter(Q(state=Letter.State.PENDING) | is_given_up)

    def failed(self) -> Self:
        return self.filter(state=Letter.State.FAILED)


class Letter(models.Model):
    """A notice on its way by e-mail. ``key`` makes its Message-ID, the same however often it is tried."""

    class State(models.TextChoices):
        PENDING = "pending", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")

    notice = models.OneToOneField(Notice, models.PROTECT, related_name="letter")
    subject = models.CharField(_("subject"), max_length=150)
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PENDING)
    lease = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    sent_at = models.DateTimeField(_("sent"), null=True)
    error = models.CharField(_("what went wrong"), max_length=60, blank=True)  # a kind or a number, never a text with names

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes = [
            models.Index(fields=["state", "id"], name="letters_by_state"),
            models.Index(fields=["lease"], name="letters_by_lease"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state="sent") ^ Q(sent_at__isnull=True), name="letter_sent_at_a_moment"),
            models.CheckConstraint(
                condition=Q(state="sending", lease__isnull=False, lease_until__isnull=False)
                | ~Q(state="sending") & Q(lease__isnull=True, lease_until__isnull=True),
                name="letter_leased_while_sent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.state})"


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def automatic(self) -> Self:
        return self.filter(threshold__isnull=False)

    def delivered(self) -> Self:
        """With a message to the person, whatever became of its letter."""
        return self.filter(notice__isnull=False)

    def visible_to(self, user: Any, on: date) -> Self:
        """Of people who serve on the day in a unit whose training the user manages; for administrators all."""
        if is_administrator(user):
            return self
        return self.filter(user__in=User.objects.serving_in(Unit.objects.trained_by(user, on), on))

    def in_state(self, state: str) -> Self:
        """One of ``Reminder.State``; anything else: all."""
        letter = Q(notice__letter__isnull=False)
        waits = Q(notice__letter__state__in=[Letter.State.PENDING, Letter.State.SENDING])
        fails = Q(notice__letter__state=Letter.State.FAILED)
        arrived = Q(notice__isnull=False) & (~letter | Q(notice__letter__state=Letter.State.SENT))
        conditions = {
            Reminder.State.SENT: arrived,
            Reminder.State.WAITING: waits,
            Reminder.State.FAILED: fails,
            Reminder.State.SUPPRESSED: Q(notice__isnull=True),
        }
        return self.filter(conditions[Reminder.State(state)]) if state in Reminder.State.values else self


class Reminder(models.Model):
    """That a person was reminded of an achievement, or why not. With ``threshold`` the house did it, with ``by`` an officer.

    ``threshold``: days before the due day; negative after it. ``on``: the day on which it was decided.
    """

    class State(models.TextChoices):
        SENT = "sent", _("Sent")
        WAITING = "waiting", _("E-mail waiting")
        FAILED = "failed", _("E-mail failed")
        SUPPRESSED = "suppressed", _("Not sent")

    class Reason(models.TextChoices):
        OVERTAKEN = "overtaken", _("A later reminder took its place")
        EXCUSED = "excused", _("Excused that day")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reminders", verbose_name=_("person"))
    achievement_key = models.SlugField(_("achievement"), max_length=60, db_index=False)
    due_on = models.DateField(_("due"), null=True)
    threshold = models.SmallIntegerField(_("days before"), null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    on = models.DateField(_("day"))
    at = models.DateTimeField(_("at"))
    notice = models.OneToOneField(Notice, models.PROTECT, null=True, related_name="reminder", verbose_name=_("message"))
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        indexes = [
            models.Index(fields=["-at", "-id"], name="reminders_latest_first"),
            models.Index(fields=["on"], name="reminders_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "achievement_key", "due_on", "threshold"],
                condition=Q(threshold__isnull=False),
                name="reminded_once_a_threshold",
            ),
            models.UniqueConstraint(
                fields=["user", "on"], condition=Q(threshold__isnull=True), name="reminded_by_hand_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(threshold__isnull=False, due_on__isnull=False, by__isnull=True)
                | Q(threshold__isnull=True, by__isnull=False),
                name="reminded_by_house_or_officer",
            ),
            models.CheckConstraint(condition=Q(notice__isnull=True) ^ Q(reason=""), name="not_reminded_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.achievement_key} · {self.due_on} · {self.threshold}"

    @property
    def letter(self) -> Letter | None:
        """The letter beside the notice; None where there is none."""
        return getattr(self.notice, "letter", None)

    @property
    def state(self) -> State:
        if self.notice is None:
            return self.State.SUPPRESSED
        if self.letter is None or self.letter.state == Letter.State.SENT:
            return self.State.SENT
        return self.State.FAILED if self.letter.state == Letter.State.FAILED else self.State.WAITING


class Digest(models.Model):
    """That a commander was told the figures of the own people on a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="digests", verbose_name=_("commander"))
    on = models.DateField(_("day"))
    reminded = models.PositiveIntegerField(_("reminded"))
    overdue = models.PositiveIntegerField(_("overdue"))
    notice = models.OneToOneField(Notice, models.PROTECT, related_name="digest", verbose_name=_("message"))

    class Meta:
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        constraints = [models.UniqueConstraint(fields=["user", "on"], name="one_digest_a_day")]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.on}"
