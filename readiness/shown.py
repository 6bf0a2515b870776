"""What a reader is told of figures: in the own subtree everything, elsewhere nothing that tells of fewer than five people."""

from __future__ import annotations

from dataclasses import dataclass

from base.suppression import Row, open_rows
from readiness.figures import Figures, together
from readiness.ground import STEP, Place, totals
from readiness.words import FIGURE_WORDS

STRENGTH, READINESS, STATES = 1, 2, 3
PLACES = range(len(Figures._fields) - 1)  # every state but “excused”, who are beside the strength
DEPTHS = (
    (tuple(PLACES),),
    tuple(
        tuple(place for place in PLACES if Figures._fields[place] in states)
        for states in (("qualified", "expiring"), ("lapsing", "in_progress", "overdue", "not_started"), ("not_required",))
    ),
    tuple((place,) for place in PLACES),
)


@dataclass(frozen=True)
class Shown:
    """Figures as far as they may be said: None for what may not."""

    _figures: Figures
    _depth: int = STATES
    _says_excused: bool = True

    def _at(self, depth: int, value: int) -> int | None:
        return value if self._depth >= depth else None

    @property
    def is_whole(self) -> bool:
        return self._depth == STATES and self._says_excused

    @property
    def has_states(self) -> bool:
        return self._depth == STATES

    @property
    def strength(self) -> int | None:
        return self._at(STRENGTH, self._figures.strength)

    @property
    def excused(self) -> int | None:
        return self._figures.excused if self._says_excused else None

    @property
    def required(self) -> int | None:
        return self._at(READINESS, self._figures.required)

    @property
    def ready(self) -> int | None:
        return self._at(READINESS, self._figures.ready)

    @property
    def gap(self) -> int | None:
        return self._at(READINESS, self._figures.gap)

    @property
    def per_cent(self) -> int | None:
        return self._at(READINESS, self._figures.per_cent)

    @property
    def not_required(self) -> int | None:
        return self._at(READINESS, self._figures.not_required)

    @property
    def qualified(self) -> int | None:
        return self._at(STATES, self._figures.qualified)

    @property
    def soon(self) -> int | None:
        return self._at(STATES, self._figures.soon)

    @property
    def lapsing(self) -> int | None:
        return self._at(STATES, self._figures.lapsing)

    @property
    def expiring(self) -> int | None:
        return self._at(STATES, self._figures.expiring)

    @property
    def in_progress(self) -> int | None:
        return self._at(STATES, self._figures.in_progress)

    @property
    def overdue(self) -> int | None:
        return self._at(STATES, self._figures.overdue)

    @property
    def not_started(self) -> int | None:
        return self._at(STATES, self._figures.not_started)

    @property
    def cells(self) -> list[int | None]:
        """As the columns of the table stand."""
        return [
            self.gap,
            self.qualified,
            self.soon,
            self.in_progress,
            self.overdue,
            self.not_started,
            self.strength,
            self.excused,
        ]

    @property
    def named_cells(self) -> list[tuple[str, int | None]]:
        """The same, each with the heading of its column."""
        return list(zip(map(str, FIGURE_WORDS), self.cells, strict=True))

    @property
    def is_empty(self) -> bool:
        return not self._figures.strength and not self._figures.excused


@dataclass(frozen=True)
class Said:
    """A unit’s page: totals by path, of the unit and of each unit one step below it, and the people directly in it."""

    totals: dict[str, Shown]
    direct: Shown


def everything(places: list[Place], by_unit: dict[int, Figures], path: str) -> Said:
    """For those whose own unit it is."""
    below = [place for place in places if place.path.startswith(path)]
    found = totals(below, by_unit, len(path)) | totals(below, by_unit, len(path) + STEP)
    paths = [place.path for place in below if len(place.path) <= len(path) + STEP]
    own = by_unit.get(below[0].pk, Figures())
    return Said({each: Shown(found.get(each, Figures())) for each in paths}, Shown(own))


def said_to_outsiders(places: list[Place], by_unit: dict[int, Figures], path: str, own: tuple[str, ...] = ()) -> Said:
    """For those who may see figures and no people. ``places``: the whole tree in which the unit stands.

    ``own``: the paths of units that are the reader’s own. Whoever knows their people hides nobody behind them: what is said
    is weighed without them.
    """
    direct = {place.path: by_unit.get(place.pk, Figures()) for place in places}
    others = {each: Figures() if each.startswith(own) else figures for each, figures in direct.items()}
    depth_of = open_rows({each: figures[:-1] for each, figures in others.items()}, DEPTHS, STEP)
    excused = open_rows({each: (figures.excused,) for each, figures in others.items()}, [((0,),)], STEP)

    def shown(row: Row, figures: Figures) -> Shown:
        return Shown(figures, depth_of[row], excused[row] > 0)

    below = {each: figures for each, figures in direct.items() if each.startswith(path)}
    paths = [each for each in below if len(each) <= len(path) + STEP]
    summed = {each: together(figures for at, figures in below.items() if at.startswith(each)) for each in paths}
    return Said({each: shown(Row(each), summed[each]) for each in paths}, shown(Row(path, is_direct=True), direct[path]))
