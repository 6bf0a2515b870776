"""The long look: every verdict with its play, probabilities, fairness. At once where it is short, else as a task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from scenarios import engine
from scenarios.analysis import is_sound_enough, story_findings
from scenarios.analysis.plays import Share
from scenarios.analysis.report import Report, report_of
from scenarios.analysis.search import MOST_STATES, search
from scenarios.document import document_of, sha256_of
from scenarios.findings import Finding, place, warning
from scenarios.models import ChangedPlay, Edition, Examination, ExpectedPlay, ScenarioPage
from scenarios.sentences import play_in_words
from scenarios.story import Ending, Scene, Story

AT_ONCE = 5_000  # states that a request can bear


@transaction.atomic
def ask_for_examination(*, scenario: ScenarioPage, at: datetime) -> Examination:
    """The examination of the scenario's present content, made now unless it was examined before; a long one is left to a task."""
    from scenarios.authoring.tasks import examine

    document = document_of(scenario)
    found, is_new = Examination.objects.get_or_create(
        scenario_id=scenario.pk, sha256=sha256_of(document), defaults={"document": document, "asked_at": at}
    )
    if is_new:
        if is_short(Story.from_document(document)):
            fill_examination(examination=found, at=at)
        else:
            transaction.on_commit(lambda: examine.enqueue(found.pk))
    return found


def is_short(story: Story) -> bool:
    """Whether all states can be searched within a request."""
    return not is_sound_enough(story_findings(story)) or search(story, most=AT_ONCE, for_scores=True).is_complete


def fill_examination(*, examination: Examination, at: datetime) -> None:
    """Writes the report; examinations of older contents go."""
    report = report_of(Story.from_document(examination.document), most=MOST_STATES)
    examination.report, examination.finished_at = as_json(report), at
    examination.save(update_fields=["report", "finished_at"])
    Examination.objects.filter(scenario=examination.scenario_id, asked_at__lt=examination.asked_at).delete()


def as_json(report: Report) -> dict[str, Any]:
    """Shares as value and interval."""
    plain = asdict(report)
    return plain | {"endings": _shares(report.endings), "choices": _shares(report.choices)}


def _shares(shares: dict[str, Share]) -> dict[str, Any]:
    return {key: {"value": share.value, "interval": list(share.interval)} for key, share in shares.items()}


# --- In names ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Play:
    """A play as a person reads it, and what the try-out needs to show it (``#play-1:warn,call``)."""

    level: int
    choices: list[str]
    words: list[str]

    @property
    def anchor(self) -> str:
        return f"play-{self.level}:{','.join(self.choices)}"


def told_play(story: Story, level: int, choices: Sequence[str]) -> Play:
    return Play(level, [*choices], play_in_words(story, level, choices))


def in_names(report: dict[str, Any], story: Story) -> dict[str, Any]:
    """A stored report with titles and texts in place of keys, and plays that can be watched."""

    def play(witness: Any) -> Play | None:
        return told_play(story, witness["level"], witness["choices"]) if witness else None

    parts: list[Scene | Ending] = [*story.scenes, *story.endings]
    titles = {part.key: part.title or part.key for part in parts}
    verdicts = [
        {**each, "name": _verdict_name(story, titles, each["key"]), "play": play(each["witness"])} for each in report["verdicts"]
    ]
    endings = [{"name": titles.get(key, key), "share": share} for key, share in report["endings"].items()]
    fairness = report["fairness"]
    if fairness:
        scores = {
            side: fairness[side] and {**fairness[side], "play": play(fairness[side]["witness"])} for side in ("best", "worst")
        }
        plays = {"unlawful_play": play(fairness["unlawful_to_best"]), "bad_play": play(fairness.get("bad_that_passes"))}
        fairness = fairness | scores | plays
    return report | {"verdicts": verdicts, "endings": endings, "fairness": fairness}


def _verdict_name(story: Story, titles: dict[str, str], key: str) -> str:
    scene, _slash, part = key.partition("/")
    if not part:
        return titles.get(key, key)
    found = story.scenes_by_key[scene].choice(part) if scene in story.scenes_by_key else None
    if found is None and part.startswith("route-"):
        part = _("route %(number)s") % {"number": part.removeprefix("route-")}
    return f"{titles.get(scene, scene)}: “{found.text or part}”" if found else f"{titles.get(scene, scene)}: {part}"


# --- Plays whose end an author counts on ---------------------------------------------------------


@dataclass(frozen=True)
class Replayed:
    """A recorded play that ends otherwise in this story; ``ends``: an ending, or empty for none."""

    play: ExpectedPlay
    ends: str
    message: str


def changed_plays(scenario: ScenarioPage, story: Story) -> list[Replayed]:
    """Recorded plays that end otherwise now, or cannot be played any more."""
    found = []
    for play in ExpectedPlay.objects.filter(scenario_id=scenario.pk):
        ends = end_of(story, play.level, play.choices)
        if ends != play.ending:
            names = {"name": play.name, "before": _title(story, play.ending), "after": _title(story, ends)}
            found.append(Replayed(play, ends, _told(names) if ends else _stopped(names)))
    return found


def play_differences(scenario: ScenarioPage, story: Story) -> list[Finding]:
    """Expected plays that would end otherwise: a warning, for the change may be meant."""
    return [warning("play-changed", story.title, each.message) for each in changed_plays(scenario, story)]


def keep_changed_plays(edition: Edition, story: Story) -> None:
    """With an edition at its release: which plays that its authors count on come to another end in it."""
    ChangedPlay.objects.bulk_create(
        ChangedPlay(
            edition=edition,
            name=each.play.name,
            message=each.message,
            level=each.play.level,
            choices=each.play.choices,
            before=each.play.ending,
            after=each.ends,
        )
        for each in changed_plays(edition.scenario, story)
    )


def end_of(story: Story, level: int, choices: list[str]) -> str:
    """The ending that the play comes to; empty where it cannot be played to an end."""
    try:
        state = engine.replay(story, level, choices)
    except (engine.NotOpen, KeyError):
        return ""
    return state.scene if engine.has_ended(story, state) else ""


def _title(story: Story, key: str) -> str:
    part = story.endings_by_key.get(key)
    return place(part) if part else key


def _told(names: dict[str, str]) -> str:
    return _("The play “%(name)s” ended in “%(before)s”; now it ends in “%(after)s”.") % names


def _stopped(names: dict[str, str]) -> str:
    return _("The play “%(name)s” ended in “%(before)s”; now it cannot be played to its end.") % names
