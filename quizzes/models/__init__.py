from quizzes.models.attempts import Attempt, AttemptItem, Step
from quizzes.models.corrections import CorrectedResult, Correction
from quizzes.models.found import FoundDifficulty
from quizzes.models.imports import ItemSource, QuestionFile
from quizzes.models.items import Item, ItemBank, ItemTag, ItemVersion
from quizzes.models.open_answers import Marking
from quizzes.models.pages import BlueprintRow, QuizPage
from quizzes.models.reviews import LegalReview, LegalReviewState
from quizzes.models.timing import ExtraTime

__all__ = [
    "Attempt",
    "AttemptItem",
    "BlueprintRow",
    "CorrectedResult",
    "Correction",
    "ExtraTime",
    "FoundDifficulty",
    "Item",
    "ItemBank",
    "ItemSource",
    "ItemTag",
    "ItemVersion",
    "LegalReview",
    "LegalReviewState",
    "Marking",
    "QuestionFile",
    "QuizPage",
    "Step",
]
