"""Forms as one PDF: for each its questions, then an answer sheet of its own. Keys are not even fetched."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.dates import in_words
from base.printing import plain, printed
from law.models import Topic
from quizzes.models import PaperForm, PaperItem, QuizPage
from quizzes.paper.kinds import PAPER_KINDS

SHEET = Path(__file__).parent / "forms.typ"


def forms_pdf(forms: Iterable[PaperForm]) -> bytes:
    """One file for forms of one quiz, in its language. Two queries; one more where topics must all be right."""
    rows = list(forms)
    quiz = QuizPage.objects.select_related("locale").get(pk=rows[0].quiz_id)
    items = PaperItem.objects.filter(form__in=rows).order_by("form", "number")
    drawn: dict[int, list[dict[str, Any]]] = {}
    for form, kind, content, order in items.values_list("form", "version__kind", "version__content", "option_order"):
        drawn.setdefault(form, []).append(_question(kind, content, order))
    language = quiz.locale.language_code
    day = timezone.localdate(rows[0].printed_at)
    with translation.override(language):
        data = {
            "title": plain(quiz.title),
            "centre": plain(settings.CENTRE_NAME),
            "language": language,
            "date": {"year": day.year, "month": day.month, "day": day.day},
            "words": _words(rows[0], len(drawn[rows[0].pk])),
            "forms": [{"number": form.number, "questions": drawn[form.pk]} for form in rows],
        }
    return printed(SHEET, data)


def _question(kind: str, content: dict[str, Any], order: list[str]) -> dict[str, Any]:
    """Plain values for the sheet: {stem, options, stems, note, box}."""
    shown = PAPER_KINDS[kind].printed(content, order)
    return {
        "stem": [plain(line) for line in str(content["stem"]).splitlines() if plain(line)],
        "options": [plain(text) for text in shown.get("options", [])],
        "stems": [plain(text) for text in shown.get("stems", [])],
        "note": plain(shown.get("note", "")),
        "box": PAPER_KINDS[kind].box(content, order),
    }


def facts_of(form: PaperForm, questions: int) -> list[str]:
    """What its reader must know before beginning, in the language that is spoken: all that decides stands among it."""
    rules, time = form.rules, form.rules["time_limit"]
    minutes = ngettext("%(n)d minute", "%(n)d minutes", time) % {"n": time} if time else _("No time limit")
    count = ngettext("%(n)d question", "%(n)d questions", questions) % {"n": questions}
    facts = [count, minutes, _("To pass: %(mark)d per cent") % {"mark": rules["pass_mark"]}]
    if critical := rules.get("critical_topics"):
        topics = Topic.objects.filter(key__in=critical, locale=form.quiz.locale_id).order_by("pk")
        facts.append(_("Must all be right: %(topics)s") % {"topics": _(", ").join(plain(topic.name) for topic in topics)})
    for row in rules["blueprint"]:
        if row.get("minimum"):
            words = {"part": plain(row["name"]), "minimum": row["minimum"], "of": row["count"]}
            facts.append(_("%(part)s: at least %(minimum)d of %(of)d right") % words)
    return facts


def _words(form: PaperForm, questions: int) -> dict[str, Any]:
    return {
        "form": _("Form"),
        "facts": facts_of(form, questions),
        "how": _("Mark your answers on the answer sheet alone. It is the last page of this form."),
        "sheet": _("Answer sheet"),
        "fields": [_("Name"), _("Service number"), _("Unit"), _("Date"), _("Signature"), _("Invigilator")],
        "cross": _("Cross the letter. To change a cross, fill its box and cross another."),
        "printed": _("Printed on %(day)s") % {"day": in_words(timezone.localdate(form.printed_at))},
    }
