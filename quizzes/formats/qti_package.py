"""A QTI content package: a zip whose manifest names the items. Nothing of it is ever unpacked to disk."""

from __future__ import annotations

import io
import posixpath
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

from quizzes.formats.bounds import MEGABYTE, bounded, title_of
from quizzes.formats.qti import ITEM, OLD, TEST, old_version, plain_names, read_item
from quizzes.formats.question import Found, UnreadableFile
from quizzes.formats.tree import Node, read_tree

ZIP_START = b"PK\x03\x04"
MANIFEST = "imsmanifest.xml"
MAX_FILES = 3_000
MAX_FILE = 5 * MEGABYTE
MAX_UNPACKED = 60 * MEGABYTE
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
LOCKED = 0x1


class Package:
    """The files of a package by their names, read one by one within a budget."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
            raise UnreadableFile(_("The package is broken or cut off. Download or export it again.")) from None
        self._left = MAX_UNPACKED
        self.parts = {part.filename: part for part in self._zip.infolist() if not part.is_dir()}
        _refuse_unsafe(self._zip.infolist())

    def read(self, name: str) -> bytes:
        """Raises UnreadableFile."""
        try:
            with self._zip.open(self.parts[name]) as file:
                content = file.read(min(MAX_FILE, self._left) + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, NotImplementedError, OSError):
            raise UnreadableFile(_("This file of the package is broken.")) from None
        self._left -= len(content)
        if len(content) > MAX_FILE or self._left < 0:
            raise UnreadableFile(_("The package unpacks to more than can be read."))
        return content


def _refuse_unsafe(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MAX_FILES or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise UnreadableFile(_("The package unpacks to more than can be read."))
    names = [part.filename for part in parts]
    if len(set(names)) < len(names):
        raise UnreadableFile(_("The package holds two files of the same name."))
    for part in parts:
        if _leads_out(part.orig_filename) or stat.S_ISLNK(part.external_attr >> 16):
            raise UnreadableFile(_("The package names a file outside itself: “%(name)s”.") % {"name": title_of(part.filename)})
        if part.flag_bits & LOCKED or part.compress_type not in PACKINGS:
            raise UnreadableFile(_("The package is locked with a password, or packed in an unknown way."))


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or "\x00" in name or ".." in name.split("/")


@dataclass(frozen=True)
class Reference:
    """A file that the manifest or a test names; ``path`` is None where it lies outside the package."""

    href: str
    path: str | None
    source: str
    line: int


def read(content: bytes, file: str) -> list[Found]:
    """Every item of the package, those that are missing or unnamed too. Raises UnreadableFile."""
    package = Package(content)
    manifest = _manifest(package)
    references = list(_references(package, manifest))
    found = [_found(package, reference, file) for reference in _once(references)]
    named = {reference.path for reference in references}
    found += list(_unnamed(package, named, file))
    return bounded(found)


def _manifest(package: Package) -> str:
    found = sorted((name for name in package.parts if posixpath.basename(name) == MANIFEST), key=lambda name: name.count("/"))
    if not found:
        raise UnreadableFile(_("The zip is no QTI package: it holds no imsmanifest.xml."))
    return found[0]


def _references(package: Package, manifest: str) -> Iterator[Reference]:
    """What the manifest and its tests call items. Raises UnreadableFile where a test is missing."""
    for resource, base in _with_bases(plain_names(read_tree(package.read(manifest))), "resource"):
        kind = resource.attributes.get("type", "").lower()
        files = resource.all("file")
        named = files[0] if files and not resource.attributes.get("href") else resource
        reference = _reference(named, manifest, base)
        if "item" in kind:
            yield reference
        elif "test" in kind:
            if reference.path not in package.parts:
                raise UnreadableFile(
                    _("The manifest names “%(name)s”, which the package does not hold.") % {"name": title_of(reference.href)},
                    reference.line,
                )
            yield from _references_of_test(package, reference.path or "")


def _references_of_test(package: Package, path: str) -> Iterator[Reference]:
    test = plain_names(read_tree(package.read(path)))
    if test.tag == OLD:
        raise old_version(test)
    if test.tag != TEST:
        raise UnreadableFile(_("“%(name)s” is no test.") % {"name": title_of(path)}, test.line)
    for each, base in _with_bases(test, "assessmentitemref"):
        yield _reference(each, path, base)


def _with_bases(node: Node, tag: str, above: str = "") -> Iterator[tuple[Node, str]]:
    """The elements of the name below, each with the folder from which ``xml:base`` counts its address."""
    base = posixpath.join(above, node.attributes.get("base", "").strip())
    if node.tag == tag:
        yield node, base
    for child in node.children:
        yield from _with_bases(child, tag, base)


def _reference(node: Node, source: str, base: str) -> Reference:
    href = node.attributes.get("href", "").strip()
    parts = urlsplit(posixpath.join(base, href))
    path = posixpath.normpath(posixpath.join(posixpath.dirname(source), unquote(parts.path)))
    outside = bool(parts.scheme or parts.netloc) or not href or path.startswith(("..", "/"))
    return Reference(href, None if outside else path, source, node.line)


def _once(references: list[Reference]) -> list[Reference]:
    return list({reference.path or reference.href: reference for reference in reversed(references)}.values())[::-1]


def _found(package: Package, reference: Reference, file: str) -> Found:
    named = Found(f"{file}/{reference.source}", reference.line, title_of(reference.href))
    if reference.path is None:
        return Found(named.file, named.line, named.title, refusal=_("The item lies outside the package, and is not fetched."))
    if reference.path not in package.parts:
        return Found(named.file, named.line, named.title, refusal=_("The package does not hold this file."))
    return _item(package, reference.path, file)


def _item(package: Package, path: str, file: str) -> Found:
    try:
        return read_item(read_tree(package.read(path)), f"{file}/{path}")
    except UnreadableFile as fault:
        return Found(f"{file}/{path}", fault.line, title_of(path), refusal=str(fault))


def _unnamed(package: Package, named: set[str | None], file: str) -> Iterator[Found]:
    """Items that lie in the package, but that nothing in it names: said, not dropped in silence."""
    for path in sorted(set(package.parts) - named):
        if not path.lower().endswith(".xml"):
            continue
        try:
            root = plain_names(read_tree(package.read(path)))
        except UnreadableFile:
            continue
        if root.tag == ITEM:
            yield Found(f"{file}/{path}", 1, title_of(path), refusal=_("The manifest does not name this item."))
        if root.tag == OLD:
            yield Found(f"{file}/{path}", root.line, title_of(path), refusal=str(old_version(root)))
