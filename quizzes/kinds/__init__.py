"""The kinds of items. A new kind is a module here and a line in the registry."""

from __future__ import annotations

from quizzes.kinds.interface import Kind, ResponseRefused
from quizzes.kinds.multiple import MultipleResponse
from quizzes.kinds.single import SingleChoice
from quizzes.kinds.true_false import TrueFalse

KINDS: dict[str, Kind] = {kind.name: kind for kind in (SingleChoice(), MultipleResponse(), TrueFalse())}

__all__ = ["KINDS", "Kind", "ResponseRefused"]
