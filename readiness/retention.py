"""What this floor keeps about people, and how long. The whole: ``people.retention``."""

from __future__ import annotations

from people.retention.rules import DELETE, ERASED, TEN_YEARS, TWO_YEARS, Rule, blank

RULES = (
    Rule(
        "readiness.Letter",
        "A message that also went out as a letter.",
        person="notice__user",
        section="reminders",
        fields=("notice", "subject", "error"),
        texts=("subject", "error"),
        days=TWO_YEARS,
        since="notice__sent_at",
        action=blank(subject="", error=""),
        erased=blank(subject="", error=""),
    ),
    Rule(
        "readiness.Reminder",
        "That somebody was reminded, so that nobody is reminded twice.",
        person="user",
        section="reminders",
        fields=("user", "by", "notice"),
    ),
    Rule(
        "readiness.Digest", "That a commander was told the figures.", person="user", section="digests", fields=("user", "notice")
    ),
    Rule(
        "readiness.NamedPerson",
        "Which line of a document is about whom: so each finds the own line.",
        person="user",
        section="documents",
        fields=("user", "document"),
        days=TEN_YEARS,
        since="document__issued_at",
        action=DELETE,
        erased=DELETE,
    ),
    Rule(
        "readiness.IssuedDocument",
        "What a commander certified before a deployment: the files and the nominal list.",
        fields=("issued_by", "withdrawn_by", "content", "people", "pdf", "workbook", "withdrawal_reason"),
        harmless=("code", "title", "issuer", "language", "digest"),
        days=TEN_YEARS,
        since="issued_at",
        action=blank(content={}, people=[], pdf=b"", workbook=b""),
    ),
    Rule(
        "readiness.IssuedDocument",
        "Why a document was withdrawn.",
        texts=("withdrawal_reason",),
        days=TEN_YEARS,
        since="withdrawn_at",
        action=blank(withdrawal_reason=ERASED),
    ),
)

IMPERSONAL = ("readiness.DailyFigure", "curriculum.LoadedText", "curriculum.MappedLesson", "curriculum.TrainingStandard")
