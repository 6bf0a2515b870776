"""Statistics of items and examinations: plain lists in, frozen dataclasses out. Knows no model, no clock and no words."""

from quizzes.statistics.findings import MILD, Finding, Flag, item_findings
from quizzes.statistics.form import Consistency, Spread, consistency, spread
from quizzes.statistics.groups import Comparison, Grade, bands, compare_groups
from quizzes.statistics.items import ItemFigures, discrimination, effective_weights, item_figures
from quizzes.statistics.options import Choice, OptionFigures, OptionTable, option_table
from quizzes.statistics.sums import median
from quizzes.statistics.times import Pause, seconds_between, seconds_by_item

__all__ = [
    "MILD",
    "Choice",
    "Comparison",
    "Consistency",
    "Finding",
    "Flag",
    "Grade",
    "ItemFigures",
    "OptionFigures",
    "OptionTable",
    "Pause",
    "Spread",
    "bands",
    "compare_groups",
    "consistency",
    "discrimination",
    "effective_weights",
    "item_figures",
    "item_findings",
    "median",
    "option_table",
    "seconds_between",
    "seconds_by_item",
    "spread",
]
