"""What the loader remembers, so that loading again keeps what trainers changed since."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedText(models.Model):
    """One object loaded from the built-in course: which row it became, and the fingerprints of its source and of the row.

    ``parts``: the names of the fields that were written; for the order of a course or module, the primary keys of its pages.
    """

    key = models.CharField(max_length=200, unique=True, help_text=_("e.g. lesson:03-humane-treatment/1-the-minimum"))
    row_pk = models.BigIntegerField(null=True)  # empty: loaded before rows were remembered
    parts = models.JSONField(default=list)
    source_sha256 = models.CharField(max_length=64)
    stored_sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key
