"""Commands that dub and retell."""

from pathlib import Path
from typing import Annotated

import typer

from cutdown.cli.console import fail, out
from cutdown.cli.job_commands import SAMPLE
from cutdown.cli.ordering import AudioTrack, api_of, order
from cutdown.cli.stack_commands import StateDir
from cutdown.cli.terminal import Sheet

SPANISH_SAMPLE = SAMPLE.with_name("agua.mp4")

Source = Annotated[str, typer.Argument(help="A file, or an http(s) address.")]
Out = Annotated[Path, typer.Option("--out", help="Where the finished files go.")]
Language = Annotated[str, typer.Option(help="ISO 639-1 code of the speech, or auto.")]


def dub(
    source: Source,
    *,
    to: Annotated[list[str], typer.Option(help="ISO 639-1 code of the language wanted; may be repeated.")],
    voice: Annotated[
        list[str] | None, typer.Option(help="SPEAKER=VOICE, or a voice for the first speaker; may be repeated.")
    ] = None,
    mix: Annotated[str, typer.Option(help="replace, voice_over or keep_music.")] = "replace",
    language: Language = "auto",
    audio_track: AudioTrack = "auto",
    review: Annotated[str, typer.Option(help="auto, or manual: read the lines before they are spoken.")] = "auto",
    folder: Out = Path("out"),
    state: StateDir = None,
) -> None:
    """Dub a video into other languages, in time with the original."""
    wishes = [{"language": target, "mix": mix, "voices": _voices(voice or [])} for target in to]
    spec = {"clips": False, "dubs": wishes, "language": _spoken(language), "gates": {"dub": {"mode": review}}}
    spec["audio_track"] = audio_track
    order(source, spec, folder, state)


def retell(
    source: Source,
    *,
    length: Annotated[float, typer.Option(min=10, max=900, help="How long, in seconds.")] = 60,
    tone: Annotated[str, typer.Option(help="neutral, dramatic or playful.")] = "neutral",
    to: Annotated[str | None, typer.Option(help="ISO 639-1 code of the narration; none: the source's.")] = None,
    voice: Annotated[str | None, typer.Option(help="The narrator: a voice of `cutdown voices`.")] = None,
    originals: Annotated[float, typer.Option(min=0, max=1, help="Share that is left to the original's words.")] = 0.25,
    aspect: Annotated[str, typer.Option(help="9:16, 1:1, 4:5 or 16:9.")] = "16:9",
    style: Annotated[str, typer.Option(help="Look of the captions: bold, clean or neon.")] = "clean",
    language: Language = "auto",
    audio_track: AudioTrack = "auto",
    review: Annotated[str, typer.Option(help="auto, or manual: read the script before it is told.")] = "auto",
    folder: Out = Path("out"),
    state: StateDir = None,
) -> None:
    """Tell a long video again as a short one."""
    wish = {
        "seconds": length,
        "tone": tone,
        "language": to,
        "voice": voice,
        "originals": originals,
        "aspect": aspect,
        "style": style,
    }
    spec = {"clips": False, "retell": wish, "language": _spoken(language), "gates": {"retell": {"mode": review}}}
    spec["audio_track"] = audio_track
    order(source, spec, folder, state)


def voices(
    language: Annotated[str | None, typer.Argument(help="ISO 639-1 code.")] = None, state: StateDir = None
) -> None:
    """Show who can speak here, the best of each language first."""
    table = Sheet("voice", "languages", "sex", "licence", "")
    for one in api_of(state).voices.list(language):
        spoken = ", ".join(one.languages) if len(one.languages) < 6 else f"{len(one.languages)} languages"
        note = "not for business" if not one.commercial else "clones, with consent" if one.clones else ""
        table.row(one.id, spoken, one.sex, one.licence, note)
    out.print(table)


def demo_dub(state: StateDir = None) -> None:
    """Dub the Spanish sample into English, and retell the English one, into out/."""
    dub(str(SPANISH_SAMPLE), to=["en"], language="es", state=state)
    retell(str(SAMPLE), length=45, language="en", state=state)


def _spoken(language: str) -> str | None:
    return None if language == "auto" else language


def _voices(given: list[str]) -> list[dict[str, str]]:
    chosen = []
    for one in given:
        speaker, _, voice = one.rpartition("=")
        if not voice:
            fail("Give a voice as SPEAKER=VOICE, e.g. A=kokoro/af_heart.", "request.invalid")
        chosen.append({"speaker": speaker or "A", "voice": voice})
    return chosen
