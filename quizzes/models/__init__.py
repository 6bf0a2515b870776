from quizzes.models.attempts import Attempt, AttemptItem, Step
from quizzes.models.items import Item, ItemBank, ItemVersion
from quizzes.models.pages import BlueprintRow, QuizPage

__all__ = ["Attempt", "AttemptItem", "BlueprintRow", "Item", "ItemBank", "ItemVersion", "QuizPage", "Step"]
