"""Everything that can be said of a story before it is released: findings, verdicts, probabilities, fairness."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from scenarios.analysis import is_sound_enough, story_findings
from scenarios.analysis.fairness import Fairness, fairness_of
from scenarios.analysis.plays import NUMBER, SEED, Plays, Share, play_many
from scenarios.analysis.rings import ring_findings
from scenarios.analysis.search import MOST_STATES, Search, search
from scenarios.analysis.state import read_values
from scenarios.analysis.verdicts import IMPOSSIBLE, Verdict, verdicts_of
from scenarios.analysis.witnesses import CHOICE, ENDING, RING, SCENE, STUCK, Witness
from scenarios.findings import ERROR, Finding, error, place, warning
from scenarios.sentences import play_in_words
from scenarios.story import Ending, Scene, Story


@dataclass(frozen=True)
class Report:
    """``states``: how many were searched; ``is_complete``: all of them, so that every verdict is proven.

    ``endings``: how often plays by chance come to each, by key. Verdicts and the rest are empty for a story in which names
    are missing.
    """

    findings: list[Finding]
    verdicts: list[Verdict]
    states: int
    is_complete: bool
    plays: int
    endings: dict[str, Share]
    choices: dict[str, Share]
    fairness: Fairness | None


def release_findings(story: Story, *, most: int = MOST_STATES // 10) -> list[Finding]:
    """The findings of an edit, and what a search of so many states proves of plays that cannot go on."""
    findings = story_findings(story)
    if not is_sound_enough(findings):
        return findings
    found = search(story, most=most)
    kept = [finding for finding in findings if not _is_refuted(finding, found)]
    return sorted(dict.fromkeys([*_standstills(story, found), *kept]), key=lambda finding: finding.severity != ERROR)


def report_of(story: Story, *, plays: int = NUMBER, seed: int = SEED, most: int = MOST_STATES) -> Report:
    """``most``: states to search at most; within a request a tenth of the usual number answers at once."""
    findings = story_findings(story)
    if not is_sound_enough(findings):
        return Report(findings, [], 0, False, 0, {}, {}, None)
    played = play_many(story, number=plays, seed=seed)
    found = search(story, most=most)
    scored = search(story, most=most, for_scores=True)
    verdicts = verdicts_of(read_values(story), found, played)
    fairness = fairness_of(story, scored, played)
    known = {(finding.code, finding.where) for finding in findings}
    proven = [*_standstills(story, found), *_proven(story, verdicts, fairness)]
    if fairness.is_never_passed and not any(finding.code == "never-passed" for finding in findings):
        proven.append(warning("never-passed", story.title, _("Nobody can pass: no play keeps all at once what is asked.")))
    more = [each for each in proven if (each.code, each.where) not in known]
    return Report(
        findings=[finding for finding in findings if not _is_refuted(finding, found)] + more,
        verdicts=verdicts,
        states=found.states,
        is_complete=found.is_complete,
        plays=played.number,
        endings={ending.key: played.share(ending.key) for ending in story.endings},
        choices=_choice_shares(story, played),
        fairness=fairness,
    )


def _choice_shares(story: Story, played: Plays) -> dict[str, Share]:
    keys = [f"{scene.key}/{choice.key}" for scene in story.scenes for choice in scene.choices]
    return {key: played.choice_share(key) for key in keys}


def _is_refuted(finding: Finding, found: Search) -> bool:
    """A suspicion that a complete search did not confirm, and one that is told as an error."""
    met = found.seen.plays
    if finding.code == "may-go-round":
        return found.is_complete or (RING, finding.key) in met
    return finding.code == "may-be-stuck" and found.is_complete and (STUCK, finding.key) not in met


def _standstills(story: Story, found: Search) -> Iterator[Finding]:
    """Plays that end nowhere: every choice closed, or going round without any way to an ending."""
    yield from ring_findings(story, set(), found)
    for scene in story.scenes:
        witness = found.seen.plays.get((STUCK, scene.key))
        if witness is not None and scene.choices:
            yield error(
                "stuck",
                place(scene),
                _("A play gets stuck here, because every choice is closed: %s.") % _told(story, witness),
                scene.key,
            )
    for key in dict.fromkeys(story.scenes[state[0]].key for state in found.traps):
        if (STUCK, key) not in found.seen.plays:
            yield error("trap", place(story.scenes_by_key[key]), _("Some plays that come here can never reach an ending."), key)


def _told(story: Story, witness: Witness) -> str:
    return f" {_('→')} ".join(play_in_words(story, witness.level, witness.choices)) or _("at the start")


def _proven(story: Story, verdicts: list[Verdict], fairness: Fairness) -> Iterator[Finding]:
    """What only a search or many plays can tell. ``unlawful-to-best`` is for the author to judge."""
    parts: list[Scene | Ending] = [*story.scenes, *story.endings]
    places = {part.key: place(part) for part in parts}
    nowhere = {verdict.key for verdict in verdicts if verdict.kind == SCENE and verdict.verdict == IMPOSSIBLE}
    for verdict in verdicts:
        if verdict.verdict == IMPOSSIBLE and verdict.kind in (SCENE, ENDING):
            yield warning("unreachable", places[verdict.key], _("No play can come here; every state was searched."), verdict.key)
        elif verdict.verdict == IMPOSSIBLE and verdict.kind == CHOICE:
            scene, _slash, choice = verdict.key.partition("/")
            if scene in nowhere:
                continue  # that says it all
            text = next((c.text for c in story.scenes_by_key[scene].choices if c.key == choice), choice)
            where = f"{places[scene]}: “{text or choice}”"
            yield warning("never-open", where, _("Nobody can ever choose this; every state was searched."), scene)
    if fairness.unlawful_to_best is not None:
        yield warning("unlawful-to-best", story.title, _("A play with an unlawful choice reaches the best ending."))
    if fairness.bad_that_passes is not None:
        told = _("A play that ends badly is passed. Raise what has to be kept to pass, or let the decisions cost more.")
        yield warning("bad-passes", story.title, told)
    told = _("No play tests “%s”: it stands on choices nobody comes to.")
    if not fairness.is_proven:
        told = _("No play that tests “%s” was found; not every state was searched.")
    for citation in fairness.untested:
        yield warning("rule-untested", story.title, told % citation)
