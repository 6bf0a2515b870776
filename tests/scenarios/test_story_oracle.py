"""Forty pairs of Twee and Twine files, counted by somebody else: ours count the same, and both files of a pair agree."""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path
from typing import Any

import pytest

from scenarios.importing.links import Graph
from scenarios.importing.passages import Refused, TwineStory
from scenarios.importing.reading import read_file

SLOWEST = 5.0  # seconds


def cases(oracles: Path, *kinds: str) -> list[dict[str, Any]]:
    """The entries of these kinds; where two bear the name of one file, that which the file is."""
    entries = json.loads((oracles / "stories" / "manifest.json").read_text())
    return [entry for entry in entries if entry["kind"] in kinds and is_it(oracles, entry)]


def is_it(oracles: Path, entry: dict[str, Any]) -> bool:
    digest = hashlib.sha256((oracles / "stories" / entry["file"]).read_bytes()).hexdigest()
    return not entry.get("sha256") or digest.startswith(entry["sha256"])


def read(oracles: Path, name: str) -> TwineStory:
    content = (oracles / "stories" / name).read_bytes()
    begun = time.perf_counter()
    (story,) = read_file(Path(name).name, content)
    assert time.perf_counter() - begun < SLOWEST
    return story


def counts(story: TwineStory) -> dict[str, Any]:
    graph = Graph(story)
    return {
        "passages_total": len(story.passages),
        "story_passages": len(story.story_passages),
        "links_unique": len(graph.pairs),
        "start": story.start,
        "dead_ends": len(graph.dead_ends),
        "unreachable": len(graph.unreachable),
        "broken_targets": len(graph.broken),
        "duplicate_names": len(story.repeated_names),
    }


def test_twee_and_twine_files_are_counted_as_the_manifest_counts_them(oracles: Path) -> None:
    entries = cases(oracles, "twee", "twine-html")
    assert len(entries) >= 78
    wrong = {}
    for entry in entries:
        found = counts(read(oracles, entry["file"]))
        expected = {key: entry["expected"][key] for key in found}
        if found != expected:
            wrong[entry["file"]] = {key: (found[key], expected[key]) for key in found if found[key] != expected[key]}
    assert not wrong


def test_both_files_of_a_pair_give_the_same_graph(oracles: Path) -> None:
    pairs = [(entry["file"], entry["expected"]["pair_of"]) for entry in cases(oracles, "twine-html")]
    assert pairs
    for html, twee in pairs:
        one, other = read(oracles, html), read(oracles, f"{Path(html).parent}/{twee}")
        assert Graph(one).pairs == Graph(other).pairs, html
        assert texts(one) == texts(other), html


def texts(story: TwineStory) -> dict[str, str]:
    """Without spaces: the two files were not always written with the same ones."""
    return {passage.name: "".join(passage.text.split()) for passage in story.story_passages}


def test_stories_with_computed_links_cannot_be_checked(oracles: Path) -> None:
    computed = [entry for entry in cases(oracles, "twee", "twine-html") if entry["expected"]["passages_with_dynamic_links"]]
    assert computed
    for entry in computed:
        assert not Graph(read(oracles, entry["file"])).can_be_checked, entry["file"]


def test_every_other_file_is_refused_with_a_reason_and_with_what_to_do(oracles: Path) -> None:
    entries = cases(oracles, "ink", "ink-json", "yarn", "yarn-testplan")
    assert len(entries) > 100
    for entry in entries:
        content = (oracles / "stories" / entry["file"]).read_bytes()
        with pytest.raises(Refused) as told:
            read_file(Path(entry["file"]).name, content)
        kind = "Yarn" if entry["kind"].startswith("yarn") else "ink"
        assert kind in str(told.value), (entry["file"], str(told.value))
