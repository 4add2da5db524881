"""How well speech is recognised, by language.

`python -m bench.languages` lets a voice of each language speak the same kind of sentences and has the default
recogniser write down what it hears: errors by the word, or by the letter where a language writes no spaces, whether the
language was found by itself, and whether the words are in its script. Kokoro's voices sound like people; eSpeak's do
not, and a recogniser errs more on them, so that their figures only tell which languages work at all.
"""

import argparse
import json
import sys
import tempfile
import unicodedata
from dataclasses import asdict, dataclass
from pathlib import Path

import jiwer
from rich.console import Console
from rich.table import Table

from adapters.asr.measured import USABLE, WELL
from adapters.asr.registry import make_asr, make_voice_detector
from adapters.models import ModelCatalogue
from adapters.settings import Settings
from adapters.tts.registry import make_voice_box
from bench.language_sentences import LANGUAGE_SENTENCES
from bench.voices import Audio, speak_all
from domain.contracts.voices import Voice
from domain.engines import AsrEngine, VoiceDetector
from domain.heuristics.subtitle_text import SPACELESS
from domain.heuristics.written_language import foreign_script
from domain.progress import no_progress


@dataclass(frozen=True)
class LanguageScore:
    """How a language did with one voice; `unit`: what `errors` counts."""

    language: str
    voice: str
    unit: str
    errors: float
    found: str
    certainty: float
    in_script: bool
    heard: str


def main() -> int:
    """Measure and print; with `--json` also write."""
    parser = argparse.ArgumentParser(prog="python -m bench.languages", description=__doc__)
    parser.add_argument("--languages", nargs="+", default=list(LANGUAGE_SENTENCES), choices=list(LANGUAGE_SENTENCES))
    parser.add_argument("--model", default="whisper-base", help="the recogniser that listens")
    parser.add_argument("--json", type=Path, help="a file for the figures")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        models = ModelCatalogue(Path(folder) / "models")
        box = make_voice_box(models, Settings.load(Path(folder)))
        asr = make_asr("faster-whisper", models, options.model, 2)
        ear = make_voice_detector("silero", models)
        scores = []
        for language in options.languages:
            voice = next(iter(box.serving(language)))
            audio, _, _ = speak_all(box, voice, language, LANGUAGE_SENTENCES[language])
            scores.append(_score(asr, ear, voice, language, audio))
    _report(Console(width=120), scores)
    if options.json:
        options.json.write_text(json.dumps([asdict(score) for score in scores], ensure_ascii=False, indent=1) + "\n")
    return 0


def _score(asr: AsrEngine, ear: VoiceDetector, voice: Voice, language: str, audio: Audio) -> LanguageScore:
    spans = ear.speech_spans(audio)
    found, certainty = asr.detect_language(audio, spans)
    segments = asr.transcribe(audio, language, spans, no_progress)
    heard = " ".join(word.text for segment in segments for word in segment.words)
    said = " ".join(LANGUAGE_SENTENCES[language])
    by_letter = language in SPACELESS
    errors = jiwer.cer(_letters(said), _letters(heard)) if by_letter else jiwer.wer(_words(said), _words(heard) or "-")
    return LanguageScore(
        language=language,
        voice=voice.id,
        unit="letters" if by_letter else "words",
        errors=round(float(errors), 3),
        found=found,
        certainty=round(certainty, 2),
        in_script=bool(heard) and foreign_script(heard, language) is None,
        heard=heard,
    )


def _words(text: str) -> str:
    kept = (
        sign if sign.isalnum() or _is_mark(sign) else " " for sign in text.casefold().replace("'", "").replace("’", "")
    )
    return " ".join("".join(kept).split())


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum() or _is_mark(sign))


def _is_mark(sign: str) -> bool:

    return unicodedata.category(sign).startswith("M")


def _report(console: Console, scores: list[LanguageScore]) -> None:
    table = Table("language", "voice", "errors", "of", "found by itself", "own script", "served")
    for score in scores:
        served = "well" if score.errors <= WELL else "usable" if score.errors <= USABLE else "roughly"
        own = "yes" if score.in_script else "no"
        found = f"{score.found} {score.certainty:.0%}"
        table.add_row(score.language, score.voice, f"{score.errors:.0%}", score.unit, found, own, served)
    console.print(table)


if __name__ == "__main__":
    sys.exit(main())
