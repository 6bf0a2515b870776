"""Messages inside the application: read them, act on them, put them behind oneself."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from people import services
from people.models import Notice
from people.requests import PersonRequest

MESSAGES_A_PAGE = 30


@never_cache
@require_GET
def index(request: PersonRequest) -> HttpResponse:
    """The reader's messages, unread ones first."""
    own = Notice.objects.of(request.user)
    messages = own.select_related("sent_by__rank").unread_first()
    page = Paginator(messages, MESSAGES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "people/messages.html", {"page": page, "unread": own.unread().count()})


@require_POST
def open_message(request: PersonRequest, pk: int) -> HttpResponse:
    """Marks it as read and leads to where to act on it; back to the list where there is nothing to do."""
    notice = get_object_or_404(Notice.objects.of(request.user), pk=pk)
    services.read_notices(notices=[notice], at=timezone.now())
    is_ours = notice.url.startswith("/") and url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None)
    return redirect(notice.url if is_ours else reverse("people:messages"))


@require_POST
def read_all(request: PersonRequest) -> HttpResponse:
    """Marks everything as read."""
    services.read_everything(user=request.user, at=timezone.now())
    return redirect("people:messages")
