"""What a scene shows and plays beside its text: plain frozen values, each with the same in words."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.conditions import Json


@dataclass(frozen=True)
class Image:
    """A picture with what it shows in words; sizes in pixels. An empty address: the file could not be read."""

    url: str
    width: int
    height: int
    text: str

    @classmethod
    def from_document(cls, raw: Json | None) -> Image | None:
        if not raw:
            return None
        return cls(raw.get("url") or "", raw.get("width") or 0, raw.get("height") or 0, raw.get("text") or "")


@dataclass(frozen=True)
class Sound:
    """Something to hear, and the same in words. An empty address: the file is gone."""

    url: str
    title: str
    text: str

    @classmethod
    def from_document(cls, raw: Json | None) -> Sound | None:
        return cls(raw.get("url") or "", raw.get("title") or "", raw.get("text") or "") if raw else None
