"""The three levels of training, lowest first; they compare as numbers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.IntegerChoices):
    EVERYONE = 1, _("Everyone")
    NCOS = 2, _("NCOs and junior officers")
    COMMANDERS = 3, _("Commanders and staff")
