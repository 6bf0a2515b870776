"""The way of a roll: send, name the columns, look at what it would change, mend, take over."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from base.limits import is_too_often
from base.sheets import WORKBOOK
from people.audit.services import note
from people.models import RollImport, Unit
from people.permissions import can_manage_training
from people.requests import PersonRequest
from people.roll import services, tasks
from people.roll.faulty import faulty_lines
from people.roll.faulty import faulty_workbook as rows_as_workbook
from people.roll.forms import ColumnsForm, MendForm, SendRollForm
from people.roll.progress import percent_of
from people.roll.reading import UnreadableRoll
from people.roll.rows import shown_lines, tabs
from people.tree.choices import in_tree_order

ROWS_A_PAGE = 100
ROLLS_SHOWN = 20
SENDS_A_MINUTE = "20/m/user"


@never_cache
def index(request: PersonRequest) -> HttpResponse:
    """The rolls that one sent, and the form for another."""
    today = timezone.localdate()
    if not can_manage_training(request.user, today):
        raise Http404
    units = in_tree_order(Unit.objects.trained_by(request.user, today), today)
    form = SendRollForm(request.POST or None, request.FILES or None, units=units, today=today)
    if request.method == "POST" and form.is_valid() and (roll := _sent(request, form)):
        return redirect("roll:columns", pk=roll.pk)
    rolls = RollImport.objects.visible_to(request.user).select_related("unit")[:ROLLS_SHOWN]
    return render(request, "people/roll/index.html", {"form": form, "rolls": rolls})


def _sent(request: PersonRequest, form: SendRollForm) -> RollImport | None:
    if is_too_often(request, "roll-send", SENDS_A_MINUTE):
        form.add_error(None, _("Too many files at once. Wait a minute, then send it again."))
        return None
    data = form.cleaned_data
    try:
        return services.send_roll(
            unit=data["unit"],
            by=request.user,
            on=data["on"],
            file_name=data["file"].name,
            content=data["file"].read(),
            is_complete=data["is_complete"],
            at=timezone.now(),
        )
    except UnreadableRoll as fault:
        form.add_error("file", str(fault))
        return None


def _own(request: PersonRequest, pk: int) -> RollImport:
    """A roll of the reader's own, as long as the reader still trains its unit."""
    units = Unit.objects.trained_by(request.user, timezone.localdate())
    rolls = RollImport.objects.visible_to(request.user).filter(unit__in=units)
    return get_object_or_404(rolls.select_related("unit", "sent_by"), pk=pk)


def _check(roll: RollImport) -> HttpResponse:
    tasks.check.enqueue(roll.pk, get_language() or "en")
    return redirect("roll:roll", pk=roll.pk)


def _went_on(request: PersonRequest, pk: int) -> HttpResponse:
    messages.warning(request, _("The list went on meanwhile. Nothing was done; look at it again."))
    return redirect("roll:roll", pk=pk)


@never_cache
def columns(request: PersonRequest, pk: int) -> HttpResponse:
    """What each column means, with the first rows beside it."""
    roll = _own(request, pk)
    if roll.state not in (RollImport.State.MAPPING, RollImport.State.CHECKED):
        return redirect("roll:roll", pk=roll.pk)
    form = ColumnsForm(request.POST or None, header=roll.header, columns=roll.columns)
    if request.method == "POST" and form.is_valid():
        try:
            return _check(services.name_columns(roll=roll, columns=form.columns, at=timezone.now()))
        except services.NotNow:
            return _went_on(request, pk)
    sample = [cells for _number, cells in roll.rows[:5]]
    return render(request, "people/roll/columns.html", {"roll": roll, "form": form, "sample": sample})


@never_cache
@require_GET
def roll(request: PersonRequest, pk: int) -> HttpResponse:
    """What the roll would change, kind by kind; while work goes on, how far it came."""
    if over := RollImport.objects.visible_to(request.user).over().select_related("unit").filter(pk=pk).first():
        return _ended(request, over)
    found = _own(request, pk)
    if found.state == RollImport.State.MAPPING:
        return redirect("roll:columns", pk=found.pk)
    if found.is_under_way:
        return _under_way(request, found)
    kind = request.GET.get("kind", "") or ("faulty" if found.faulty else "")
    page = Paginator(shown_lines(found, kind), ROWS_A_PAGE).get_page(request.GET.get("page"))
    is_ahead = found.takes_effect_on > timezone.localdate()
    shown: dict[str, Any] = {"tabs": tabs(found, kind), "kind": kind, "page": page, "is_ahead": is_ahead}
    context = {"roll": found, "mend": MendForm(), **shown}
    return render(request, "people/roll/roll.html", context)


def _ended(request: PersonRequest, over: RollImport) -> HttpResponse:
    """Figures alone. Whoever sent it reads them also when the list itself took the training of the unit away."""
    may_go_on = Unit.objects.trained_by(request.user, timezone.localdate()).filter(pk=over.unit_id).exists()
    return render(request, "people/roll/ended.html", {"roll": over, "tabs": tabs(over, ""), "may_go_on": may_go_on})


def _under_way(request: PersonRequest, found: RollImport) -> HttpResponse:
    is_applying = found.state == RollImport.State.APPLYING
    context = {
        "roll": found,
        "total": len(found.rows),
        "percent": percent_of(found) if is_applying else None,
        "is_stuck": found.is_stuck(timezone.now()),
    }
    return render(request, "people/roll/under_way.html", context)


@never_cache
@require_GET
def faulty(request: PersonRequest, pk: int) -> StreamingHttpResponse:
    """The faulty rows as a file: the columns of the roll, the number of each row and what is wrong with it."""
    response = StreamingHttpResponse(faulty_lines(_taken_away(request, pk)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="roll-{pk}-faulty-rows.csv"'
    return response


@never_cache
@require_GET
def faulty_workbook(request: PersonRequest, pk: int) -> FileResponse:
    """The same as a workbook."""
    file = rows_as_workbook(_taken_away(request, pk))
    return FileResponse(file, as_attachment=True, filename=f"roll-{pk}-faulty-rows.xlsx", content_type=WORKBOOK)


def _taken_away(request: PersonRequest, pk: int) -> RollImport:
    found = _own(request, pk)
    note("roll rows exported", by=request.user.pk, at=timezone.now(), roll=found.pk)
    return found


@require_POST
def mend(request: PersonRequest, pk: int) -> HttpResponse:
    """Mended rows take the place of the faulty ones; then the whole roll is checked again."""
    found = _own(request, pk)
    form = MendForm(request.POST, request.FILES)
    if found.state != RollImport.State.CHECKED or not form.is_valid():
        messages.error(request, _("Choose the file with the mended rows, then send it. Nothing has changed."))
        return redirect("roll:roll", pk=found.pk)
    try:
        return _check(services.mend_roll(roll=found, content=form.cleaned_data["file"].read(), at=timezone.now()))
    except services.NotNow:
        return _went_on(request, pk)
    except UnreadableRoll as fault:
        messages.error(request, str(fault))
        return redirect("roll:roll", pk=found.pk)


@require_POST
def take_over(request: PersonRequest, pk: int) -> HttpResponse:
    """All of it or nothing; refused while a row is faulty."""
    try:
        found = services.begin_taking_over(roll=_own(request, pk), at=timezone.now())
    except services.NotNow:
        return redirect("roll:roll", pk=pk)
    tasks.take_over.enqueue(found.pk, get_language() or "en")
    return redirect("roll:roll", pk=found.pk)


@require_POST
def again(request: PersonRequest, pk: int) -> HttpResponse:
    """Work that failed, or whose worker died, begins once more."""
    try:
        found = services.begin_again(roll=_own(request, pk), at=timezone.now())
    except services.NotNow:
        return _went_on(request, pk)
    work = tasks.take_over if found.state == RollImport.State.APPLYING else tasks.check
    work.enqueue(found.pk, get_language() or "en")
    return redirect("roll:roll", pk=found.pk)


@require_POST
def discard(request: PersonRequest, pk: int) -> HttpResponse:
    """The list is thrown away; what was taken over stays."""
    found = services.discard_roll(roll=_own(request, pk), at=timezone.now())
    if found.state == RollImport.State.APPLIED:
        messages.warning(request, _("It was too late: the list is taken over."))
        return redirect("roll:roll", pk=found.pk)
    messages.success(request, _("The list is thrown away. Nothing was changed."))
    return redirect("roll:index")
