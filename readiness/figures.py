"""The state of a person for an achievement on a day, and the sums of it. Reads the record, never the classroom.

Strength counts main postings on the day, but for those excused. Everybody in it is in exactly one state: qualified (and
lasting beyond the horizon), expiring (valid, not for long), lapsing (valid, but not to the end of a tour and thirty days
beyond: a gap now), overdue, in progress, not started, or not required (something is asked of the unit, not of this person).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Case, CharField, Count, DateField, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from courses.models import Enrolment
from credentials.demands import meant_by
from credentials.models import Credential, ExternalCertificate
from people.models import Posting
from people.models.units import path_range, valid_on
from readiness.terms import Asking, Terms, TermsOfTree

AT = "unit__placements__"
STATES = ("qualified", "expiring", "lapsing", "in-progress", "overdue", "not-started", "not-required", "excused")


class Figures(NamedTuple):
    """People by state: of a unit alone, or with all that stands below it."""

    qualified: int = 0
    expiring: int = 0
    lapsing: int = 0
    in_progress: int = 0
    overdue: int = 0
    not_started: int = 0
    not_required: int = 0
    excused: int = 0

    @classmethod
    def of(cls, states: dict[str, int]) -> Figures:
        return cls(**{state.replace("-", "_"): people for state, people in states.items()})

    @property
    def strength(self) -> int:
        return self.required + self.not_required

    @property
    def required(self) -> int:
        """Of whom it is asked."""
        return self.ready + self.gap

    @property
    def ready(self) -> int:
        return self.qualified + self.expiring

    @property
    def gap(self) -> int:
        """Of whom it is asked and who do not have it for as long as it is needed."""
        return self.lapsing + self.in_progress + self.overdue + self.not_started

    @property
    def soon(self) -> int:
        """Valid, but not for long."""
        return self.expiring + self.lapsing

    @property
    def per_cent(self) -> int:
        """Share ready, rounded down: 100 only when nobody is missing."""
        return self.ready * 100 // self.required if self.required else 0

    def in_state(self, state: str) -> int:
        """People in one of STATES; without one, all of them, excused or not."""
        return int(getattr(self, state.replace("-", "_"))) if state else self.strength + self.excused

    def __add__(self, other: Figures) -> Figures:  # type: ignore[override]
        return together([self, other])


def together(parts: Iterable[Figures]) -> Figures:
    """The sum of figures."""
    return Figures(*map(sum, zip(*parts, strict=True)))


# --- One classification, for the figures and for the names ----------------------------------------


def people_at(condition: Q, on: date) -> QuerySet[Any]:
    """Postings of those who serve on the day where the condition holds of the unit’s place (its lookups begin with AT)."""
    return Posting.objects.serving(on).filter(valid_on(on, AT), condition)


def classified(postings: QuerySet[Any], key: str, terms: TermsOfTree, on: date) -> QuerySet[Any]:
    """Postings of ``people_at`` with ``standing``: one of STATES for the person on the day. The only place that decides it."""
    stretches = _Stretches(terms)
    own = Credential.objects.filter(holder=OuterRef("user"), achievement_key=key)
    begun = Enrolment.objects.open(on).filter(learner=OuterRef("user"), course__achievement__key=key)
    others = ExternalCertificate.objects.filter(holder=OuterRef("user"), achievement_key=key)
    held = Exists(own.valid(on)) | stretches.accepting & Exists(others.valid(on))
    lasts = Exists(own.lasting(on, OuterRef("needed_until"))) | stretches.accepting & Exists(
        others.lasting(on, OuterRef("needed_until"))
    )
    cases = [When(status=Posting.Status.EXCUSED, then=Value("excused"))]
    cases += [When(condition, then=Value("not-required")) for condition in stretches.left_out]
    cases.append(When(lasts, then=Value("qualified")))
    lapsing = [When(condition, then=Value("lapsing")) for condition in stretches.deploying]
    cases.append(When(held, then=Case(*lapsing, default=Value("expiring")) if lapsing else Value("expiring")))
    cases += [When(condition, then=Value("overdue")) for condition in stretches.late]
    cases.append(When(Exists(begun), then=Value("in-progress")))
    placed = postings.annotate(stretch=stretches.number, needed_until=stretches.needed_until)
    return placed.annotate(standing=Case(*cases, default=Value("not-started"), output_field=CharField()))


def accepting_external(terms: TermsOfTree) -> Q:
    """The condition on rows of ``classified`` under the same terms that a certificate of others counts."""
    return _Stretches(terms).accepting


class _Stretches:
    """Terms as conditions on postings; stretches under the same terms share a number, and so do people under the same."""

    def __init__(self, terms: TermsOfTree) -> None:
        self.stretches = terms.stretches
        self.distinct = {each.digest: each for each in [*terms.stretches, *(one.terms for one in terms.personal)]}
        self.numbers = {digest: number for number, digest in enumerate(sorted(self.distinct))}
        self.people = terms.people_alike()

    @property
    def number(self) -> Any:
        return self._case(lambda terms: Value(self.numbers[terms.digest]), IntegerField())

    @property
    def needed_until(self) -> Any:
        return self._case(lambda terms: Value(terms.needed_until, output_field=DateField()), DateField())

    @property
    def left_out(self) -> list[Q]:
        """Of whom nothing is asked although something is asked of the unit."""
        narrow = [each for each in self.distinct.values() if each.is_narrow]
        return [self._in(each) & ~_meant(each, each.asked) for each in narrow]

    @property
    def deploying(self) -> list[Q]:
        return [self._in(each) for each in self.distinct.values() if each.is_deploying]

    @property
    def accepting(self) -> Q:
        """Where a certificate of others counts, and of whom: not of those whom a requirement means that refuses it."""
        condition = Q(stretch__in=[self.numbers[each.digest] for each in self.distinct.values() if not each.refusing])
        for each in self.distinct.values():
            if each.refusing and not each.is_personal and all(asking.is_narrow for asking in each.refusing):
                condition |= self._in(each) & ~_meant(each, each.refusing)
        return condition

    @property
    def late(self) -> list[Q]:
        """Of whom it was asked by a day that is past."""
        return [self._in(each) & _meant(each, each.late) for each in self.distinct.values() if each.late]

    def _in(self, terms: Terms) -> Q:
        return Q(stretch=self.numbers[terms.digest])

    def _case(self, value_of: Callable[[Terms], Value], field: Any) -> Any:
        """The value of the person’s own terms, else of the deepest stretch over the unit; plain where all are the same."""
        values = {digest: value_of(terms) for digest, terms in self.distinct.items()}
        if len({value.value for value in values.values()}) == 1:
            return next(iter(values.values()))
        people = [When(user__in=users, then=values[each.digest]) for each, users in self.people]
        places = [When(path_range(each.path, AT), then=values[each.digest]) for each in self.stretches]
        return Case(*people, *places, output_field=field)


def _meant(terms: Terms, asked: Sequence[Asking]) -> Q:
    """Whom at least one of these requirements means. An empty condition means everybody, but would vanish beside an “or”."""
    if terms.is_personal or not all(asking.is_narrow for asking in asked):
        return Q()
    return reduce(or_, (meant_by(asking.requirement, terms.on, today=terms.today) for asking in asked))


def counted_by_unit(postings: QuerySet[Any]) -> QuerySet[Any]:
    """Classified postings as rows of (unit, standing, people)."""
    return postings.order_by().values_list("unit", "standing").annotate(people=Count("pk"))


def figures_from(rows: Any) -> dict[int, Figures]:
    """The rows of ``counted_by_unit`` as figures by unit."""
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for unit, standing, people in rows:
        counts[unit][standing] = people
    return {unit: Figures.of(states) for unit, states in counts.items()}
