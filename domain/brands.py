"""Brand kits: how an organisation's videos look; colours, fonts, logo, intro and outro."""

import struct
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints

from domain.contracts.base import ArtifactRef, Contract
from domain.errors import RejectedError

_MIB = 1024**2

HexColour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
"""#RRGGBB in sRGB."""

FontFamily = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]{1,80}$")]
"""The name of a family, packaged or uploaded."""

MOST_FONT_FILES = 12
MOST_LOGO_PIXELS = 40_000_000
HEAD_BYTES = 64 * 1024
"""How much of a file its kind is told by."""


# Where in a file which bytes tell its type; the more special one comes first.
_MARKS = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (8, b"WEBP", "image/webp"),
    (0, b"\x00\x01\x00\x00", "font/ttf"),
    (0, b"true", "font/ttf"),
    (0, b"OTTO", "font/otf"),
    (0, b"wOF2", "font/woff2"),
    (4, b"ftypqt  ", "video/quicktime"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1a\x45\xdf\xa3", "video/webm"),
)


class AssetKind(StrEnum):
    """What a file is for."""

    LOGO = "logo"
    FONT = "font"
    INTRO = "intro"
    OUTRO = "outro"


class BrandColours(Contract):
    """Colours by their role; None: Cutdown's own."""

    primary: HexColour | None = None
    secondary: HexColour | None = None
    accent: HexColour | None = None
    text: HexColour | None = None
    background: HexColour | None = None


class BrandFonts(Contract):
    """Font families by their role; None: the caption style's own."""

    captions: FontFamily | None = None
    titles: FontFamily | None = None


class BrandAsset(Contract):
    """A file of a kit, whose contents were checked."""

    id: str
    kind: AssetKind
    filename: str
    artifact: ArtifactRef


class BrandKit(Contract):
    """A brand; `revision` grows with each change of it or of its files."""

    id: str
    org_id: str
    name: str
    colours: BrandColours = BrandColours()
    fonts: BrandFonts = BrandFonts()
    assets: tuple[BrandAsset, ...] = ()
    revision: int = 1
    created_at: datetime
    updated_at: datetime

    def with_asset(self, asset: BrandAsset) -> "BrandKit":
        """The kit with this file: a logo, intro or outro replaces the one before.

        Raises RejectedError `brand.too_many_fonts`.
        """
        kept = (held for held in self.assets if held.kind is AssetKind.FONT or held.kind != asset.kind)
        others = tuple(held for held in kept if held.id != asset.id)
        if sum(held.kind is AssetKind.FONT for held in (*others, asset)) > MOST_FONT_FILES:
            raise RejectedError("brand.too_many_fonts", f"A brand kit holds at most {MOST_FONT_FILES} font files.")
        return self.model_copy(update={"assets": (*others, asset)})


class AssetRule(Contract):
    """What is accepted as one kind of file."""

    media_types: tuple[str, ...]
    most_bytes: int


ASSET_RULES: dict[AssetKind, AssetRule] = {
    AssetKind.LOGO: AssetRule(media_types=("image/png", "image/jpeg", "image/webp"), most_bytes=10 * _MIB),
    AssetKind.FONT: AssetRule(media_types=("font/ttf", "font/otf", "font/woff2"), most_bytes=20 * _MIB),
    AssetKind.INTRO: AssetRule(media_types=("video/mp4", "video/quicktime", "video/webm"), most_bytes=256 * _MIB),
    AssetKind.OUTRO: AssetRule(media_types=("video/mp4", "video/quicktime", "video/webm"), most_bytes=256 * _MIB),
}


def check_asset(kind: AssetKind, media_type: str, head: bytes) -> None:
    """Look at the first HEAD_BYTES of a file: is it what it says, and can its picture be held in memory?

    Raises RejectedError `brand.asset_type` or `brand.asset_pixels`.
    """
    if media_type not in ASSET_RULES[kind].media_types or _told_by(head) != media_type:
        accepted = ", ".join(ASSET_RULES[kind].media_types)
        raise RejectedError(
            "brand.asset_type", f"The file is not of the type that was announced. As {kind}: {accepted}."
        )
    if kind is AssetKind.LOGO:
        width, height = _pixels(media_type, head)
        if not 0 < width * height <= MOST_LOGO_PIXELS:
            raise RejectedError(
                "brand.asset_pixels", f"The logo has {width}x{height} pixels; at most 40 million are accepted."
            )


def _told_by(head: bytes) -> str | None:
    """The media type of a file by its first bytes."""
    for offset, mark, media_type in _MARKS:
        if head[offset : offset + len(mark)] == mark:
            return media_type
    return None


def _pixels(media_type: str, head: bytes) -> tuple[int, int]:
    """Width and height of a picture, (0, 0) when its header does not tell."""
    if media_type == "image/png" and len(head) >= 24:
        width, height = struct.unpack(">II", head[16:24])
        return width, height
    if media_type == "image/webp":
        return _webp_pixels(head)
    if media_type == "image/jpeg":
        return _jpeg_pixels(head)
    return 0, 0


def _webp_pixels(head: bytes) -> tuple[int, int]:
    if len(head) < 30:
        return 0, 0
    match head[12:16]:
        case b"VP8X":
            return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
        case b"VP8L":
            bits = int.from_bytes(head[21:25], "little")
            return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
        case _:
            width, height = struct.unpack("<HH", head[26:30])
            return width & 0x3FFF, height & 0x3FFF


def _jpeg_pixels(head: bytes) -> tuple[int, int]:
    """From the frame header (SOF0 to SOF15 but for DHT, JPG and DAC), found by walking from marker to marker."""
    at = 2
    while at + 9 <= len(head) and head[at] == 0xFF:
        marker = head[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", head[at + 5 : at + 9])
            return width, height
        at += 2 + int.from_bytes(head[at + 2 : at + 4], "big")
    return 0, 0
