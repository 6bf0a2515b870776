from readiness.models.documents import IssuedDocument, NamedPerson
from readiness.models.reminders import Digest, Letter, Reminder
from readiness.models.rollup import DailyFigure

__all__ = ["DailyFigure", "Digest", "IssuedDocument", "Letter", "NamedPerson", "Reminder"]
