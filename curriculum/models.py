"""What the loader remembers, so that loading again keeps what trainers changed since; and what the lessons answer to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

SEVERAL = _("Several are separated by semicolons.")


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


class TrainingStandard(models.Model):
    """The edition of the training standard that the lessons are mapped to. ``review``: open points, a line each."""

    edition = models.CharField(max_length=100)
    review = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.edition


class MappedLesson(models.Model):
    """A lesson and what it answers to; several numbers or topics are separated by semicolons."""

    standard = models.ForeignKey(
        TrainingStandard, on_delete=models.CASCADE, related_name="lessons", verbose_name=_("training standard")
    )
    lesson = models.ForeignKey("courses.LessonPage", on_delete=models.CASCADE, related_name="+", verbose_name=_("lesson"))
    number = models.CharField(_("number"), max_length=10)
    answers_to = models.CharField(_("lessons of the training standard"), max_length=100, blank=True, help_text=SEVERAL)
    topics = models.CharField(_("topics of the training standard"), max_length=500, blank=True, help_text=SEVERAL)
    also = models.CharField(_("also in"), max_length=500, blank=True, help_text=SEVERAL)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order"]
        verbose_name = _("mapped lesson")
        verbose_name_plural = _("mapping of lessons")
        constraints = [models.UniqueConstraint(fields=["standard", "lesson"], name="a_lesson_is_mapped_once")]

    def __str__(self) -> str:
        return f"{self.number}: {self.answers_to}"
