"""Our render of a clip against a MoviePy 2 script that makes the same: crop, scale, captions, loudness, H.264.

`python -m bench.moviepy` needs `pip install moviepy`. Both make 10 s of the sample at 1080x1920; CPU-seconds of a child
process each, in one run. The bar is 3 times fewer.
"""

import importlib.util
import sys
import tempfile
from pathlib import Path

from bench.figures import record
from bench.installation import SAMPLE
from bench.overhead import seconds_of

START, SECONDS = 75.0, 10.0

SCRIPT = """
import sys
from moviepy import CompositeVideoClip, TextClip, VideoFileClip
from moviepy.audio.fx import AudioNormalize
source, font, target = sys.argv[1:4]
clip = VideoFileClip(source).subclipped({start}, {end})
tall = clip.cropped(x_center=clip.w / 2, width=608, height=1080, y_center=540).resized((1080, 1920))
words = "one two three four five six seven eight nine ten eleven twelve".split()
step = tall.duration / len(words)
texts = [
    TextClip(font=font, text=word.upper(), font_size=96, color="white", stroke_color="black", stroke_width=6)
    .with_start(n * step).with_duration(step).with_position(("center", 1380))
    for n, word in enumerate(words)
]
whole = CompositeVideoClip([tall, *texts]).with_effects([])
whole.audio = clip.audio.with_effects([AudioNormalize()])
whole.write_videofile(target, codec="libx264", preset="veryfast", audio_codec="aac", fps=30, logger=None,
                      ffmpeg_params=["-crf", "20"])
"""

OURS = """
import asyncio, sys, tempfile
from pathlib import Path
from adapters.container import Container
from adapters.settings import Settings
from domain.contracts.base import TimeRange
from domain.contracts.framing import CropPoint, FramingPath, FramingSegment
from domain.media_engine import RenderTarget
from domain.progress import no_progress
from domain.presets import output_preset

async def main(source, ass, target):
    media = Container(Settings.load(Path(target) / "state"), "bench").media
    info = await media.inspect(Path(source), "talk.mp4")
    frames = round({seconds} * 30)
    half = CropPoint(frame=0, center_x=0.5, center_y=0.5)
    segment = FramingSegment(first=0, last=frames, mode="crop", width=608 / 1920, height=1.0, points=(half,))
    path = FramingPath(aspect="9:16", frames=frames, segments=(segment,))
    cut = TimeRange(start={start}, end={end})
    target_of = RenderTarget(preset=output_preset("9:16"), framing=path, ass=Path(ass))
    await media.render(Path(source), info, [cut], [target_of], Path(target), no_progress)

asyncio.run(main(*sys.argv[1:4]))
"""


def main() -> int:
    """Returns 1 when the bar is missed, 2 without MoviePy."""
    if importlib.util.find_spec("moviepy") is None:
        print("MoviePy is not installed: pip install moviepy")
        return 2
    fonts = _fonts()
    with tempfile.TemporaryDirectory() as folder:
        numbers = {"start": START, "end": START + SECONDS, "seconds": SECONDS}
        ass = Path(folder) / "captions.ass"
        ass.write_text(_captions(), encoding="utf-8")
        theirs = seconds_of([sys.executable, "-c", SCRIPT.format(**numbers), SAMPLE, fonts, f"{folder}/theirs.mp4"])
        ours = seconds_of([sys.executable, "-c", OURS.format(**numbers), SAMPLE, ass, folder])
    print(f"MoviePy {theirs:.1f} CPU-s, ours {ours:.1f} CPU-s: {theirs / ours:.1f} times fewer (bar 3)")
    record("moviepy", round(theirs / ours, 1), "times")
    return int(theirs < 3 * ours)


def _fonts() -> Path:
    import fontpkg_montserrat  # type: ignore[import-not-found]

    return next((Path(fontpkg_montserrat.__file__).parent / "files").rglob("*.ttf"))


def _captions() -> str:
    words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    step = SECONDS / len(words)
    lines = [
        f"Dialogue: 0,0:00:{n * step:05.2f},0:00:{(n + 1) * step:05.2f},Default,,0,0,0,,{word.upper()}"
        for n, word in enumerate(words)
    ]
    head = "[Script Info]\nPlayResX: 1080\nPlayResY: 1920\n\n[V4+ Styles]\nFormat: Name, Fontname, Fontsize, Outline, "
    head += "Alignment, MarginV\nStyle: Default,Montserrat Black,96,6,2,500\n\n[Events]\n"
    return head + "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n" + "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
