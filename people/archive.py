"""Everything held about one person as one archive: JSON for machines, a PDF to read, and the files that belong to it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from base.dates import in_words
from base.printing import plain, printed
from people.models import User
from people.own_data import Section, as_json

SHEET = Path(__file__).parent / "sheets" / "own_data.typ"
ROWS_IN_PRINT = 500  # of one section; the JSON has all
LONGEST_VALUE = 2000  # letters in print
MOST_BYTES = 50 * 1024 * 1024  # of files beside the JSON and the PDF

Files = Callable[[User], Iterable[tuple[str, bytes]]]
_files: dict[str, Files] = {}


def register_files(folder: str, files: Files) -> None:
    """Adds a folder of files: (name, content) for each; registering it again replaces it."""
    _files[folder] = files


def archive_of(user: User, sections: Mapping[str, Section], at: datetime) -> bytes:
    """A ZIP: ``own-data.json``, ``own-data.pdf``, ``keys.txt`` that says what each key means, and folders of files."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        content = {"made_at": at, **as_json(sections)}
        archive.writestr("own-data.json", json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
        archive.writestr("own-data.pdf", own_data_pdf(user, sections, at))
        left_out = [name for name, added in _added(archive, user) if not added]
        archive.writestr("keys.txt", _keys(sections, left_out))
    return whole.getvalue()


def _added(archive: zipfile.ZipFile, user: User) -> Iterator[tuple[str, bool]]:
    """Each file with whether there was room for it."""
    room = MOST_BYTES
    for folder, files in _files.items():
        for name, content in files(user):
            path = f"{folder}/{name}"
            fits = len(content) <= room
            if fits:
                room -= len(content)
                archive.writestr(path, content)
            yield path, fits


def _keys(sections: Mapping[str, Section], left_out: list[str]) -> str:
    """The keys of the JSON file in words, and the files for which there was no room."""
    lines = ["made_at: " + _("Made")]
    for key, section in sections.items():
        lines += ["", f"{key}: {section.title}", *(f"  {name}: {words}" for name, words in section.columns.items())]
    if left_out:
        lines += ["", _("Too large for this archive; open them on the site:"), *(f"  {name}" for name in left_out)]
    return "\n".join(lines) + "\n"


def own_data_pdf(user: User, sections: Mapping[str, Section], at: datetime) -> bytes:
    """The same to read: section by section, each row as a short list of words and values."""
    moment = timezone.localtime(at)
    data = {
        "title": _("Everything held about you"),
        "person": plain(user.rank_and_name),
        "made": f"{_('Made')}: {in_words(moment, 'j F Y, H:i')}",
        "language": (translation.get_language() or "en")[:2],
        "date": {"year": moment.year, "month": moment.month, "day": moment.day},
        "nothing": _("Nothing."),
        "sections": [_printed(section) for section in sections.values()],
    }
    return printed(SHEET, data)


def _printed(section: Section) -> dict[str, Any]:
    rows = [[[str(words), _short(value)] for words, value in line] for line in islice(section.lines, ROWS_IN_PRINT)]
    more = len(section.rows) - len(rows)
    told = _("%(number)s more stand in the JSON file.") % {"number": more} if more else ""
    return {"title": str(section.title), "rows": rows, "more": told}


def _short(value: Any) -> str:
    text = plain(str(value))
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"
