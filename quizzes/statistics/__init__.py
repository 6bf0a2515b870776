"""Statistics of items and examinations: plain lists in, frozen dataclasses out. Knows no model, no clock and no words."""

from quizzes.statistics.form import Consistency, Spread, consistency, spread
from quizzes.statistics.items import ItemFigures, discrimination, effective_weights, item_figures

__all__ = [
    "Consistency",
    "ItemFigures",
    "Spread",
    "consistency",
    "discrimination",
    "effective_weights",
    "item_figures",
    "spread",
]
