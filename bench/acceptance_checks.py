"""Holds one finished clip against what its row of the corpus promises; all is measured on the delivered files."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bench import acceptance_picture, acceptance_sound, acceptance_words
from domain.engines import FaceDetector
from samples.corpus.building import Truth
from samples.corpus.manifest import Expectation

Hear = Callable[[Path, str], str]

_LUFS, _DBTP = 1.0, -0.8
_ONE_SIDED_DB = 6.0
_ALIKE = 0.25
_SOUND_LATE = 0.045
_LENGTHS = 0.12
_FACES = 0.85
_WHOLE = 0.9
_SCRIPT = 0.9
_FRAMES_A_SECOND = 20
_HARD = 0.5
_CAPTION_OFF = 0.8


@dataclass(frozen=True)
class Clip:
    """A delivered clip: its place in the source's file in seconds, its videos by aspect, and its captions."""

    start: float
    end: float
    title: str
    videos: dict[str, Path]
    srt: Path


@dataclass
class Verdict:
    """What is wrong with a clip, and what was measured."""

    faults: list[str] = field(default_factory=list)
    figures: dict[str, object] = field(default_factory=dict)

    def hold(self, kept: bool, fault: str) -> None:  # noqa: FBT001
        """Keep a fault unless something holds."""
        if not kept:
            self.faults.append(fault)


def check_clip(clip: Clip, truth: Truth, expect: Expectation, detector: FaceDetector, hear: Hear | None) -> Verdict:
    """All that a row promises of one clip."""
    found = Verdict()
    start, end = clip.start + truth.shift, clip.end + truth.shift
    passages = range(len(truth.voices)) if expect.passages is None else expect.passages
    sentences = [s for s in truth.sentences if s.passage in passages]
    said = acceptance_words.spoken_between(sentences, start, end)
    found.figures |= {"start": round(clip.start, 2), "end": round(clip.end, 2), "title": clip.title}
    found.figures["passages"] = sorted({s.passage for s in said})
    _words(found, clip, truth, expect, hear, start, end)
    loop = acceptance_picture.loop_at(truth.loop) if truth.loop and expect.colour is not None else None
    for aspect, video in clip.videos.items():
        _picture(found, aspect, video, loop, expect, detector, start, wanted=end - start)
        voice = acceptance_sound.voice_between(tuple(truth.voices[n] for n in passages), start, end)
        _sound(found, aspect, video, voice, expect, wanted=end - start)
    return found


def _words(
    found: Verdict, clip: Clip, truth: Truth, expect: Expectation, hear: Hear | None, start: float, end: float
) -> None:
    passages = range(len(truth.voices)) if expect.passages is None else expect.passages
    sentences = [s for s in truth.sentences if s.passage in passages]
    said = acceptance_words.spoken_between(sentences, start, end)
    cues = acceptance_words.captions_of(clip.srt)
    written = " ".join(text for _, _, text in cues)
    found.hold(bool(said), "the clip holds none of the sentences that it should")
    if not said:
        return
    language, text = said[0].language, " ".join(s.text for s in said)
    wrong = acceptance_words.error_rate(text, written, language)
    found.figures |= {"language": language, "captions_wrong": round(wrong, 3), "captions": written}
    found.hold(wrong <= expect.words, f"captions: {wrong:.0%} wrong, at most {expect.words:.0%}: {written!r}")
    if expect.sync and expect.sentences:
        off = acceptance_words.off_by(said, cues, start)
        found.hold(abs(off) <= _CAPTION_OFF, f"the first caption is {off:+.1f} s off")
    if expect.sync and expect.sentences and wrong < _HARD and language not in {"ja", "zh", "th"}:
        for sentence in acceptance_words.misplaced(said, cues, start):
            if wrong < 0.2:
                found.faults.append(f"captions are not there while it is said: {sentence!r}")
    for early, late in itertools.pairwise(cues):
        found.hold(early[1] <= late[0] + 1e-3, f"captions overlap at {late[0]:.2f} s")
    found.hold(not cues or cues[-1][1] <= end - start + 0.1, "the last caption outlasts the clip")
    if expect.sentences:
        for cut in acceptance_words.cut_sentences(sentences, start, end):
            found.faults.append(f"a sentence is cut: {cut!r}")
    for part in expect.says:
        found.hold(part in written, f"the captions lack {part!r}")
    if expect.script is not None:
        share = acceptance_words.script_share(written, expect.script)
        found.hold(share >= _SCRIPT, f"only {share:.0%} of the captions are {expect.script.lower()}: {written!r}")
    found.faults += acceptance_words.title_faults(clip.title, written, expect.title.never)
    if hear is not None and expect.heard is not None and len({s.language for s in said}) == 1:
        heard = hear(next(iter(clip.videos.values())), language)
        wrong = acceptance_words.error_rate(text, heard, language)
        found.figures["heard_wrong"] = round(wrong, 3)
        found.hold(wrong <= expect.heard, f"heard: {wrong:.0%} wrong, at most {expect.heard:.0%}: {heard!r}")


def _picture(
    found: Verdict,
    aspect: str,
    video: Path,
    loop: acceptance_picture.Loop | None,
    expect: Expectation,
    detector: FaceDetector,
    start: float,
    *,
    wanted: float,
) -> None:
    wide, tall = acceptance_picture.sizes(video)
    across, down = (int(part) for part in aspect.split(":"))
    found.hold(abs(wide / tall - across / down) < 0.02, f"{aspect}: the picture has {wide}x{tall}")
    figures = acceptance_picture.compare(video, loop, start, detector if expect.face else None)
    least = (wanted - 1) * acceptance_picture.PER_SECOND
    found.hold(
        figures.frames >= least, f"{aspect}: pictures for {figures.frames / acceptance_picture.PER_SECOND:.1f} s only"
    )
    if expect.face:
        found.figures[f"faces {aspect}"] = round(figures.faces, 2)
        found.hold(figures.faces >= _FACES, f"{aspect}: a whole face in {figures.faces:.0%} of the frames only")
    if loop is None or expect.colour is None:
        return
    found.figures[f"picture {aspect}"] = {
        "distance": round(figures.distance, 1),
        "worst": round(figures.worst, 1),
        "whole": round(figures.whole, 2),
        "late": figures.late and round(figures.late, 3),
        "frozen": round(figures.frozen, 2),
    }
    colour = expect.colour
    found.hold(figures.distance <= colour, f"{aspect}: not the source's picture ({figures.distance:.0f} levels apart)")
    found.hold(
        figures.worst <= 2 * colour, f"{aspect}: for a second not the source's picture ({figures.worst:.0f} levels)"
    )
    if expect.picture != "any":
        share = figures.whole if expect.picture == "whole" else 1 - figures.whole
        found.hold(share >= _WHOLE, f"{aspect}: {figures.whole:.0%} of the frames show all of the picture")
    if expect.sync:
        late = abs(figures.late or 0.0)
        found.hold(late <= acceptance_picture.LATE_SECONDS, f"{aspect}: the picture is {figures.late} s late")
        most = 1.0 if expect.still else 0.05
        found.hold(figures.frozen <= most, f"{aspect}: the picture stands still in {figures.frozen:.0%} of the clip")


def _sound(
    found: Verdict, aspect: str, video: Path, voice: acceptance_sound.Audio, expect: Expectation, *, wanted: float
) -> None:
    figures = acceptance_sound.measure(video, voice)
    found.figures[f"sound {aspect}"] = {
        "lufs": figures.lufs,
        "peak": figures.peak,
        "sides": round(figures.softer_channel, 1),
        "alike": round(figures.alike, 2),
        "late": round(figures.late, 3),
    }
    found.hold(abs(figures.lufs - expect.lufs) <= _LUFS, f"{aspect}: {figures.lufs} LUFS instead of {expect.lufs}")
    found.hold(figures.peak <= _DBTP, f"{aspect}: peaks at {figures.peak} dBTP")
    found.hold(figures.softer_channel <= _ONE_SIDED_DB, f"{aspect}: one side is {figures.softer_channel:.0f} dB softer")
    for name, seconds in (("sound", figures.seconds), ("picture", figures.picture_seconds)):
        found.hold(abs(seconds - wanted) <= _LENGTHS, f"{aspect}: {seconds:.2f} s of {name} instead of {wanted:.2f}")
    found.hold(figures.alike >= _ALIKE, f"{aspect}: not the source's voice (likeness {figures.alike:.2f})")
    if expect.sync and figures.alike >= _ALIKE:
        found.hold(abs(figures.late) <= _SOUND_LATE, f"{aspect}: the sound is {figures.late:+.3f} s late")
