"""How one topic went: in one attempt for its learner, or over many for trainers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TopicScore:
    """So many questions fully ``right`` ``of`` so many; ``is_short``: below the pass mark, or a critical one of it was missed."""

    key: str
    name: str
    right: int
    of: int
    is_short: bool

    @property
    def percent(self) -> float:
        return 100 * self.right / self.of if self.of else 0.0

    @property
    def tone(self) -> str:
        return "care" if self.is_short else "right"
