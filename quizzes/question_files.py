"""Question files in the editor, in Wagtail's own dress: send, look at the dry run, take over; and a bank as a file."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from people.audit.services import note
from people.permissions import is_trainer
from quizzes.exporting import FORMATS, export_bank
from quizzes.formats import Verdict
from quizzes.importing import plan_of, send_file, take_over
from quizzes.models import ItemBank, QuestionFile
from quizzes.question_file_forms import ExportForm, SendFileForm

log = logging.getLogger(__name__)
LINES_A_PAGE = 100
FILES_SHOWN = 20
WORDS = {
    Verdict.ACCEPTED: gettext_lazy("Accepted"),
    Verdict.DRAFT: gettext_lazy("Drafts with warnings"),
    Verdict.REFUSED: gettext_lazy("Refused"),
}


@method_decorator(never_cache, name="dispatch")
class ForTrainers(WagtailAdminTemplateMixin):
    """What all pages of question files share: whoever writes items."""

    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not is_trainer(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        root = {"url": reverse("question-files:index"), "label": _("Question files")}
        own = {"url": "", "label": self.get_page_title()}
        return [*self.breadcrumbs_items, *([root] if own["label"] != root["label"] else []), own]


class SendView(ForTrainers, FormView):
    """The form for a file, and the files that one sent."""

    template_name = "quizzes/admin/files/index.html"
    page_title = gettext_lazy("Question files")
    form_class = SendFileForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        files = QuestionFile.objects.visible_to(self.request.user).select_related("bank").defer("content", "lines")
        return super().get_context_data(files=files[:FILES_SHOWN], **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        data = form.cleaned_data
        where = {name: data[name] for name in ("bank", "topic", "locale", "level")}
        sent = send_file(**where, name=data["file"].name, content=data["file"].read(), by=self.request.user, at=timezone.now())  # type: ignore[arg-type]
        return redirect("question-files:file", sent.pk)


class FileView(ForTrainers, TemplateView):
    """What would become of every question of a file; afterwards, what became of it."""

    template_name = "quizzes/admin/files/file.html"
    file: QuestionFile

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        files = QuestionFile.objects.visible_to(request.user).select_related("bank", "topic", "locale")
        self.file = get_object_or_404(files, pk=kwargs["pk"])
        return super().get(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return self.file.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines, fault = _lines(self.file)
        chosen = self.request.GET.get("verdict", "")
        shown = [line for line in lines if chosen in ("", line["verdict"])]
        page = Paginator(shown, LINES_A_PAGE).get_page(self.request.GET.get("page"))
        fresh = sum(line["verdict"] != Verdict.REFUSED and not line["is_known"] for line in lines)
        return super().get_context_data(
            file=self.file,
            fault=fault,
            page=page,
            tabs=_tabs(lines, chosen),
            total=len(lines),
            fresh=fresh,
            chosen=chosen,
            **kwargs,
        )


def _lines(file: QuestionFile) -> tuple[list[dict[str, Any]], Any]:
    if file.taken_over_at is not None:
        return file.lines, None
    plan = plan_of(file)
    return [line.as_values() for line in plan.lines], plan.fault


def _tabs(lines: list[dict[str, Any]], chosen: str) -> list[dict[str, Any]]:
    tabs = [{"verdict": "", "words": _("All"), "number": len(lines), "is_chosen": chosen == ""}]
    for verdict, words in WORDS.items():
        number = sum(line["verdict"] == verdict for line in lines)
        tabs.append({"verdict": verdict.value, "words": words, "number": number, "is_chosen": chosen == verdict})
    return tabs


class TakeOverView(ForTrainers, View):
    """404 for a file that somebody else has sent."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        file = get_object_or_404(QuestionFile.objects.visible_to(request.user), pk=pk)
        take_over(file=file, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        messages.success(request, _("The questions stand in the bank as drafts. None of them is asked before its legal review."))
        return redirect("question-files:file", pk)


class DiscardView(ForTrainers, View):
    """404 for a file of somebody else, and for one that was taken over: it says where questions came from."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        get_object_or_404(QuestionFile.objects.visible_to(request.user).waiting(), pk=pk).delete()
        messages.success(request, _("The file is thrown away. Nothing was changed."))
        return redirect("question-files:index")


class ExportView(ForTrainers, TemplateView):
    """Which bank in which format, and what of it the format cannot hold, before anything is downloaded."""

    template_name = "quizzes/admin/files/export.html"
    page_title = gettext_lazy("A bank as a file")
    header_icon = "download"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = ExportForm(self.request.GET or None)
        export = None
        if form.is_bound and form.is_valid():
            export = export_bank(bank=form.cleaned_data["bank"], form=form.cleaned_data["form"])
        return super().get_context_data(form=form, export=export, **kwargs)


@method_decorator(reauthentication_required, name="dispatch")
class DownloadView(ForTrainers, View):
    """The file, with its keys: logged, and only for whoever signed in a moment ago."""

    def get(self, request: HttpRequest, pk: int, form: str) -> HttpResponse:
        if form not in FORMATS:
            raise Http404
        bank = get_object_or_404(ItemBank, pk=pk)
        export = export_bank(bank=bank, form=form)
        note("questions exported", by=request.user.pk, at=timezone.now(), bank=bank.pk)
        log.info("bank exported", extra={"data": {"bank": bank.pk, "format": form, "by": request.user.pk}})
        response = HttpResponse(export.text(), content_type=f"{export.format.content_type}; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="{bank.key}.{export.format.ending}"'
        return response


class TrainersMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return is_trainer(request.user)


class QuestionFilesViewSet(ViewSet):
    """Files into banks, and banks as files."""

    name = "question-files"
    icon = "upload"
    menu_label = gettext_lazy("Question files")
    menu_order = 245
    menu_item_class = TrainersMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", SendView.as_view(), name="index"),
            path("<int:pk>/", FileView.as_view(), name="file"),
            path("<int:pk>/take-over/", TakeOverView.as_view(), name="take-over"),
            path("<int:pk>/discard/", DiscardView.as_view(), name="discard"),
            path("export/", ExportView.as_view(), name="export"),
            path("export/<int:pk>/<slug:form>/", DownloadView.as_view(), name="download"),
        ]
