"""Do the parts of the course fit together? Every check tells its faults with file and line, and asks no database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from curriculum.item_forms import BankForm
from curriculum.schema import QuizForm
from curriculum.source import Loc, Report, line_of
from curriculum.stories import story_faults
from curriculum.story_forms import ScenarioForm
from curriculum.wording import LEVELS
from quizzes.drawing import Candidate, Row, shortages

Place = tuple[Path, int]
WRITTEN = "written.yaml"
Banks = dict[str | None, BankForm | None]  # of a module, by what a quiz says under ``bank``


class Once:
    """Names that may be given once only, over however many files."""

    def __init__(self, report: Report, what: str) -> None:
        self.report = report
        self.what = what
        self.seen: dict[str, Place] = {}

    def add(self, name: str, file: Path, line: int) -> bool:
        """False, and a fault, when the name was given before."""
        if name not in self.seen:
            self.seen[name] = (file, line)
            return True
        first, at = self.seen[name]
        where = f"line {at}" if first == file else f"{first.relative_to(self.report.root).as_posix()}:{at}"
        self.report.add(file, line, f"{self.what} “{name}” is given twice, first in {where}")
        return False


def all_banks(banks: Iterable[BankForm], title: str) -> BankForm:
    """What a draw over all modules finds; a key is unique in its own bank only."""
    return BankForm.model_construct(title=title, items=[item for bank in banks for item in bank.items])


def check_draw(quiz: QuizForm, bank: BankForm | None, file: Path, lines: dict[Loc, int], report: Report) -> None:
    """Whether the bank fills every draw for the lowest level that takes the quiz, no item drawn twice."""
    if bank is None:
        report.add(file, line_of(("draw",), lines), f"the module has no {quiz.bank or 'bank'}.yaml to draw from")
        return
    rows = [Row(frozenset([1]), d.topic, d.count, LEVELS[d.level] if d.level else None, d.difficulty or "") for d in quiz.draw]
    fit = [item for item in bank.items if LEVELS[item.level] <= LEVELS[quiz.level]]
    pool = [
        Candidate(n, f"{n} {item.key}", 1, item.topic, level=LEVELS[item.level], difficulty=item.difficulty)
        for n, item in enumerate(fit)
    ]
    for short in shortages(rows, pool):
        topic = f"“{quiz.draw[short.row].topic}”" if quiz.draw[short.row].topic else "any topic"
        message = f"{short.wanted} items on {topic} are drawn, but the bank has only {short.found} left for level {quiz.level}"
        report.add(file, line_of(("draw", short.row), lines), message)


def check_story(form: ScenarioForm, file: Path, lines: dict[Loc, int], report: Report) -> None:
    """What the scenario's own analysis finds, each at its line of the file."""
    for loc, message in story_faults(form):
        report.add(file, line_of(loc, lines), message)


def forgotten(folder: Path, named: Iterable[str]) -> Iterator[Path]:
    """Content files of a module that its module.yaml does not name, and which nobody would ever see."""
    known = {folder / name for name in [*named, "module.yaml", "bank.yaml", WRITTEN]}
    for pattern in ("*.yaml", "*.yml", "lessons/*", "scenarios/*"):
        for file in sorted(folder.glob(pattern)):
            if file not in known and file.is_file() and not file.name.startswith("."):
                yield file
