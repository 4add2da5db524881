"""The font library: static fonts of every script in one folder, built once, measured with HarfBuzz."""

import hashlib
import shutil
import tempfile
import threading
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import uharfbuzz as hb  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont

from adapters.subtitles.font_files import REVISION, SOURCES, FontSource, static_font
from domain.contracts.captions import FaceMetrics, FontRole
from domain.heuristics.subtitle_text import Script, script_of
from domain.heuristics.written_language import main_script

_HAN: dict[str, str] = {"ja": "Noto Sans JP Heavy", "ko": "Noto Sans KR Heavy"}
_BOLD: dict[Script, str] = {
    "armenian": "Noto Sans Armenian Bold",
    "georgian": "Noto Sans Georgian Bold",
    "hebrew": "Noto Sans Hebrew Bold",
    "bengali": "Noto Sans Bengali Bold",
    "gurmukhi": "Noto Sans Gurmukhi Bold",
    "gujarati": "Noto Sans Gujarati Bold",
    "tamil": "Noto Sans Tamil Bold",
    "telugu": "Noto Sans Telugu Bold",
    "kannada": "Noto Sans Kannada Bold",
    "malayalam": "Noto Sans Malayalam Bold",
    "sinhala": "Noto Sans Sinhala Bold",
    "lao": "Noto Sans Lao Bold",
    "burmese": "Noto Sans Myanmar Bold",
    "khmer": "Noto Sans Khmer Bold",
    "ethiopic": "Noto Sans Ethiopic Bold",
}
"""Scripts with one weight for every look."""
_FAMILIES: dict[Script, dict[FontRole, str]] = {
    "latin": {"loud": "Cutdown Caps", "plain": "Poppins SemiBold", "glow": "Poppins ExtraBold"},
    "cyrillic": {"loud": "Cutdown Caps", "plain": "Montserrat SemiBold", "glow": "Montserrat ExtraBold"},
    "greek": {"loud": "Noto Sans Black", "plain": "Noto Sans SemiBold", "glow": "Noto Sans Black"},
    "arabic": {
        "loud": "Noto Sans Arabic Black",
        "plain": "Noto Sans Arabic SemiBold",
        "glow": "Noto Sans Arabic Black",
    },
    "devanagari": {
        "loud": "Noto Sans Devanagari Black",
        "plain": "Noto Sans Devanagari SemiBold",
        "glow": "Noto Sans Devanagari Black",
    },
    "thai": {"loud": "Noto Sans Thai Black", "plain": "Noto Sans Thai SemiBold", "glow": "Noto Sans Thai Black"},
    **{script: dict.fromkeys(("loud", "plain", "glow"), family) for script, family in _BOLD.items()},
}
_STACKED_ACCENTS = frozenset({"vi"})
"""Languages with letters that the Latin faces of some looks lack; one face for all their words then."""
# Their small i has a capital of its own (İ), which a font that only swaps glyphs would get wrong.
_DOTTED_I = frozenset({"tr", "az", "kk", "tt", "crh"})


class PackagedFonts:
    """A FontLibrary over font packages; `cache` is a folder that several processes may share."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._lock = threading.Lock()
        self._faces: dict[str, _Face] = {}

    @cached_property
    def identity(self) -> str:
        """Changes with the set of faces, the packages they come from, and the way they are made."""
        parts = [f"{source!r}@{_package_version(source)}" for source in SOURCES]
        digest = hashlib.sha256("\n".join([str(REVISION), *parts]).encode()).hexdigest()
        return f"fonts-{digest[:16]}"

    def folder(self) -> Path:
        """The folder with all font files; built on the first call, complete or not there at all."""
        target = self._cache / self.identity
        if target.is_dir():
            return target
        with self._lock:
            if target.is_dir():
                return target
            self._cache.mkdir(parents=True, exist_ok=True)
            building = Path(tempfile.mkdtemp(prefix=".building-", dir=self._cache))
            try:
                for source in SOURCES:
                    (building / _file_name(source)).write_bytes(static_font(source))
                building.chmod(0o755)
                building.rename(target)
            except OSError:
                # Another process was first: its folder holds the same bytes.
                if not target.is_dir():
                    raise
            finally:
                shutil.rmtree(building, ignore_errors=True)
        return target

    def family_for(self, text: str, role: FontRole, language: str) -> str:
        """The family that shows `text` best: by its script, else the first face that has all of its characters."""
        wanted = self._by_script(text, role, language)
        if not self.missing(text, wanted):
            return wanted
        # Another face of the same weight first: one loud word among plain ones would look like emphasis.
        alike = [row[role] for row in _FAMILIES.values()]
        every = (*alike, *(source.family for source in SOURCES))
        return next((family for family in every if not self.missing(text, family)), wanted)

    def _by_script(self, text: str, role: FontRole, language: str) -> str:
        script = script_of(text)
        if script in {"cjk", "kana", "hangul"} or (script is None and language in {"zh", "yue", "ja", "ko"}):
            by_script = {"kana": _HAN["ja"], "hangul": _HAN["ko"]}.get(script or "")
            return by_script or _HAN.get(language, "Noto Sans SC Heavy")
        if script == "latin" and language in _STACKED_ACCENTS:
            script = "cyrillic"  # its faces have every Latin letter too
        family = _FAMILIES.get(script or main_script(language), _FAMILIES["latin"])[role]
        return "Montserrat Black" if family == "Cutdown Caps" and language in _DOTTED_I else family

    def missing(self, text: str, family: str) -> tuple[str, ...]:
        """The characters of `text` that the family has no glyph for; invisible joiners never count."""
        covered = self._face(family).characters
        return tuple(char for char in dict.fromkeys(text) if ord(char) not in covered and char not in "\u200c\u200d ")

    def text_width(self, text: str, family: str, size: float) -> float:
        """Width in pixels of one line, shaped as the renderer shapes it, at an em of `size` pixels."""
        return self._face(family).advance(text) * size

    def text_ink(self, text: str, family: str, size: float) -> tuple[float, float]:
        """Pixels that the letters of one line reach above and below its baseline, at an em of `size` pixels."""
        above, below = self._face(family).ink(text)
        return above * size, below * size

    def metrics(self, family: str) -> FaceMetrics:
        """The heights of a family, in shares of its em."""
        return self._face(family).metrics

    def _face(self, family: str) -> "_Face":
        face = self._faces.get(family)
        if face is None:
            source = next(source for source in SOURCES if source.family == family)
            face = self._faces[family] = _Face(self.folder() / _file_name(source))
        return face


class _Face:
    """One font file, open for measuring."""

    def __init__(self, path: Path) -> None:
        with TTFont(path, lazy=True) as font:
            em = font["head"].unitsPerEm
            os2 = font["OS/2"]
            # libass scales a font so that these two, as GDI does, together make its size.
            ascent, descent = os2.usWinAscent or font["hhea"].ascent, os2.usWinDescent or -font["hhea"].descent
            capital = getattr(os2, "sCapHeight", 0) or 0.7 * em
            self.metrics = FaceMetrics(ascent=ascent / em, descent=descent / em, cap_height=capital / em)
            self.characters = frozenset(font.getBestCmap())
        face = hb.Face(hb.Blob.from_file_path(str(path)))
        self._font = hb.Font(face)
        self._em = float(face.upem)
        self._known: dict[str, tuple[float, float, float]] = {}

    def advance(self, text: str) -> float:
        """Width of a line in ems."""
        return self._measured(text)[0]

    def ink(self, text: str) -> tuple[float, float]:
        """Ems that the letters reach above and below the baseline; accents upon accents exceed every metric."""
        return self._measured(text)[1:]

    def _measured(self, text: str) -> tuple[float, float, float]:
        """Width, ink above and ink below; words come again with every size that is tried."""
        known = self._known.get(text)
        if known is not None:
            return known
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self._font, buffer)
        width, above, below = 0, 0, 0
        for glyph, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            width += int(position.x_advance)
            extents = self._font.get_glyph_extents(glyph.codepoint)
            if extents is not None:
                top = int(position.y_offset) + int(extents.y_bearing)
                above, below = max(above, top), max(below, -(top + int(extents.height)))
        measured = (width / self._em, above / self._em, below / self._em)
        self._known[text] = measured
        return measured


def _file_name(source: FontSource) -> str:
    return source.family.replace(" ", "") + ".ttf"


def _package_version(source: FontSource) -> str:
    try:
        return version(source.package.replace("_", "-"))
    except PackageNotFoundError:
        return "none"
