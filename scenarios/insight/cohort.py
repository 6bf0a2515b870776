"""Whose runs are looked at, and whether their figures may be told beside all that is told elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.db.models import QuerySet
from django.utils import timezone

from base.suppression import LEAST, Row, is_clear, open_rows
from people.models import Unit
from scenarios.insight.beside import Groups
from scenarios.insight.hiding import periods, widened
from scenarios.insight.serving import Chain, Serving
from scenarios.models import Edition, Run, ScenarioPage

FEWEST_PEOPLE = LEAST
STEP = 10  # characters of a row's path for each level
TOP: Chain = (0,)  # above every unit and every language: all who played


@dataclass(frozen=True)
class Begun:
    """A run: who began it on which edition, on what day."""

    run: int
    learner: int
    edition: int
    on: date


@dataclass(frozen=True)
class Cohort:
    """Runs of some editions of one scenario. ``every``: all its editions, the first of them worded and drawn; the others choose.

    Without a choice everybody's. A unit's are the runs of those who served in it, or below it, on the day they began.
    """

    every: tuple[Edition, ...]
    edition: Edition | None = None
    language: str = ""
    unit: Unit | None = None
    since: date | None = None
    until: date | None = None

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        chosen = [each for each in self.every if self.edition is None or each.pk == self.edition.pk]
        return tuple(each for each in chosen if self.language in ("", each.language))

    @cached_property
    def runs(self) -> QuerySet[Run]:
        runs: QuerySet[Run] = Run.objects.filter(edition__in=[edition.pk for edition in self.editions])
        if self.since:
            runs = runs.filter(started_at__date__gte=self.since)
        if self.until:
            runs = runs.filter(started_at__date__lte=self.until)
        if self.unit:
            runs = runs.filter(pk__in=_of_unit(self.unit, replace(self, unit=None).begun))
        return runs

    @cached_property
    def begun(self) -> list[Begun]:
        rows = self.runs.values_list("pk", "enrolment__learner", "edition", "started_at")
        return [Begun(run, learner, edition, timezone.localdate(at)) for run, learner, edition, at in rows]

    def within(self, since: date | None, until: date | None) -> Cohort:
        """The runs of these days, made whole periods of five people or more, so that no two answers differ by fewer."""
        days = [(each.on, each.learner) for each in self.begun] if since or until else []
        begins, ends = widened(since, until, periods(days))
        return replace(self, since=begins, until=ends)

    @cached_property
    def groups(self) -> list[Groups]:
        """Into which groups everybody falls by what is asked for: by unit, and by language and edition."""
        begun, found = Cohort(self.every).begun, []
        if self.unit is not None:
            chain = _chain_of(begun)
            found.append(_groups(begun, lambda each: TOP + chain(each), lambda place: place[-1] == self.unit_key))
        if self.edition is not None or self.language:
            found.append(_groups(begun, self._edition_place, lambda place: place == self._edition_asked))
        return found

    @property
    def unit_key(self) -> int | None:
        return self.unit.pk if self.unit is not None else None

    @cached_property
    def _languages(self) -> dict[str, int]:
        return {language: number for number, language in enumerate(sorted({each.language for each in self.every}), 1)}

    @cached_property
    def _edition_places(self) -> dict[int, Chain]:
        return {each.pk: (0, self._languages[each.language], each.pk) for each in self.every}

    def _edition_place(self, each: Begun) -> Chain:
        return self._edition_places[each.edition]

    @property
    def _edition_asked(self) -> Chain:
        if self.edition is not None:
            return self._edition_places[self.edition.pk]
        return (0, self._languages.get(self.language, 0))

    # --- May it be told? -------------------------------------------------------------------------

    def may_be_told(self) -> bool:
        """Whether nobody is left alone when what is asked for is taken from what is told of wider groups.

        A unit and an edition or language together are told only where no unit has one to four people on any edition.
        """
        is_part = self.edition is not None or bool(self.language)
        if self.unit is None:
            return not is_part or self._is_open_among_editions()
        return self._is_clear_everywhere() if is_part else self._is_open_among_units()

    def _is_open_among_units(self) -> bool:
        everybody = replace(self, unit=None).begun
        chain = _chain_of(everybody)
        rows = _open({(each.learner, TOP + chain(each)) for each in everybody})
        return all(is_open for place, is_open in rows.items() if place[-1] == self.unit_key)

    def _is_open_among_editions(self) -> bool:
        everybody = replace(self, edition=None, language="").begun
        rows = _open({(each.learner, self._edition_place(each)) for each in everybody})
        return rows.get(self._edition_asked, True)

    def _is_clear_everywhere(self) -> bool:
        everybody = replace(self, unit=None, edition=None, language="").begun
        chain = _chain_of(everybody)
        cells = Counter((place, edition) for place, edition, _learner in {(chain(b), b.edition, b.learner) for b in everybody})
        return is_clear(tuple(cells.values()))


def _chain_of(begun: Iterable[Begun]) -> Callable[[Begun], Chain]:
    serving = Serving({each.learner for each in begun})
    return lambda each: serving.chain(each.learner, each.on)


def _of_unit(unit: Unit, begun: list[Begun]) -> list[int]:
    """The runs that people of the unit, and of those below it, began."""
    chain = _chain_of(begun)
    return [each.run for each in begun if unit.pk in chain(each)]


def _groups(begun: list[Begun], place_of: Callable[[Begun], Chain], is_own: Callable[[Chain], bool]) -> Groups:
    places = {each.run: place_of(each) for each in begun}
    rows = _open({(each.learner, places[each.run]) for each in begun})
    at = {run: _deepest(place, rows) for run, place in places.items()}
    return Groups(at, frozenset(filter(is_own, rows)))


def _deepest(place: Chain, rows: dict[Chain, bool]) -> Chain:
    """The group within all others that are told; whoever is in none belongs to all."""
    return next((place[:depth] for depth in range(len(place), 1, -1) if rows[place[:depth]]), TOP)


def _open(people: set[tuple[int, Chain]]) -> dict[Chain, bool]:
    """Whether each place with all below it may be told. ``people``: who belongs directly where; some at several places."""
    direct = Counter(place for _learner, place in people)
    places = {place[:depth] for place in (*direct, TOP) for depth in range(1, len(place) + 1)}
    rows = open_rows({_path(place): (direct[place],) for place in places}, [((0,),)], STEP)
    return {place: rows[Row(_path(place))] > 0 for place in places}


def _path(place: Chain) -> str:
    return "".join(f"{number:0{STEP}d}" for number in place)


def editions_of(scenario: ScenarioPage) -> tuple[Edition, ...]:
    """Of the scenario in all its languages: its own first, each newest first."""
    pages: Iterable[int] = ScenarioPage.objects.filter(translation_key=scenario.translation_key).values_list("pk", flat=True)
    editions = Edition.objects.filter(scenario__in=pages).defer("document").order_by("-compiled_at", "-pk")
    return tuple(sorted(editions, key=lambda edition: edition.scenario_id != scenario.pk))
