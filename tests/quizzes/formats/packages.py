"""QTI items and packages as tests need them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

MANIFEST = """<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources>{}</resources></manifest>"""
RESOURCE = '<resource identifier="r" type="imsqti_item_xmlv2p1" href="{}"/>'
ITEM = """<?xml version="1.0"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i" title="Bridge" adaptive="false">
<responseDeclaration identifier="R" cardinality="{cardinality}" baseType="{base}">{key}</responseDeclaration>
<itemBody><p>Who guards the bridge?</p>{interaction}</itemBody>
<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/{template}"/>
</assessmentItem>"""
CHOICE = (
    '<choiceInteraction responseIdentifier="R"><simpleChoice identifier="A">We</simpleChoice>'
    '<simpleChoice identifier="B">They</simpleChoice><simpleChoice identifier="C">Nobody</simpleChoice></choiceInteraction>'
)


def item(
    interaction: str = CHOICE,
    right: tuple[str, ...] = ("A",),
    *,
    cardinality: str = "single",
    base: str = "identifier",
    mapping: str = "",
    template: str = "match_correct",
) -> str:
    values = "".join(f"<value>{each}</value>" for each in right)
    key = f"<correctResponse>{values}</correctResponse>{mapping}"
    return ITEM.format(cardinality=cardinality, base=base, key=key, interaction=interaction, template=template)


def package(files: Mapping[str, str | bytes], *, named: tuple[str, ...] | None = None) -> bytes:
    """A zip with a manifest of all files, or of those that are named."""
    resources = "".join(RESOURCE.format(name) for name in (tuple(files) if named is None else named))
    return zipped({"imsmanifest.xml": MANIFEST.format(resources), **files})


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return target.getvalue()
