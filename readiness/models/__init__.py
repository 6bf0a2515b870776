from readiness.models.reminders import Digest, Letter, Reminder
from readiness.models.rollup import DailyFigure

__all__ = ["DailyFigure", "Digest", "Letter", "Reminder"]
