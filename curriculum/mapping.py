"""Which lesson answers to which lesson of the training standard: read from mapping.yaml, kept as rows (see mapping_table)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from courses.models import LessonPage
from curriculum.checks import Once
from curriculum.fingerprints import stored_sha256
from curriculum.keeping import Keeper
from curriculum.models import LoadedText, MappedLesson, TrainingStandard
from curriculum.schema import MappedForm, MappingFile
from curriculum.source import Report, line_of, read_yaml

NAME = "mapping.yaml"
MARK = "mapping:"  # of a row in the loader's memory, before the key of its lesson


@dataclass(frozen=True)
class MappingSource:
    """``paths``: the key of the page that was loaded of each lesson, by the number of the lesson."""

    form: MappingFile
    paths: dict[str, str] = field(default_factory=dict)


def read_mapping(root: Path, paths: dict[str, str], report: Report) -> MappingSource | None:
    """The table of a course, if it has one; every lesson stands in it once, and none that the course does not have."""
    file = root / NAME
    if not file.is_file():
        return None
    form, lines = read_yaml(MappingFile, file, report)
    if form is None:
        return None
    numbers = Once(report, "the lesson")
    for n, row in enumerate(form.lessons):
        line = line_of(("lessons", n, "lesson"), lines)
        if numbers.add(row.lesson, file, line) and row.lesson not in paths:
            report.add(file, line, f"no lesson of the course has the number {row.lesson}")
    for number in paths:
        if number not in numbers.seen:
            report.add(file, line_of(("lessons",), lines), f"the lesson {number} is not mapped")
    return MappingSource(form, paths)


def load_mapping(source: MappingSource | None, keeper: Keeper) -> None:
    """Writes what differs and was not edited here. Lessons that were taken away here have no row."""
    if source is None:
        return
    fields = {"edition": source.form.edition, "review": "\n".join(source.form.review)}
    standard = _put(TrainingStandard.objects.filter(pk=1), TrainingStandard(pk=1), fields)
    pages = dict(LoadedText.objects.filter(key__in=source.paths.values()).values_list("key", "row_pk"))
    for order, row in enumerate(source.form.lessons):
        path = source.paths[row.lesson]
        if (pk := _standing(pages.get(path))) is not None:
            _put_row(keeper, MARK + path, MappedLesson(standard=standard, lesson_id=pk), row, order)
    _take_out(keeper, {path.split("/")[0] for path in source.paths.values()})


def _put_row(keeper: Keeper, key: str, new: MappedLesson, row: MappedForm, order: int) -> None:
    """``new``: the row to be, with its lesson, in case there is none."""
    joined = {"answers_to": "; ".join(row.cptm), "topics": "; ".join(row.topics), "also": "; ".join(row.also)}
    fields = {**joined, "number": row.lesson, "order": order}
    found = MappedLesson.objects.filter(standard=new.standard, lesson=new.lesson_id).first()
    if found is not None and key not in keeper.known:  # written before rows could be edited here
        keeper.remember(key, found.pk, "", stored_sha256(found, fields), list(fields))
    keeper.put(key, found, fields, lambda: new)


def _take_out(keeper: Keeper, modules: set[str]) -> None:
    """The rows of lessons that these modules no longer have; what somebody else mapped stays."""
    gone = [
        row.row_pk
        for key, row in keeper.known.items()
        if row.row_pk and key.startswith(MARK) and key not in keeper.seen and key.removeprefix(MARK).split("/")[0] in modules
    ]
    MappedLesson.objects.filter(pk__in=gone).delete()


def _standing(pk: int | None) -> int | None:
    return pk if LessonPage.objects.filter(pk=pk).exists() else None


def _put(rows: QuerySet[Any], new: Any, fields: Mapping[str, str | int]) -> Any:
    """The row with these values; written only where one differs."""
    row = rows.first() or new
    if row._state.adding or any(getattr(row, name) != value for name, value in fields.items()):
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
    return row
