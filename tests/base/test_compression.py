"""Pages cross the wire compressed, each time padded anew, and whole for whoever does not unpack."""

from __future__ import annotations

import gzip

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client

from base.compression import CompressionMiddleware, packed

pytestmark = pytest.mark.django_db


def rules(**headers: str) -> HttpResponse:
    return Client().get("/rules/", headers=headers)


def test_a_page_is_the_same_after_unpacking() -> None:
    response = rules(accept_encoding="br, gzip")
    assert response["Content-Encoding"] == "gzip"
    assert int(response["Content-Length"]) == len(response.content)
    assert gzip.decompress(response.content).decode().rstrip().endswith("</html>")


def test_both_forms_are_told_apart_by_caches() -> None:
    for response in (rules(), rules(accept_encoding="gzip")):
        assert "Accept-Encoding" in response["Vary"]


def test_whoever_does_not_unpack_reads_it_whole() -> None:
    response = rules(accept_encoding="br")
    assert "Content-Encoding" not in response
    assert "</html>" in response.content.decode()


def test_the_length_of_a_page_varies() -> None:
    assert len({len(rules(accept_encoding="gzip").content) for _ in range(12)}) > 1


@pytest.mark.parametrize("padding", [0, 1, 99])
def test_padding_adds_to_the_length_and_nothing_to_the_text(padding: int) -> None:
    assert gzip.decompress(packed(b"words" * 100, padding)) == b"words" * 100
    assert len(packed(b"words" * 100, padding)) == len(packed(b"words" * 100, 0)) + padding


def test_what_is_too_short_stays_as_it_is() -> None:
    request = HttpRequest()
    request.META["HTTP_ACCEPT_ENCODING"] = "gzip"
    response = CompressionMiddleware(lambda _request: HttpResponse("ok"))(request)
    assert response.content == b"ok"
