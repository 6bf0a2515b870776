"""The kinds of items. A new kind is a module here and a line in the registry."""

from __future__ import annotations

from quizzes.kinds.interface import Kind, ResponseRefused
from quizzes.kinds.matching import Matching
from quizzes.kinds.multiple import MultipleResponse
from quizzes.kinds.numerical import Numerical
from quizzes.kinds.short_answer import ShortAnswer
from quizzes.kinds.single import SingleChoice
from quizzes.kinds.true_false import TrueFalse

_ALL: list[Kind] = [SingleChoice(), MultipleResponse(), TrueFalse(), Matching(), Numerical(), ShortAnswer()]
KINDS: dict[str, Kind] = {kind.name: kind for kind in _ALL}

__all__ = ["KINDS", "Kind", "ResponseRefused"]
