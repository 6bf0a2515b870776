"""The figures of a scenario as cells that add up, for all who played: which of them a unit or an edition must not tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from scenarios.insight.beside import Cells, Groups, Key, Place, closed_in, counted
from scenarios.insight.hiding import ENTRY, STOPPED, Told, Way
from scenarios.insight.rows import Made, Played, choices_behind, ways_of_some

NODE, WAY, CHOICE, LATE, ALL, FINISHED, PASSED = "node", "way", "choice", "late", "all", "finished", "passed"


def hidden_cells(groups: Iterable[Groups], made: list[Made], played: list[Played], told: Told) -> set[Key]:
    """``told``: what is said of all."""
    found: set[Key] = set()
    ends = {run.stands for run in played if run.is_finished}
    for each in groups:
        counts = counted(each, _rows(made, played))
        keys = {key for cells in counts.values() for key in cells}
        at_top = {key for key in keys if not _is_told(key, told)}
        led = _led(each, made)
        sums = [(whole, parts) for (whole, _side), parts in _sums(keys).items()]
        sums.append(((FINISHED, True), [key for key in keys if key[0] == NODE and key[1] in ends]))

        def behind(place: Place, closed: set[Key], led: Mapping[Place, set[tuple[str, str, str]]] = led) -> set[Key]:
            choices = {(str(key[1]), str(key[2])) for key in closed if key[0] == CHOICE}
            return {(WAY, *way) for way in ways_of_some(led.get(place, set()), choices)}

        found |= closed_in(each, Cells(counts, sums, at_top, behind))
    return found


def ways_in(hidden: set[Key], kind: str) -> set[Way]:
    """Those of the hidden cells that are ways, or choices, as pairs."""
    return {(str(key[1]), str(key[2])) for key in hidden if key[0] == kind}


def _rows(made: list[Made], played: list[Played]) -> Iterator[tuple[int, int, Key]]:
    for row in made:
        yield row.run, row.learner, (NODE, row.scene)
        yield row.run, row.learner, (WAY, row.scene, row.target)
        yield row.run, row.learner, (CHOICE, row.scene, row.choice)
        yield row.run, row.learner, (LATE, row.scene, row.timed_out)
    for run in played:
        yield run.run, run.learner, (ALL,)
        yield run.run, run.learner, (WAY, ENTRY, run.first)
        yield run.run, run.learner, (FINISHED, run.is_finished)
        yield run.run, run.learner, (PASSED, run.passed)
        if run.is_finished:
            yield run.run, run.learner, (NODE, run.stands)
        else:
            yield run.run, run.learner, (WAY, run.stands, STOPPED)


def _sums(keys: set[Key]) -> dict[tuple[Key, str], list[Key]]:
    """Whole and side: its parts."""
    found: dict[tuple[Key, str], list[Key]] = {}
    for key in sorted(keys, key=str):
        if key[0] == WAY:
            sides = [(key[1], "out")] * (key[1] != ENTRY) + [(key[2], "in")] * (key[2] != STOPPED)
            for node, side in sides:
                found.setdefault(((NODE, node), side), []).append(key)
        elif key[0] in (CHOICE, LATE):
            found.setdefault(((NODE, key[1]), str(key[0])), []).append(key)
        elif key[0] in (FINISHED, PASSED):
            found.setdefault(((ALL,), str(key[0])), []).append(key)
    return found


def _is_told(key: Key, told: Told) -> bool:
    names = [str(each) for each in key[1:]]
    if key[0] == WAY:
        return told.is_open((names[0], names[1]))
    if key[0] == CHOICE:
        return (names[0], names[1]) not in told.closed_choices and names[0] not in told.silent
    return not {*names} & told.silent


def _led(groups: Groups, made: list[Made]) -> dict[Place, set[tuple[str, str, str]]]:
    found: dict[Place, set[tuple[str, str, str]]] = {}
    for row in made:
        for place in groups.places[row.run]:
            found.setdefault(place, set()).add(choices_behind(row))
    return found
