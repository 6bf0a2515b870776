"""Pages in two halves, to find browser tests that look at a page before it is there: BLUEHELM_HALF_PAGES=0.5 (seconds)."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class HalfPagesMiddleware:
    """Sends a page up to its opening main tag, pauses, and sends the rest. The test client gets whole pages."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.pause = float(os.environ["BLUEHELM_HALF_PAGES"])

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.META.pop("HTTP_ACCEPT_ENCODING", None)  # a compressed page cannot be cut
        response = self.get_response(request)
        body = b"" if response.streaming else getattr(response, "content", b"")
        opening = body.find(b"<main")
        if opening < 0 or request.META.get("SERVER_NAME") == "testserver":
            return response
        return self._in_halves(response, body, body.index(b">", opening) + 1)

    def _in_halves(self, response: HttpResponseBase, body: bytes, cut: int) -> StreamingHttpResponse:
        def halves() -> Iterator[bytes]:
            yield body[:cut]
            time.sleep(self.pause)
            yield body[cut:]

        slow = StreamingHttpResponse(halves(), status=response.status_code, headers=response.headers)
        slow.cookies = response.cookies
        del slow.headers["Content-Length"]
        return slow
