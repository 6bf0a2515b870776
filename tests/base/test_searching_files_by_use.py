"""Pictures and files of the editor are looked for by words and by how often they are used, both at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from people.models import User
from tests.conftest import Cast
from tests.factories.stage import make_document


@pytest.mark.parametrize(("used", "is_found"), [({"usage_count_max": 3}, True), ({"usage_count_min": 1}, False)])
def test_words_and_uses_together_find_what_fits_both(
    cast: Cast, client_of: Callable[[User | None], Client], search_index: None, used: dict[str, int], is_found: bool
) -> None:
    make_document("orders.mp3")
    Image.objects.create(title="orders.png", file=get_test_image_file())
    client = client_of(cast.administrator)
    for kind, title in (("images", "orders.png"), ("documents", "orders.mp3")):
        answer = client.get(f"/admin/{kind}/results/", {"q": "orders", **used})
        assert (title in answer.content.decode()) == is_found
