"""Which encoder finished video has: x264 as ever, NVENC only where a trial works, and x264 again where it fails."""

from pathlib import Path

import pytest

from adapters.media.encoders import ADDRESS_SPACE, Encoder, EncoderChoice, EncoderWish, by_working_encoder, h264_args
from adapters.media.ffmpeg import FfmpegRunner
from domain.errors import PermanentError
from tests.adapters.media.rendering import TALL, clip

PRESET = TALL


def program(folder: Path, *, works: bool) -> Path:
    """Says what it was asked, and that NVENC works or does not."""
    path = folder / "ffmpeg"
    path.write_text(
        f'#!/bin/sh\necho x >> "{folder}/asked"\necho "Cannot load libcuda.so.1" >&2\nexit {int(not works)}\n'
    )
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("wish", "works", "encoder", "asked"),
    [
        ("x264", True, "x264", 0),
        ("auto", True, "nvenc", 1),
        ("auto", False, "x264", 1),
        ("nvenc", True, "nvenc", 1),
        ("nvenc", False, "x264", 1),
    ],
)
def test_nvenc_is_taken_where_a_trial_of_it_works(
    tmp_path: Path, wish: EncoderWish, works: bool, encoder: Encoder, asked: int
):
    choice = EncoderChoice(program(tmp_path, works=works), wish)
    assert [choice.encoder, choice.encoder] == [encoder, encoder]
    tried = tmp_path / "asked"
    assert (len(tried.read_text().splitlines()) if tried.exists() else 0) == asked


def test_a_program_that_is_not_there_encodes_by_x264(tmp_path: Path):
    assert EncoderChoice(tmp_path / "none", "auto").encoder == "x264"


def test_the_arguments_of_x264_are_as_ever():
    args = " ".join(h264_args("x264", PRESET, 120))
    assert args == (
        f"-c:v libx264 -preset {PRESET.speed} -crf {PRESET.crf} -profile:v high -pix_fmt yuv420p -threads 4 -g 120"
    )


def test_only_another_encoder_changes_the_identity():
    plain, other = FfmpegRunner(), FfmpegRunner(encoder="auto")
    vars(other)["_choice"] = EncoderChoice(plain.program)
    assert FfmpegRunner(encoder="x264").identity == plain.identity == other.identity
    nvenc = FfmpegRunner(encoder="nvenc")
    vars(vars(nvenc)["_choice"])["encoder"] = "nvenc"
    assert nvenc.identity == f"{plain.identity}-nvenc"


async def test_x264_takes_over_where_nvenc_fails():
    used: list[Encoder] = []

    async def encode(encoder: Encoder) -> str:
        used.append(encoder)
        if encoder == "nvenc":
            raise PermanentError("media.tool_failed", "OpenEncodeSessionEx failed: out of memory")
        return "done"

    assert await by_working_encoder("nvenc", encode) == "done"
    assert used == ["nvenc", "x264"]


async def test_x264_is_not_tried_twice():
    used: list[Encoder] = []

    async def encode(encoder: Encoder) -> str:
        used.append(encoder)
        raise PermanentError("media.tool_failed", "no")

    with pytest.raises(PermanentError):
        await by_working_encoder("x264", encode)
    assert used == ["x264"]


async def test_a_clip_is_made_by_x264_where_nvenc_was_thought_to_work_and_does_not(
    runner: FfmpegRunner, talk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The packaged ffmpeg knows NVENC; where there is a GPU this is made by it."""
    (first,) = await clip(runner, talk, range(12), tmp_path)
    plain = first.video.read_bytes()
    hopeful = FfmpegRunner(runner.program)
    monkeypatch.setitem(vars(vars(hopeful)["_choice"]), "encoder", "nvenc")
    real = EncoderChoice(runner.program, "auto").encoder
    (made,) = await clip(hopeful, talk, range(12), tmp_path)
    assert made.frames == 12
    assert real == "nvenc" or made.video.read_bytes() == plain


def test_a_gpu_reserves_more_addresses_than_a_child_may_have_else():
    assert ADDRESS_SPACE["nvenc"] > 1000 * ADDRESS_SPACE["x264"]
