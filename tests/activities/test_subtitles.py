"""The stage writes files that keep the rules, burns captions that stay inside, and remembers them."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from activities.subtitles import SubtitleActivities
from adapters.media.ffmpeg import FfmpegRunner
from adapters.subtitles.fonts import PackagedFonts
from adapters.subtitles.libass import LibassRenderer
from domain.contracts.base import ArtifactRef, Contract, StageScope, TimeRange
from domain.contracts.captions import CaptionLayout, CaptionWords, PixelBox, SubtitlesRequest
from domain.contracts.media import FrameRate
from domain.contracts.picture import PictureAnalysis, Shot
from domain.contracts.speech import Sentence, Transcript, Word
from domain.errors import PermanentError
from domain.heuristics.caption_fidelity import caption_faults
from domain.heuristics.reading_rules import rules_for
from domain.heuristics.subtitle_check import check_cues
from domain.heuristics.subtitle_files import read_burned, read_cues
from tests.domain.heuristics.test_sentence_sets import LANGUAGES, talk

TEXT = "Here is a number that nobody believes: 99% of the data never goes near a satellite. It runs through glass. 🎉"


class Memory:
    """Results in a dict."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    async def find(self, org_id: str, fingerprint: str) -> str | None:
        return self.kept.get(fingerprint)

    async def keep(self, org_id: str, fingerprint: str, stage: str, result: str) -> None:
        self.kept[fingerprint] = result


class Store:
    """Blobs in a dict."""

    def __init__(self) -> None:
        self.blobs: dict[str, bytes] = {}

    async def put_bytes(self, org_id: str, data: bytes, media_type: str) -> ArtifactRef:
        digest = hashlib.sha256(data).hexdigest()
        self.blobs[digest] = data
        return ArtifactRef(digest=digest, size=len(data), media_type=media_type)

    async def put(self, value: Contract) -> ArtifactRef:
        return await self.put_bytes("org", value.model_dump_json().encode(), "application/json")

    async def read_bytes(self, org_id: str, ref: ArtifactRef) -> bytes:
        return self.blobs[ref.digest]


class Folders:
    """Scratch folders under pytest's."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @contextmanager
    def folder(self, label: str) -> Iterator[Path]:
        yield self.root


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> PackagedFonts:
    return PackagedFonts(tmp_path_factory.mktemp("fonts"))


async def request_for(store: Store, **changes: object) -> SubtitlesRequest:
    words, at = [], 10.0
    for token in TEXT.split():
        words.append(Word(text=token, start=at, end=at + 0.07 * len(token)))
        at += 0.075 * len(token) + (0.3 if token[-1] in ".:" else 0.0)
    ends = [index + 1 for index, word in enumerate(words) if word.text[-1] == "."] + [len(words)]
    sentences = [Sentence(first=first, last=last) for first, last in zip([0, *ends], ends, strict=False)]
    transcript = Transcript(language="en", duration=60, words=tuple(words), sentences=tuple(sentences))
    picture = PictureAnalysis(
        frame_rate=FrameRate(num=30, den=1),
        frame_count=1800,
        width=640,
        height=360,
        shots=(Shot(first=0, last=340), Shot(first=340, last=1800)),
        motion=(),
        faces=(),
    )
    fields: dict[str, object] = {
        "scope": StageScope(org_id="org", job_id="job", step="clip 1 subtitles"),
        "transcript": await store.put(transcript),
        "picture": await store.put(picture),
        "range": TimeRange(start=9.8, end=at + 0.5),
        "first_word": 0,
        "last_word": len(words),
        "title": r"{\an8}",
        "style": "bold",
        "aspects": ("9:16", "16:9"),
        "frame_rate": 30.0,
    }
    return SubtitlesRequest.model_validate(fields | changes)


async def test_files_keep_the_rules_and_the_text(fonts: PackagedFonts, tmp_path: Path) -> None:
    """SRT and VTT hold every word, times count from the clip's start, captions are inside, emoji only in the files."""
    store = Store()
    renderer = LibassRenderer(FfmpegRunner(), fonts)
    stage = SubtitleActivities(Memory(), store, Folders(tmp_path), fonts, renderer)
    result = await stage.write_subtitles(await request_for(store))
    assert result.violations == ()
    srt = read_cues(store.blobs[result.srt.digest].decode())
    assert check_cues(srt, rules_for("en", 30.0)) == ()
    assert " ".join(" ".join(cue.lines) for cue in srt) == TEXT
    assert [(cue.start, cue.end) for cue in srt] == [
        (cue.start, cue.end) for cue in read_cues(store.blobs[result.vtt.digest].decode())
    ]
    assert srt[0].start == pytest.approx(0.2, abs=0.04)
    assert [captions.aspect for captions in result.burned] == ["9:16", "16:9"]
    for captions in result.burned:
        ink, area = captions.layout.ink, captions.layout.safe_area
        assert ink is not None
        assert area.left <= ink.left < ink.right <= area.right
        assert area.top <= ink.top < ink.bottom <= area.bottom
        assert captions.layout.missing_glyphs == ()
        assert "🎉" not in store.blobs[captions.ass.digest].decode()


async def test_words_on_the_outputs_time_are_not_cut_again(fonts: PackagedFonts, tmp_path: Path) -> None:
    """A retell shows parts in any order; its words have the output's times, its joints are the pictures' own."""
    store = Store()
    stage = SubtitleActivities(Memory(), store, Folders(tmp_path), fonts, LibassRenderer(FfmpegRunner(), fonts))
    ranges = (TimeRange(start=40, end=52), TimeRange(start=3, end=12))
    asked = await request_for(
        store, aspects=("9:16",), ranges=ranges, range=TimeRange(start=3, end=52), timeline="output"
    )
    result = await stage.write_subtitles(asked)
    assert result.violations == ()
    cues = read_cues(store.blobs[result.srt.digest].decode())
    assert " ".join(" ".join(cue.lines) for cue in cues) == TEXT
    # The words' own times, and the joint at 12 s as a cut that cues keep to.
    assert cues[0].start == pytest.approx(10.0, abs=0.07)
    assert check_cues(cues, rules_for("en", 30.0), [360]) == ()


async def test_the_same_request_is_not_worked_again(fonts: PackagedFonts, tmp_path: Path) -> None:
    """The second call answers from memory, another style does not."""
    store, memory = Store(), Memory()
    stage = SubtitleActivities(memory, store, Folders(tmp_path), fonts, LibassRenderer(FfmpegRunner(), fonts))
    request = await request_for(store, aspects=("9:16",))
    first = await stage.write_subtitles(request)
    assert await stage.write_subtitles(request) == first
    assert len(memory.kept) == 1
    other = await stage.write_subtitles(await request_for(store, aspects=("9:16",), style="neon"))
    assert other.burned != first.burned
    assert other.srt == first.srt


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_caption_is_what_is_said(fonts: PackagedFonts, tmp_path: Path, language: str) -> None:
    """Also burned, in every style and direction, where words are parted to fit and emoji are left out."""
    store = Store()
    stage = SubtitleActivities(Memory(), store, Folders(tmp_path), fonts, WideRenderer(fonts, 9.0))
    transcript, _ = talk(language, 2)
    for style in ("bold", "clean", "neon"):
        asked = await request_for(
            store,
            transcript=await store.put(transcript),
            ranges=(TimeRange(start=4, end=20), TimeRange(start=30, end=44)),
            range=TimeRange(start=4, end=44),
            last_word=len(transcript.words),
            style=style,
        )
        made = await stage.write_subtitles(asked)
        assert made.words is not None
        words = CaptionWords.model_validate_json(store.blobs[made.words.digest]).words
        files = [read_cues(store.blobs[file.digest].decode()) for file in (made.srt, made.vtt)]
        burned = [read_burned(store.blobs[captions.ass.digest].decode()) for captions in made.burned]
        assert len(words) > 20
        for cues in (*files, *burned):
            assert len(cues) > 2
            assert caption_faults(cues, words, 30.0) == ()
            off = [replace(cue, lines=other.lines) for cue, other in pairwise(cues)]
            assert caption_faults(off, words, 30.0)


class WideRenderer(LibassRenderer):
    """Reports ink outside the safe area until captions are smaller than `until`."""

    def __init__(self, fonts: PackagedFonts, until: float) -> None:
        super().__init__(FfmpegRunner(), fonts)
        self.until = until
        self.units: list[float] = []

    def write(self, script: object) -> str:
        self.units.append(script.unit)
        return super().write(script)

    async def layout(self, ass: str, width: int, height: int, safe_area: PixelBox, folder: Path) -> CaptionLayout:
        left = 0 if self.units[-1] > self.until else safe_area.left
        ink = PixelBox(left=left, top=safe_area.top, right=safe_area.right, bottom=safe_area.bottom)
        return CaptionLayout(ink=ink, safe_area=safe_area)


async def test_captions_shrink_until_they_fit(fonts: PackagedFonts, tmp_path: Path) -> None:
    """Ink outside leads to smaller captions; only when nothing helps is the clip refused."""
    store = Store()
    wide = WideRenderer(fonts, 0.9)
    stage = SubtitleActivities(Memory(), store, Folders(tmp_path), fonts, wide)
    await stage.write_subtitles(await request_for(store, aspects=("9:16",)))
    assert wide.units == [1.0, 0.92, 0.84]
    never = SubtitleActivities(Memory(), store, Folders(tmp_path), fonts, WideRenderer(fonts, 0.0))
    with pytest.raises(PermanentError, match="do not fit 9:16"):
        await never.write_subtitles(await request_for(store, aspects=("9:16",)))


async def test_no_words_make_empty_files(fonts: PackagedFonts, tmp_path: Path) -> None:
    """A clip without speech has valid files without cues and captions without ink."""
    store = Store()
    stage = SubtitleActivities(Memory(), store, Folders(tmp_path), fonts, LibassRenderer(FfmpegRunner(), fonts))
    result = await stage.write_subtitles(await request_for(store, aspects=("9:16",), last_word=0))
    assert (result.cues, result.violations, result.burned[0].layout.ink) == (0, (), None)
    assert store.blobs[result.vtt.digest].startswith(b"WEBVTT\n")
