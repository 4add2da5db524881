"""Which font files captions are set in, and how a static file of one weight is made of them."""

import importlib.resources
import io
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import uharfbuzz as hb  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont

from domain.errors import PermanentError

REVISION = 2
"""Grows whenever the same packages would give other files."""


@dataclass(frozen=True, slots=True)
class FontSource:
    """One face of the library: `family` as ASS names it, made from `path` inside `package`.

    `weight` pins the axis of a variable font (400 regular, 900 black). `capitals` shows small letters as capitals, so
    that text stays verbatim in the file and loud on the screen.
    """

    family: str
    package: str
    path: str
    weight: int | None = None
    capitals: bool = False


_CJK = "justmytype_intl_cjk"
_RTL = "justmytype_intl_rtl"
_SOUTH_ASIA = "justmytype_intl_south_asia"
_SOUTH_EAST_ASIA = "justmytype_intl_sea"
_AFRICA = "justmytype_intl_africa"
_HERE = "adapters.subtitles.noto"
"""Faces that no package has: see its OFL.txt."""

SOURCES: tuple[FontSource, ...] = (
    FontSource("Cutdown Caps", "fontpkg_montserrat", "files/Montserrat[wght].ttf", 900, capitals=True),
    FontSource("Montserrat Black", "fontpkg_montserrat", "files/Montserrat[wght].ttf", 900),
    FontSource("Montserrat SemiBold", "fontpkg_montserrat", "files/Montserrat[wght].ttf", 600),
    FontSource("Montserrat ExtraBold", "fontpkg_montserrat", "files/Montserrat[wght].ttf", 800),
    FontSource("Poppins SemiBold", "fontpkg_poppins", "files/Poppins-SemiBold.ttf"),
    FontSource("Poppins ExtraBold", "fontpkg_poppins", "files/Poppins-ExtraBold.ttf"),
    FontSource("Noto Sans SemiBold", "fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf", 600),
    FontSource("Noto Sans Black", "fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf", 900),
    FontSource("Noto Sans Arabic SemiBold", "fontpkg_noto_sans_arabic", "files/NotoSansArabic[wdth,wght].ttf", 600),
    FontSource("Noto Sans Arabic Black", "fontpkg_noto_sans_arabic", "files/NotoSansArabic[wdth,wght].ttf", 900),
    FontSource(
        "Noto Sans Devanagari SemiBold", "fontpkg_noto_sans_devanagari", "files/NotoSansDevanagari[wdth,wght].ttf", 600
    ),
    FontSource(
        "Noto Sans Devanagari Black", "fontpkg_noto_sans_devanagari", "files/NotoSansDevanagari[wdth,wght].ttf", 900
    ),
    FontSource("Noto Sans Thai SemiBold", "fontpkg_noto_sans_thai", "files/NotoSansThai[wdth,wght].ttf", 600),
    FontSource("Noto Sans Thai Black", "fontpkg_noto_sans_thai", "files/NotoSansThai[wdth,wght].ttf", 900),
    # One bold weight of the others serves every look.
    FontSource("Noto Sans Hebrew Bold", _RTL, "fonts/ofl/notosanshebrew/NotoSansHebrew[wdth,wght].ttf", 750),
    FontSource("Noto Sans Bengali Bold", _SOUTH_ASIA, "fonts/ofl/notosansbengali/NotoSansBengali[wdth,wght].ttf", 700),
    FontSource("Noto Sans Tamil Bold", _SOUTH_ASIA, "fonts/ofl/notosanstamil/NotoSansTamil[wdth,wght].ttf", 700),
    FontSource("Noto Sans Telugu Bold", _SOUTH_ASIA, "fonts/ofl/notosanstelugu/NotoSansTelugu[wdth,wght].ttf", 700),
    FontSource("Noto Sans Lao Bold", _SOUTH_EAST_ASIA, "fonts/ofl/notosanslao/NotoSansLao[wdth,wght].ttf", 700),
    FontSource("Noto Sans Khmer Bold", _SOUTH_EAST_ASIA, "fonts/ofl/notosanskhmer/NotoSansKhmer[wdth,wght].ttf", 700),
    FontSource(
        "Noto Sans Myanmar Bold", _SOUTH_EAST_ASIA, "fonts/ofl/notosansmyanmar/NotoSansMyanmar[wdth,wght].ttf", 700
    ),
    FontSource("Noto Sans Ethiopic Bold", _AFRICA, "fonts/ofl/notosansethiopic/NotoSansEthiopic[wdth,wght].ttf", 700),
    *(
        FontSource(f"Noto Sans {script} Bold", _HERE, f"NotoSans{script}.ttf")
        for script in ("Armenian", "Georgian", "Gujarati", "Gurmukhi", "Kannada", "Malayalam", "Sinhala")
    ),
    # One heavy weight serves every look: each of these files is 6 to 11 MB, and libass loads the whole folder.
    FontSource("Noto Sans SC Heavy", _CJK, "fonts/ofl/notosanssc/NotoSansSC[wght].ttf", 800),
    FontSource("Noto Sans JP Heavy", _CJK, "fonts/ofl/notosansjp/NotoSansJP[wght].ttf", 800),
    FontSource("Noto Sans KR Heavy", _CJK, "fonts/ofl/notosanskr/NotoSansKR[wght].ttf", 800),
)


def packaged_file(source: FontSource) -> Path:
    """The font file inside its package; PermanentError `fonts.missing_package` when that is not installed."""
    try:
        path = Path(str(importlib.resources.files(source.package))) / source.path
    except ModuleNotFoundError as missing:
        raise PermanentError(
            "fonts.missing_package", f"The font package {source.package.replace('_', '-')} is not installed."
        ) from missing
    if not path.is_file():
        raise PermanentError("fonts.missing_package", f"The font package {source.package} has no file {source.path}.")
    return path


def static_font(source: FontSource) -> bytes:
    """The font as a static TrueType file whose family name is its own, so that it can be asked for without a weight.

    HarfBuzz pins the axes: a hundred times faster than fontTools on a CJK font, which counts on a first run.
    """
    path = packaged_file(source)
    face = hb.Face(hb.Blob.from_file_path(str(path)))
    if source.weight is not None:
        subset = hb.SubsetInput()
        subset.keep_everything()
        subset.pin_all_axes_to_default(face)
        subset.pin_axis_location(face, "wght", float(source.weight))
        pinned = subset.subset(face)
        font = TTFont(io.BytesIO(pinned.blob.data), lazy=True)
    else:
        font = TTFont(path, lazy=True)
    _rename(font, source.family)
    if source.capitals:
        _show_capitals(font)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _rename(font: TTFont, family: str) -> None:
    names = font["name"]
    names.names = [record for record in names.names if record.nameID not in {1, 2, 3, 4, 6, 16, 17, 21, 22, 25}]
    postscript = family.replace(" ", "") + "-Regular"
    for name_id, text in ((1, family), (2, "Regular"), (3, postscript), (4, family), (6, postscript)):
        names.setName(text, name_id, 3, 1, 0x409)
    if "STAT" in font:
        del font["STAT"]


def _show_capitals(font: TTFont) -> None:
    for table in font["cmap"].tables:
        if not table.isUnicode():
            continue
        glyphs = dict(table.cmap)
        for code in glyphs:
            capital = chr(code).upper()
            if unicodedata.category(chr(code)) == "Ll" and len(capital) == 1 and ord(capital) in glyphs:
                table.cmap[code] = glyphs[ord(capital)]
        if 0xDF in glyphs and 0x1E9E in glyphs:
            table.cmap[0xDF] = glyphs[0x1E9E]
