"""A module's folder may hold the instructor's note and the card; what a trainer edits here is kept."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from courses.models import ModulePage
from curriculum.keeping import Outcome
from curriculum.loader import load_content
from curriculum.reading import read_content
from curriculum.source import ContentError
from tests.curriculum.folder import Folder

NOTE = """---
title: For the instructor
---
## Timing
| Part | Minutes |
|---|---|
| Opening | 10 |

Plan a break.

cite: GC I Art 12
"""
CARD = """---
title: Humane treatment
---
- Treat everybody humanely. (GC I Art 12)
- Report **at once**.
"""
KEYS = ["note:01-first-steps", "card:01-first-steps"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small course whose module has both files."""
    root = Folder.at(tmp_path).root
    write(root, "instructor.md", NOTE)
    write(root, "card.md", CARD)
    return root


def write(root: Path, name: str, text: str) -> None:
    (root / "modules/01-first-steps" / name).write_text(text)


def load(root: Path, at: datetime) -> Outcome:
    return load_content(content=read_content(root), at=at)


def load_without(root: Path, at: datetime) -> None:
    """Loads the course as it is before anybody writes the two files; they lie there afterwards."""
    for name in ("instructor.md", "card.md"):
        (root / "modules/01-first-steps" / name).unlink()
    load(root, at)
    write(root, "instructor.md", NOTE)
    write(root, "card.md", CARD)


def faults(root: Path) -> list[str]:
    with pytest.raises(ContentError) as error:
        read_content(root)
    return [str(fault) for fault in error.value.faults]


@pytest.mark.django_db
def test_both_are_loaded_and_loading_again_changes_nothing(root: Path, now: datetime) -> None:
    assert set(KEYS) <= set(load(root, now).created)
    module = ModulePage.objects.get()
    assert [line.value for line in module.card] == ["Treat everybody humanely. (GC I Art 12)", "Report at once."]
    assert [block.block_type for block in module.instructor_note] == ["prose", "table", "prose"]
    assert [rule.citation for rule in module.instructor_note[2].value["rules"]] == ["GC I Art 12"]
    again = load(root, now)
    assert (again.created, again.updated, again.kept) == ([], [], [])


@pytest.mark.django_db
def test_they_come_to_a_module_that_was_loaded_without_them(root: Path, now: datetime) -> None:
    load_without(root, now)
    outcome = load(root, now)
    assert sorted(outcome.created) == sorted(KEYS)
    assert outcome.kept == []


@pytest.mark.django_db
def test_a_changed_file_changes_the_card_alone(root: Path, now: datetime) -> None:
    load(root, now)
    write(root, "card.md", CARD.replace("Report", "Tell"))
    assert load(root, now).updated == ["card:01-first-steps"]
    assert ModulePage.objects.get().card[1].value == "Tell at once."


@pytest.mark.django_db
@pytest.mark.parametrize("lines", [["Our own line."], []])
def test_what_a_trainer_wrote_or_took_away_is_kept_and_the_rest_comes(root: Path, now: datetime, lines: list[str]) -> None:
    load(root, now)
    module = ModulePage.objects.get()
    module.card = [("line", line) for line in lines]
    module.save_revision().publish()
    write(root, "card.md", CARD.replace("Report", "Tell"))
    write(root, "instructor.md", NOTE.replace("Plan a break.", "Plan two breaks."))
    outcome = load(root, now)
    assert (outcome.kept, outcome.updated) == (["card:01-first-steps"], ["note:01-first-steps"])
    assert [line.value for line in ModulePage.objects.get().card] == lines


@pytest.mark.django_db
def test_a_trainers_draft_is_not_published_over(root: Path, now: datetime) -> None:
    load_without(root, now)
    module = ModulePage.objects.get()
    module.title = "A draft"
    module.save_revision()
    assert set(KEYS) <= set(load(root, now).kept)


@pytest.mark.django_db
def test_modules_without_the_files_have_neither(root: Path, now: datetime) -> None:
    load_without(root, now)
    assert not ModulePage.objects.get().card


def test_a_card_is_a_list_and_nothing_else(root: Path) -> None:
    write(root, "card.md", CARD + "\nA sentence.\n")
    (fault,) = faults(root)
    assert fault.startswith("modules/01-first-steps/card.md:7: a card is a list")


def test_a_note_holds_no_parts_of_a_lesson(root: Path) -> None:
    write(root, "instructor.md", NOTE + "\n::: situation\nA gate.\n:::\n")
    assert "only headings, text, lists and tables" in faults(root)[0]


def test_an_unknown_citation_is_named_with_its_line(root: Path) -> None:
    write(root, "instructor.md", NOTE.replace("GC I Art 12", "Rule 999"))
    assert faults(root) == ["modules/01-first-steps/instructor.md:11: no rule in law/rules/ is cited as “Rule 999”"]


@pytest.mark.parametrize("name", ["instructor.md", "card.md"])
def test_front_matter_is_needed(root: Path, name: str) -> None:
    write(root, name, "- A line.\n")
    assert "front matter" in faults(root)[0]
