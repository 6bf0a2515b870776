"""``manage.py strip_pictures``: takes place, time and device out of pictures of lessons, scenarios and questions that were
uploaded before pictures were drawn anew, and out of every size that was made of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from PIL import Image as Picture
from wagtail.images import get_image_model

from base.bare_pictures import NotReadable
from base.pictures import ENDINGS, bare_in_place


class Command(BaseCommand):
    help = "Draws uploaded pictures anew where they carry more than their picture. Again, it does nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        root = Path(settings.MEDIA_ROOT)
        done, unreadable = set[str](), []
        for path in sorted(each for each in root.rglob("*") if each.suffix.lower() in ENDINGS):
            name = path.relative_to(root).as_posix()
            try:
                if bare_in_place(path):
                    done.add(name)
            except NotReadable:
                unreadable.append(name)
        for image in get_image_model().objects.filter(file__in=done):
            _measure(image, root / image.file.name)
        self.stdout.write(f"{len(done)} pictures were drawn anew.")
        if unreadable:
            raise CommandError(f"These cannot be read and stay as they are; look at them by hand: {', '.join(unreadable)}.")


def _measure(image: Any, path: Path) -> None:
    """What stood on its side stands upright now. The hash stays: what was frozen with the picture is found by it."""
    with Picture.open(path) as picture:
        size = dict(zip(("width", "height"), picture.size, strict=True))
    type(image).objects.filter(pk=image.pk).update(file_size=path.stat().st_size, **size)
