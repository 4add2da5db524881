"""Files of a brand: told by their bytes, and pictures that fit into memory."""

import struct
from datetime import UTC, datetime

import cv2
import numpy as np
import pytest

from domain.brands import MOST_FONT_FILES, AssetKind, BrandAsset, BrandKit, check_asset
from domain.contracts.base import ArtifactRef
from domain.errors import RejectedError

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PICTURE = np.random.default_rng(1).integers(0, 255, (24, 40, 3), np.uint8)
SEEN_THROUGH = np.dstack([PICTURE, np.full(PICTURE.shape[:2], 128, np.uint8)])


def encoded(kind: str, picture: np.ndarray, *options: int) -> bytes:
    done, data = cv2.imencode(kind, picture, list(options))
    assert done
    return data.tobytes()


def with_note(jpeg: bytes) -> bytes:
    """The same picture behind a comment, as cameras put one before the frame header."""
    note = b"\xff\xfe" + struct.pack(">H", 2 + 300) + b"x" * 300
    return jpeg[:2] + note + jpeg[2:]


LOGOS = {
    "png": ("image/png", encoded(".png", PICTURE)),
    "jpeg": ("image/jpeg", encoded(".jpg", PICTURE)),
    "progressive jpeg": ("image/jpeg", encoded(".jpg", PICTURE, cv2.IMWRITE_JPEG_PROGRESSIVE, 1)),
    "jpeg with a note": ("image/jpeg", with_note(encoded(".jpg", PICTURE))),
    "lossy webp": ("image/webp", encoded(".webp", PICTURE, cv2.IMWRITE_WEBP_QUALITY, 80)),
    "lossless webp": ("image/webp", encoded(".webp", PICTURE, cv2.IMWRITE_WEBP_QUALITY, 101)),
    "webp with transparency": ("image/webp", encoded(".webp", SEEN_THROUGH, cv2.IMWRITE_WEBP_QUALITY, 80)),
}


def code_of(kind: AssetKind, media_type: str, head: bytes) -> str | None:
    try:
        check_asset(kind, media_type, head)
    except RejectedError as refused:
        return refused.code
    return None


@pytest.mark.parametrize("name", LOGOS)
def test_a_logo_of_any_accepted_format_is_taken_as_what_it_is_and_as_nothing_else(name: str) -> None:
    media_type, data = LOGOS[name]
    assert code_of(AssetKind.LOGO, media_type, data) is None
    for other in {"image/png", "image/jpeg", "image/webp"} - {media_type}:
        assert code_of(AssetKind.LOGO, other, data) == "brand.asset_type"


@pytest.mark.parametrize("name", LOGOS)
def test_a_logo_whose_size_its_header_does_not_tell_is_refused(name: str) -> None:
    media_type, data = LOGOS[name]
    assert code_of(AssetKind.LOGO, media_type, data[:14]) == "brand.asset_pixels"


@pytest.mark.parametrize(
    ("media_type", "head"),
    [
        ("image/png", b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 9000, 9000)),
        ("image/jpeg", b"\xff\xd8\xff\xc0\x00\x11\x08" + struct.pack(">HH", 9000, 9000) + b"\x03" * 20),
        ("image/webp", b"RIFF\0\0\0\0WEBPVP8X\n\0\0\0" + b"\0" * 4 + (8999).to_bytes(3, "little") * 2),
        ("image/webp", b"RIFF\0\0\0\0WEBPVP8 " + b"\0" * 10 + struct.pack("<HH", 9000, 9000)),
        ("image/webp", b"RIFF\0\0\0\0WEBPVP8L" + b"\0" * 4 + b"/" + struct.pack("<I", 8999 | 8999 << 14) + b"\0" * 6),
    ],
    ids=["png", "jpeg", "extended webp", "lossy webp", "lossless webp"],
)
def test_a_logo_that_would_fill_the_memory_is_refused_by_its_header(media_type: str, head: bytes) -> None:
    with pytest.raises(RejectedError, match="9000x9000") as refused:
        check_asset(AssetKind.LOGO, media_type, head)
    assert refused.value.code == "brand.asset_pixels"


def asset(number: int, kind: AssetKind) -> BrandAsset:
    ref = ArtifactRef(digest=f"{number:064x}", size=1, media_type="font/ttf")
    return BrandAsset(id=f"upl_{number}", kind=kind, filename="file", artifact=ref)


def test_a_kit_takes_so_many_fonts_and_the_same_one_again_is_no_further_one() -> None:
    kit = BrandKit(id="brand_1", org_id="org_a", name="Acme", created_at=NOW, updated_at=NOW)
    for number in range(MOST_FONT_FILES):
        kit = kit.with_asset(asset(number, AssetKind.FONT))
    assert kit.with_asset(asset(0, AssetKind.FONT)).assets[-1].id == "upl_0"
    assert len(kit.with_asset(asset(99, AssetKind.LOGO)).assets) == MOST_FONT_FILES + 1
    with pytest.raises(RejectedError) as refused:
        kit.with_asset(asset(99, AssetKind.FONT))
    assert refused.value.code == "brand.too_many_fonts"
