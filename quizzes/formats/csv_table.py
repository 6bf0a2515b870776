"""CSV: a question a row, as a spreadsheet holds it. Texts are plain; shares are percentages."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import get_args

from django.utils.translation import gettext as _

from base.sheets import as_meant, csv_lines
from quizzes.formats.bounds import bounded, text_of, title_of, too_much, unreadable_signs
from quizzes.formats.doubts import doubts
from quizzes.formats.moodle_xml_writer import number, percent
from quizzes.formats.numbers import number_of
from quizzes.formats.plain import plain
from quizzes.formats.question import Answer, Found, Pair, ParsedQuestion, QuestionRefused, Simple, Text, UnreadableFile
from quizzes.formats.shares import share_of
from quizzes.formats.whole import no_place_elsewhere

KINDS: tuple[Simple, ...] = get_args(Simple)
ONCE = ("kind", "name", "text", "feedback", "category", "id", "tags", "capitals count", "all or nothing")
EACH = ("answer", "share", "tolerance", "partner", "feedback")  # with a number behind it: answer 1, share 1 …
YES = ("yes", "true", "1", "x", "oui", "نعم")
NO = ("", "no", "false", "0", "non", "لا")
BELONGS = {"partner": ("matching",), "tolerance": ("numerical",)}  # a column that says something in these kinds alone
SAID_ONCE = {"capitals count": ("short-answer",), "all or nothing": ("multiple", "matching", "ordering")}  # likewise
NO_SHARES = ("ordering", "matching")
EXCELS_MARK = re.compile(r"\Asep=(.)\r?\n", re.IGNORECASE)  # a first line that Excel writes and reads
DELIMITERS = ",;\t|"
MAX_PLACES = 60


# --- Reading --------------------------------------------------------------------------------------


def is_table(content: bytes) -> bool:
    """Whether the first line holds the headings that every table of questions has."""
    start = content[:2_000].decode("utf-8", errors="ignore").lstrip("\ufeff")
    first = EXCELS_MARK.sub("", start).splitlines()[:1]
    return bool(first) and {"kind", "text"} <= {cell.strip().lower() for cell in _cells(first[0])}


def _cells(line: str) -> list[str]:
    return next(csv.reader([line], delimiter=_delimiter(line)), [])


def _delimiter(line: str) -> str:
    return max(DELIMITERS, key=line.count)


def read(content: bytes, file: str) -> list[Found]:
    """Every question of the table. Raises UnreadableFile."""
    written = text_of(content).lstrip("\ufeff")
    mark = EXCELS_MARK.match(written)
    text = written[mark.end() :] if mark else written
    delimiter = mark[1] if mark and mark[1] in DELIMITERS else _delimiter(text.partition("\n")[0])
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[Found] = []
    above = 1 if mark else 0  # lines before the headings
    line = 1 + above
    try:
        header = [cell.strip().lower() for cell in next(rows)]
        _refuse_unknown(header)
        line = rows.line_num + 1 + above
        for cells in rows:
            if any(cell.strip() for cell in cells):
                found.append(_found(header, cells, file, line))
                bounded(found)
            line = rows.line_num + 1 + above
    except csv.Error:
        raise UnreadableFile(_("The table is broken: a quotation mark that never closes, for example."), line) from None
    return found


def _refuse_unknown(header: list[str]) -> None:
    if len(header) > len(ONCE) + MAX_PLACES * len(EACH):
        raise UnreadableFile(_("The table has more columns than are known."))
    known = {*ONCE, *(f"{name} {place}" for name in EACH for place in range(1, MAX_PLACES + 1))}
    odd = [name for name in header if name not in known] + [name for name in header if header.count(name) > 1]
    if odd:
        raise UnreadableFile(_("The column “%(name)s” is unknown, or stands there twice.") % {"name": odd[0][:40]})


def _found(header: list[str], cells: list[str], file: str, line: int) -> Found:
    row = {name: _bare(cell) for name, cell in zip(header, cells, strict=False)}
    found = Found(file, line, title_of(row.get("name") or row.get("text", "")))
    if signs := unreadable_signs("".join(cells)):
        return replace(found, refusal=signs)
    if len(cells) < len(header) or any(cell.strip() for cell in cells[len(header) :]):
        return replace(found, refusal=_("The row has more or fewer cells than there are headings."))
    try:
        question = _question(row)
    except QuestionRefused as reason:
        return replace(found, refusal=str(reason))
    if much := too_much(question):
        return replace(found, refusal=much)
    return replace(found, question=question, warnings=tuple(doubts(question)))


def _bare(cell: str) -> str:
    """Without the apostrophes with which an export made it harmless."""
    return as_meant(cell.strip())


def _question(row: dict[str, str]) -> ParsedQuestion:
    kind = row["kind"].lower()
    if kind not in KINDS:
        raise QuestionRefused(
            _("“%(kind)s” is no kind of question. Kinds are: %(kinds)s.") % {"kind": kind[:40], "kinds": ", ".join(KINDS)}
        )
    places = [place for place in range(1, MAX_PLACES + 1) if any(row.get(f"{name} {place}") for name in EACH)]
    _refuse_what_says_nothing(kind, row, places)
    question = ParsedQuestion(
        kind=kind,
        stem=Text(row["text"]),
        name=row.get("name", ""),
        feedback=Text(row.get("feedback", "")),
        category=row.get("category", ""),
        idnumber=row.get("id", ""),
        tags=tuple(tag.strip() for tag in row.get("tags", "").split(",") if tag.strip()),
        case_sensitive=_is_yes(row.get("capitals count", "")),
        all_or_nothing=_is_yes(row.get("all or nothing", "")),
    )
    if kind == "matching":
        return replace(question, pairs=tuple(_pair(row, place) for place in places))
    return replace(question, answers=_in_house_order(kind, [_answer(kind, row, place) for place in places]))


def _is_yes(word: str) -> bool:
    if word.lower() not in (*YES, *NO):
        raise QuestionRefused(_("“%(word)s” is neither yes nor no.") % {"word": word[:40]})
    return word.lower() in YES


def _refuse_what_says_nothing(kind: str, row: dict[str, str], places: list[int]) -> None:
    """What would be dropped without a word may have been meant for something."""
    unread = [name for name, kinds in BELONGS.items() if kind not in kinds] + (["share"] if kind in NO_SHARES else [])
    idle = [name for name, kinds in SAID_ONCE.items() if kind not in kinds and _is_yes(row.get(name, ""))]
    for name in (*idle, *(f"{each} {place}" for place in places for each in unread)):
        if row.get(name):
            raise QuestionRefused(_("The column “%(name)s” says nothing in a question of this kind.") % {"name": name})


def _pair(row: dict[str, str], place: int) -> Pair:
    return Pair(Text(row.get(f"answer {place}", "")), row.get(f"partner {place}", ""), Text(row.get(f"feedback {place}", "")))


def _answer(kind: str, row: dict[str, str], place: int) -> Answer:
    text, tolerance = row.get(f"answer {place}", ""), row.get(f"tolerance {place}", "")
    share = row.get(f"share {place}", "").removesuffix("%").replace(",", ".").strip() or "0"
    try:
        if kind == "numerical" and text != "*":
            number_of(text)
        margin = number_of(tolerance or "0") if kind == "numerical" else None
        if margin is not None and margin < 0:
            raise ValueError(tolerance)
        return Answer(Text(text), share_of(share), Text(row.get(f"feedback {place}", "")), margin)
    except ValueError:
        raise QuestionRefused(_("Answer %(place)s holds a number or a share that cannot be read.") % {"place": place})


def _in_house_order(kind: str, answers: list[Answer]) -> tuple[Answer, ...]:
    """True before false, and both there."""
    if kind != "true-false":
        return tuple(answers)
    by_word = {answer.text.text.lower(): replace(answer, text=Text(answer.text.text.lower())) for answer in answers}
    if set(by_word) != {"true", "false"} or sorted(answer.share for answer in by_word.values()) != [0.0, 1.0]:
        raise QuestionRefused(_("True or false needs the answers “true” and “false”, one of them right."))
    return (by_word["true"], by_word["false"])


# --- Writing --------------------------------------------------------------------------------------


def cannot_hold(question: ParsedQuestion) -> str:
    """Why this question has no row; empty where it has."""
    if reason := no_place_elsewhere(question):
        return reason
    if question.units or question.criteria or question.model_answer or question.keeps_order:
        return _("The table has no columns for units, a rubric, and options that keep their order.")
    return ""


def write(questions: Iterable[ParsedQuestion]) -> str:
    """Leaves out what a row cannot say; as many numbered columns as the longest question needs."""
    questions = [each for each in questions if not cannot_hold(each)]
    places = max((len(each.answers) + len(each.pairs) for each in questions), default=0)
    header = [*ONCE, *(f"{name} {place}" for place in range(1, places + 1) for name in EACH)]
    return "".join(csv_lines(header, (_row(each, places) for each in questions)))


def _row(question: ParsedQuestion, places: int) -> list[str]:
    once = [question.kind, question.name, plain(question.stem), plain(question.feedback), question.category, question.idnumber]
    says = {"capitals count": question.case_sensitive, "all or nothing": question.all_or_nothing}
    once += [", ".join(question.tags), *("yes" if says[name] and question.kind in SAID_ONCE[name] else "" for name in says)]
    cells = [*_answer_cells(question), *_pair_cells(question)]
    return once + [cell for each in cells for cell in each] + [""] * (len(EACH) * (places - len(cells)))


def _answer_cells(question: ParsedQuestion) -> Iterator[list[str]]:
    for answer in question.answers:
        tolerance = "" if answer.tolerance is None else number(answer.tolerance)
        share = "" if question.kind == "ordering" else percent(answer.share)
        yield [plain(answer.text), share, tolerance, "", plain(answer.feedback)]


def _pair_cells(question: ParsedQuestion) -> Iterator[list[str]]:
    for pair in question.pairs:
        yield [plain(pair.stem), "", "", pair.choice, plain(pair.feedback)]
