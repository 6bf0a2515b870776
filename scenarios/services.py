"""Releasing a scenario as an edition, starting a run of it, and deciding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from courses.models import Enrolment
from courses.services import record_completion
from scenarios import engine
from scenarios.analysis.report import release_findings
from scenarios.authoring.examining import keep_changed_plays
from scenarios.clock import last_pace, stop_clock
from scenarios.document import document_of, sha256_of
from scenarios.findings import Finding, errors_in
from scenarios.models import CompilationReport, Decision, Edition, Run, ScenarioPage
from scenarios.releasing import is_cleared, not_reviewed
from scenarios.standing import level_of, state_of, story_of, way_of
from scenarios.story import ASSESSED, PRACTICE, Scene, Story

__all__ = [
    "InvalidChoice",
    "NotPlayable",
    "StaleDecision",
    "compile_edition",
    "decide",
    "document_of",
    "start_run",
    "state_of",
    "story_of",
]


LONGEST_THOUGHT = 1_800  # seconds; whoever takes longer was away
MOST_DECISIONS = 200  # of one run: ten times a long one; a story that leads in circles is closed there


class NotPlayable(Exception):
    """The scenario has no edition yet."""


class StaleDecision(Exception):
    """Another decision was made at this place already, in another tab or on another device."""


class InvalidChoice(Exception):
    """The choice does not exist here or is not open."""


# --- Releasing -----------------------------------------------------------------------------------


@transaction.atomic
def compile_edition(
    *, scenario: ScenarioPage, at: datetime, known_findings: Iterable[Finding] = (), by_script: bool = True
) -> Edition | CompilationReport:
    """Freezes the scenario's live content as its next edition.

    Content equal to the newest edition makes no new one. With an error, the older edition stays in play and a report
    says why; reports go when a release succeeds. ``known_findings``: what was found before the content was read.
    What came ``by_script`` needs no legal review. Plays that its authors count on are replayed; what ends otherwise is kept
    with the edition.
    """
    scenario = ScenarioPage.objects.select_for_update(of=("self",)).get(pk=scenario.pk)
    document = document_of(scenario)
    sha256 = sha256_of(document)
    story = Story.from_document(document)
    findings = [*known_findings, *release_findings(story)]
    if not by_script and not is_cleared(scenario, sha256):
        findings.append(not_reviewed(scenario.title))
    if errors_in(findings):
        return CompilationReport.objects.create(scenario=scenario, at=at, findings=[asdict(f) for f in findings])
    scenario.reports.all().delete()
    newest = Edition.objects.newest(scenario)
    if newest is not None and newest.sha256 == sha256:
        return newest
    edition = Edition.objects.create(
        scenario=scenario,
        number=newest.number + 1 if newest else 1,
        language=document["language"],
        document=document,
        sha256=sha256,
        compiled_at=at,
    )
    keep_changed_plays(edition, story)
    return edition


# --- Playing -------------------------------------------------------------------------------------


@transaction.atomic
def start_run(*, enrolment: Enrolment, scenario: ScenarioPage, at: datetime) -> Run:
    """The learner's open run of the scenario, on whatever edition, else a new one on the newest. Raises NotPlayable."""
    enrolment = Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)  # two taps make one run
    run = open_run(enrolment, scenario)
    if run is not None:
        return run
    edition = Edition.objects.newest(scenario)
    if edition is None:
        raise NotPlayable
    run = Run.objects.create(enrolment=enrolment, edition=edition, pace=last_pace(enrolment), started_at=at)
    _finish_where_it_ends(run, story_of(run), state_of(run), 0, at)
    return run


def open_run(enrolment: Enrolment, scenario: ScenarioPage) -> Run | None:
    """The one that is not finished, on whichever edition it began."""
    return enrolment.runs.open().filter(edition__scenario=scenario).select_related("edition", "enrolment").first()


@transaction.atomic
def decide(*, run: Run, sequence: int, choice: str, client_id: UUID, at: datetime, timed_out: bool = False) -> Decision:
    """Appends a decision and all that follows from it: the end of the run, and the ledger when it is passed.

    The same ``client_id`` again returns the decision it made. Raises StaleDecision where ``sequence`` is not the next
    one, InvalidChoice where the choice is not open or, ``timed_out``, is not the one that the clock takes.
    """
    run, last, earlier = step_to_append(run, sequence, client_id)
    if earlier is not None:
        return earlier
    story, before = story_of(run), state_of(run)
    if timed_out and not _is_taken_by_clock(run, story.scenes_by_key[before.scene], choice):
        raise InvalidChoice
    try:
        after = engine.choose(story, before, choice, level_of(run))
    except engine.NotOpen as error:
        raise InvalidChoice from error
    decision = Decision.objects.create(
        run=run,
        sequence=sequence,
        client_id=client_id,
        scene=before.scene,
        choice=choice,
        decided_at=at,
        seconds_taken=seconds_between(last.decided_at if last else run.started_at, at),
        timed_out=timed_out,
        state_after=after.to_json(),
    )
    stop_clock(run=run)
    _finish_where_it_ends(run, story, after, sequence, at)
    return decision


def seconds_between(shown_at: datetime, at: datetime) -> int | None:
    """How long somebody thought; None where he or she was away meanwhile, which says nothing of the decision."""
    seconds = max(0, int((at - shown_at).total_seconds()))
    return seconds if seconds <= LONGEST_THOUGHT else None


def step_to_append(run: Run, sequence: int, client_id: UUID) -> tuple[Run, Decision | None, Decision | None]:
    """The run locked, its last step, and the step that this ``client_id`` made already. Raises StaleDecision."""
    run = Run.objects.select_for_update(of=("self",)).select_related("edition__scenario", "enrolment").get(pk=run.pk)
    earlier = run.decisions.filter(client_id=client_id).first()
    last = run.decisions.last()
    if earlier is None and (run.finished_at is not None or sequence != (last.sequence if last else 0) + 1):
        raise StaleDecision
    return run, last, earlier


def _is_taken_by_clock(run: Run, scene: Scene, choice: str) -> bool:
    return bool(run.pace and scene.seconds and scene.timeout_choice == choice)


def _finish_where_it_ends(run: Run, story: Story, state: engine.State, made: int, at: datetime) -> None:
    """Closes a run at its ending, and one that cannot go on or went on too long.

    A passed run goes into the ledger; in practice, whoever comes to an ending has done what was asked. ``made``: the
    number of steps so far.
    """
    has_ended = engine.has_ended(story, state)
    if not has_ended and not engine.is_stuck(story, state, level_of(run)) and made < MOST_DECISIONS:
        return
    way = [(decision.scene, decision.choice) for decision in way_of(run)]
    run.finished_at = at
    run.ending = state.scene if has_ended else ""
    run.passed = has_ended if story.mode == PRACTICE else engine.passed(story, state, way)
    run.save(update_fields=["finished_at", "ending", "passed"])
    if run.passed:
        family = story.family if story.mode == ASSESSED else ""
        record_completion(enrolment=run.enrolment, activity=run.edition.scenario, at=at, family=family)
