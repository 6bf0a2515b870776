"""The kinds of items. A new kind is a module here and a line in the registry."""

from __future__ import annotations

from quizzes.kinds.hotspot import SelectOnImage
from quizzes.kinds.interface import Kind, ResponseRefused
from quizzes.kinds.matching import Matching
from quizzes.kinds.multiple import MultipleResponse
from quizzes.kinds.numerical import Numerical
from quizzes.kinds.open_answer import OpenAnswer
from quizzes.kinds.ordering import Ordering
from quizzes.kinds.short_answer import ShortAnswer
from quizzes.kinds.single import SingleChoice
from quizzes.kinds.situation_set import SituationSet
from quizzes.kinds.true_false import TrueFalse

_SIMPLE: list[Kind] = [
    SingleChoice(),
    MultipleResponse(),
    TrueFalse(),
    Matching(),
    Ordering(),
    Numerical(),
    ShortAnswer(),
    SelectOnImage(),
]
_WHOLE: list[Kind] = [SituationSet({kind.name: kind for kind in _SIMPLE}), OpenAnswer()]
KINDS: dict[str, Kind] = {kind.name: kind for kind in [*_SIMPLE, *_WHOLE]}

__all__ = ["KINDS", "Kind", "ResponseRefused"]
