from quizzes.models.attempts import Attempt, AttemptItem, Step
from quizzes.models.corrections import CorrectedResult, Correction
from quizzes.models.found import FoundDifficulty
from quizzes.models.imports import ItemSource, QuestionFile
from quizzes.models.items import Item, ItemBank, ItemTag, ItemVersion
from quizzes.models.late import LateAnswer
from quizzes.models.open_answers import Marking
from quizzes.models.pages import BlueprintRow, QuizPage
from quizzes.models.paper import PaperForm, PaperItem
from quizzes.models.reviews import LegalReview, LegalReviewState
from quizzes.models.sittings import Seat, Sitting, SittingEvent
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
    "LateAnswer",
    "LegalReview",
    "LegalReviewState",
    "Marking",
    "PaperForm",
    "PaperItem",
    "QuestionFile",
    "QuizPage",
    "Seat",
    "Sitting",
    "SittingEvent",
    "Step",
]
