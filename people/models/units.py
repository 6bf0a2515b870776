"""Where a person serves: units, their dated place in the tree, and dated postings.

Every period runs from ``starts_on`` to ``ends_on``, both days included; no end means “until further notice”.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet

from base.prepared import Prepared

if TYPE_CHECKING:
    from people.models.users import User


def valid_on(on: date, prefix: str = "") -> Q:
    """The condition that a dated row is in force on the day."""
    return Q(**{f"{prefix}starts_on__lte": on}) & (Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": on}))


def path_range(path: str, prefix: str = "") -> Q:
    """The node at the path and everything below it, as a range that an index serves (startswith scans on SQLite).

    Steps are four of 0–9 and A–Z, so the row of Z ends the subtree in every collation.
    """
    return Q(**{f"{prefix}path__gte": path, f"{prefix}path__lte": path + "Z" * 16})


class UnitQuerySet(models.QuerySet["Unit"]):
    def under(self, units: Iterable[Unit], on: date) -> Self:
        """The units and all that stand below them on the day."""
        return self.filter(pk__in=Placement.objects.valid(on).under(units, on).values("unit"))

    def commanded_by(self, user: User, on: date) -> Self:
        """The subtrees of all units in which the user holds a command on the day."""
        commands = Posting.objects.commands().valid(on).filter(user=user).values("unit")
        return self.under(list(Unit.objects.filter(pk__in=commands)), on)

    def trained_by(self, user: User, on: date) -> Self:
        """The subtrees of all units whose training officer the user is on the day; for administrators all."""
        from people.permissions import is_administrator

        if is_administrator(user):
            return self
        offices = Posting.objects.training().valid(on).filter(user=user).values("unit")
        return self.under(list(Unit.objects.filter(pk__in=offices)), on)

    def standing_over(self, user: Any, on: date) -> Self:
        """The unit of the person's main posting on the day, and every unit above it. One query to find the place."""
        return self.standing_at(paths_over(user, on), on)

    def standing_at(self, paths: Iterable[str], on: date) -> Self:
        return self.filter(pk__in=Placement.objects.valid(on).filter(path__in=paths).values("unit"))

    def visible_to(self, user: User, on: date) -> Self:
        from people.permissions import is_administrator

        return self if is_administrator(user) else self.commanded_by(user, on)


class Unit(models.Model):
    """A unit as an identity: what it is called. Where it stands is a Placement."""

    class Kind(models.TextChoices):
        CONTINGENT = "contingent", _("Contingent")
        BATTALION = "battalion", _("Battalion")
        COMPANY = "company", _("Company")
        PLATOON = "platoon", _("Platoon")
        HEADQUARTERS = "headquarters", _("Headquarters")

    country = models.ForeignKey("people.Country", models.PROTECT, related_name="units", verbose_name=_("country"))
    name = models.CharField(_("name"), max_length=100)
    short_name = models.CharField(_("short name"), max_length=30)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def __str__(self) -> str:
        return self.name


class PlacementQuerySet(MP_NodeQuerySet):
    def valid(self, on: date) -> Self:
        return self.filter(valid_on(on))

    def under(self, units: Iterable[Unit], on: date) -> Self:
        """Placements at or below those that the units have on the day."""
        paths = Placement.objects.valid(on).filter(unit__in=list(units)).values_list("path", flat=True)
        condition = Q(pk__in=[])
        for path in paths:
            condition |= path_range(path)
        return self.filter(condition)


class PlacementManager(MP_NodeManager):
    def get_queryset(self) -> PlacementQuerySet:
        return PlacementQuerySet(self.model, using=self._db).order_by("path")

    def valid(self, on: date) -> PlacementQuerySet:
        return self.get_queryset().valid(on)


class Placement(MP_Node):
    """A unit's place in the tree for a period; a move closes it and opens another, so that history stays true."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="placements", verbose_name=_("unit"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PlacementManager()

    class Meta:
        verbose_name = _("place in the tree")
        verbose_name_plural = _("places in the tree")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="placement_days_in_order"
            ),
            models.UniqueConstraint(fields=["unit"], condition=Q(ends_on__isnull=True), name="one_open_placement_a_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} ({self.starts_on}–{self.ends_on or ''})"


class PostingQuerySet(models.QuerySet["Posting"]):
    def valid(self, on: date) -> Self:
        return self.filter(valid_on(on))

    def main(self) -> Self:
        return self.filter(is_main=True)

    def serving(self, on: date) -> Self:
        """Main postings of accounts that are open on the day, excused people among them."""
        is_open = Q(user__is_active=True) | Q(user__closed_on__gt=on)
        return self.main().valid(on).filter(is_open)

    def counted(self, on: date) -> Self:
        """What makes up the strength on a day: those serving, but for those excused."""
        return self.serving(on).exclude(status=Posting.Status.EXCUSED)

    def commands(self) -> Self:
        """Postings that give a command. Whoever is lent to another unit keeps the role, and commands nothing there."""
        return self.filter(role__in=[Posting.Role.COMMANDER, Posting.Role.ACTING_COMMANDER], home=None)

    def training(self) -> Self:
        """Postings of training officers, likewise never in a unit to which somebody is only lent."""
        return self.filter(role=Posting.Role.TRAINING_OFFICER, home=None)

    def from_day(self, on: date) -> Self:
        """In force on the day or later."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))


class Posting(models.Model):
    """A person in a unit for a period; one main posting at a time says where he or she is counted.

    A change of status splits the posting: leave from 3 to 9 May makes three periods of one. So the past stays as it was.
    """

    class Role(models.TextChoices):
        MEMBER = "member", _("Member")
        COMMANDER = "commander", _("Commander")
        ACTING_COMMANDER = "acting-commander", _("Acting commander")
        TRAINING_OFFICER = "training-officer", _("Training officer")

    class Status(models.TextChoices):
        """Present and attached people count in the strength of the unit named here; excused ones count nowhere."""

        PRESENT = "present", _("Present")
        ATTACHED = "attached", _("Attached from another unit")
        EXCUSED = "excused", _("Excused")

    class Reason(models.TextChoices):
        """Why somebody is excused: a class, never the story behind it."""

        LEAVE = "leave", _("Leave")
        MEDICAL = "medical", _("Medical")
        COURSE = "course", _("On a course")
        DUTY = "duty", _("On duty elsewhere")
        OTHER = "other", _("Other")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="postings", verbose_name=_("person"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="postings", verbose_name=_("unit"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.MEMBER)
    is_main = models.BooleanField(_("main posting"), default=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.PRESENT)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices, blank=True)
    # Where somebody who is lent to this unit comes from and goes back to.
    home = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="lent", verbose_name=_("home unit"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PostingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on"]
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        indexes = [
            models.Index(fields=["unit", "is_main"], name="posting_by_unit"),
            models.Index(fields=["changed_at"], name="posting_by_change"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="posting_days_in_order"
            ),
            models.UniqueConstraint(
                fields=["user"], condition=Q(ends_on__isnull=True, is_main=True), name="one_open_main_posting_a_person"
            ),
            models.CheckConstraint(
                condition=Q(status="excused") & ~Q(reason="") | ~Q(status="excused") & Q(reason=""),
                name="excused_with_a_reason_class",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.unit} · {self.get_role_display()}"


_own_paths: Prepared[str] = Prepared(
    lambda user, on: (
        Placement.objects.valid(on)
        .filter(unit__in=Posting.objects.main().valid(on).filter(user=user).values("unit"))
        .values_list("path", flat=True)
    )
)


def paths_over(user: Any, on: date) -> tuple[str, ...]:
    """Where the unit of the person's main posting stands on the day, and every unit above it: paths in the tree."""
    step = Placement.steplen
    return tuple(sorted({path[:end] for path in _own_paths(user.pk, on) for end in range(step, len(path) + 1, step)}))


def subtree_rows(units: Iterable[Any], on: date) -> list[Placement]:
    """Placements on the day at and below the units, in tree order, with their units: one row a unit."""
    return list(Placement.objects.valid(on).under(units, on).select_related("unit").order_by("path"))
