from readiness.models.reminders import Digest, Letter, Reminder

__all__ = ["Digest", "Letter", "Reminder"]
