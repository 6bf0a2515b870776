"""What can be earned."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import TranslatableMixin


class Achievement(TranslatableMixin, models.Model):
    """What can be earned (Open Badges 3.0: Achievement)."""

    key = models.SlugField(_("key"), max_length=60)
    name = models.CharField(_("name"), max_length=150)
    description = models.TextField(_("description"), blank=True)
    criteria = models.TextField(_("what must be done to earn it"), blank=True)
    validity_months = models.PositiveSmallIntegerField(_("valid for (months)"), null=True, blank=True)

    class Meta(TranslatableMixin.Meta):
        ordering = ["name"]
        verbose_name = _("achievement")
        verbose_name_plural = _("achievements")
        constraints = [models.UniqueConstraint(fields=["key", "locale"], name="achievement_key_once_a_language")]

    def __str__(self) -> str:
        return self.name


def offered_achievements(language: str) -> list[Achievement]:
    """Each achievement once: in the language where it exists, else in English, else in any."""
    preference = {language: 0, "en": 1}
    by_key: dict[str, Achievement] = {}
    rows = Achievement.objects.select_related("locale")
    for row in sorted(rows, key=lambda a: preference.get(a.locale.language_code, 2)):
        by_key.setdefault(row.key, row)
    return sorted(by_key.values(), key=lambda a: a.name)
