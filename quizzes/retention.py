"""What this floor keeps about people, and how long. The whole: ``people.retention``."""

from __future__ import annotations

from django.db.models import Q

from people.retention.rules import ERASED, FIVE_YEARS, MONTH, TEN_YEARS, TWO_YEARS, Rule, blank

OPEN_ANSWERS = Q(item__version__kind="open-answer", response__isnull=False)

RULES = (
    Rule(
        "quizzes.Step",
        "What somebody answered: a result can be contested and corrected only from it. Choices stay as figures of the question.",
        person="attempt__enrolment__learner",
        fields=("attempt", "item", "actor", "response", "detail"),
        texts=("response", "detail"),
    ),
    Rule(
        "quizzes.Step",
        "The words of an open answer; its points stay.",
        person="attempt__enrolment__learner",
        where=OPEN_ANSWERS,
        which="open answers",
        days=FIVE_YEARS,
        since="at",
        action=blank(response=None),
        erased=blank(response=None),
    ),
    Rule(
        "quizzes.Marking",
        "Who marked an open answer, with which words.",
        person="item__attempt__enrolment__learner",
        fields=("item", "marker", "comment"),
        texts=("comment",),
        harmless=("points",),
        days=FIVE_YEARS,
        since="marked_at",
        action=blank(comment=""),
        erased=blank(comment=""),
    ),
    Rule(
        "quizzes.CorrectedResult",
        "How a result was corrected.",
        person="attempt__enrolment__learner",
        fields=("attempt",),
        harmless=("result",),
    ),
    Rule(
        "quizzes.AttemptItem",
        "Which questions somebody drew.",
        person="attempt__enrolment__learner",
        fields=("attempt",),
        harmless=("option_order",),
    ),
    Rule(
        "quizzes.SittingEvent",
        "What happened in an examination, and why.",
        person="seat__learner",
        fields=("seat", "actor", "reason"),
        texts=("reason",),
        days=FIVE_YEARS,
        since="at",
        action=blank(reason=""),
    ),
    Rule("quizzes.Seat", "Who sat an examination.", person="learner", fields=("learner", "attempt")),
    Rule(
        "quizzes.Sitting",
        "Who held an examination.",
        fields=("opened_by", "closed_by", "note"),
        texts=("note",),
        harmless=("code",),
        days=FIVE_YEARS,
        since="closed_at",
        action=blank(note=""),
    ),
    Rule(
        "quizzes.PaperForm",
        "An examination on paper: for whom it was typed in, by whom.",
        person="attempt__enrolment__learner",
        fields=("attempt", "printed_by", "entered_by"),
        harmless=("rules",),
    ),
    Rule(
        "quizzes.Attempt",
        "Which result somebody had, under which rules.",
        person="enrolment__learner",
        fields=("enrolment", "corrected"),
        harmless=("rules", "result"),
    ),
    Rule(
        "quizzes.Correction",
        "Who corrected results, and why.",
        fields=("proposed_by", "decided_by", "reason", "note"),
        texts=("reason", "note"),
        harmless=("key_before", "key_after"),
        days=TEN_YEARS,
        since="decided_at",
        action=blank(reason=ERASED, note=""),
    ),
    Rule(
        "quizzes.ExtraTime",
        "Extra time in examinations: how much, never why.",
        person="person",
        fields=("person", "recorded_by"),
    ),
    Rule(
        "quizzes.Item",
        "Who holds a question open.",
        fields=("locked_by",),
        harmless=("stem", "image_alternative", "image_credit", "model_answer", "misconception"),
    ),
    Rule(
        "quizzes.QuestionFile",
        "A file of questions on its way into a bank.",
        fields=("sent_by", "name", "content", "lines"),
        texts=("name",),
        days=TWO_YEARS,
        since="sent_at",
        action=blank(name=ERASED),
    ),
    Rule(
        "quizzes.QuestionFile",
        "A file of questions that nobody took over.",
        where=Q(taken_over_at__isnull=True),
        which="not taken over",
        days=MONTH,
        since="sent_at",
        action=blank(content=b"", lines=[]),
    ),
    Rule("quizzes.LegalReviewState", "As a review in the editor.", harmless=()),
)

IMPERSONAL = (
    "quizzes.BlueprintRow",
    "quizzes.FoundDifficulty",
    "quizzes.Item_rules",
    "quizzes.ItemBank",
    "quizzes.ItemSource",
    "quizzes.ItemTag",
    "quizzes.ItemVersion",
    "quizzes.LegalReview",
    "quizzes.LegalReview_groups",
    "quizzes.PaperItem",
    "quizzes.QuizPage",
    "quizzes.QuizPage_critical_topics",
)
