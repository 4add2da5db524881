"""All engines as one: order, ownership, and what is said where something is missing."""

from pathlib import Path

import numpy as np
import pytest

from adapters.tts.voice_box import InstalledVoices
from domain.contracts.voices import Voice
from domain.errors import AppError, PermanentError, RejectedError


class Speaker:
    """A TtsEngine whose samples are its number."""

    def __init__(self, name: str, number: float, *voices: tuple[str, str, int]) -> None:
        self.name = name
        self.identity = f"{name}/1"
        self.remedy = f"Run: pip install {name}."
        self._number = number
        self.voices = tuple(
            Voice(
                id=f"{name}/{voice}",
                engine=name,
                name=voice,
                languages=tuple(languages.split()),
                sex="unknown",
                sample_rate=8000,
                licence="MIT",
                quality=quality,
            )
            for voice, languages, quality in voices
        )

    def speak(self, text: str, voice: str, language: str, reference: Path | None = None) -> tuple[np.ndarray, int]:
        return np.full(1, self._number, np.float32), 8000


GOOD = Speaker("good", 0.5, ("ann", "en es", 4), ("bob", "en", 2))
FLOOR = Speaker("floor", 0.1, ("any", "en es de", 0))
MISSING = Speaker("missing", 0.9)


def test_the_best_voice_of_a_language_comes_first() -> None:
    box = InstalledVoices([FLOOR, GOOD])
    assert [voice.id for voice in box.serving("en")] == ["good/ann", "good/bob", "floor/any"]
    assert [voice.id for voice in box.serving("de")] == ["floor/any"]


def test_each_voice_speaks_through_its_own_engine() -> None:
    box = InstalledVoices([GOOD, FLOOR])
    assert box.speak("x", "floor/any", "de")[0][0] == np.float32(0.1)
    assert box.identity_of("good/bob") == "good/1"


def test_engines_without_voices_take_no_part() -> None:
    assert InstalledVoices([GOOD, MISSING]).identity == InstalledVoices([GOOD]).identity


def test_a_language_that_nobody_speaks_is_refused_with_what_to_install() -> None:
    with pytest.raises(RejectedError) as refused:
        InstalledVoices([GOOD, MISSING]).serving("fi")
    assert refused.value.code == "voice.unserved"
    assert "'fi'" in refused.value.message
    assert "Run: pip install missing." in refused.value.message


def test_where_the_best_engine_is_missing_installing_it_is_the_one_thing_told() -> None:
    with pytest.raises(RejectedError) as refused:
        InstalledVoices([MISSING, Speaker("other", 0.8), GOOD]).serving("fi")
    assert refused.value.message.endswith("'fi'. Run: pip install missing.")


def test_what_was_installed_meanwhile_serves_without_a_restart() -> None:
    shelf = [GOOD, MISSING]
    box = InstalledVoices(shelf, again=lambda: shelf)
    with pytest.raises(RejectedError):
        box.serving("fi")
    with pytest.raises(PermanentError):
        box.identity_of("missing/eva")
    another = Speaker("good", 0.7, ("ann", "en es", 4))
    shelf = [another, Speaker("missing", 0.9, ("eva", "fi", 3))]
    assert [voice.id for voice in box.serving("fi")] == ["missing/eva"]
    assert box.identity_of("missing/eva") == "missing/1"
    assert box.identity == "good/1; missing/1"
    assert box.speak("x", "missing/eva", "fi")[0][0] == np.float32(0.9)
    assert box.speak("x", "good/ann", "en")[0][0] == np.float32(0.5), "what had voices stays loaded"


def test_a_machine_without_voices_has_some_as_soon_as_there_are_any() -> None:
    shelf = [MISSING]
    box = InstalledVoices(shelf, again=lambda: shelf)
    assert (box.voices, box.identity) == ((), "")
    shelf = [Speaker("missing", 0.9, ("eva", "fi", 3))]
    assert box.identity == "missing/1"
    assert [voice.id for voice in box.voices] == ["missing/eva"]


@pytest.mark.parametrize(
    ("voice", "kind", "code"),
    [
        ("missing/carl", PermanentError, "voice.unavailable"),
        ("good/carl", RejectedError, "voice.unknown"),
        ("nobody/carl", RejectedError, "voice.unknown"),
        ("carl", RejectedError, "voice.unknown"),
        ("", RejectedError, "voice.unknown"),
    ],
)
def test_voices_that_are_not_here(voice: str, kind: type[AppError], code: str) -> None:
    box = InstalledVoices([GOOD, FLOOR, MISSING])
    for ask in (lambda: box.identity_of(voice), lambda: box.speak("x", voice, "en")):
        with pytest.raises(kind) as refused:
            ask()
        assert refused.value.code == code
        assert type(refused.value) is kind
    if code == "voice.unavailable":
        assert "Run: pip install missing." in refused.value.message


def test_a_damaged_engine_takes_none_of_the_others_down() -> None:
    class Damaged(Speaker):
        @property
        def voices(self) -> tuple[Voice, ...]:
            raise PermanentError("model.damaged", "The file is damaged. Run: cutdown models pull damaged")

        @voices.setter
        def voices(self, _: tuple[Voice, ...]) -> None: ...

    box = InstalledVoices([Damaged("damaged", 0.2, ("eve", "en", 9)), GOOD])
    assert [voice.id for voice in box.voices] == ["good/ann", "good/bob"]
    assert box.identity == "good/1"
    with pytest.raises(PermanentError) as broken:
        box.identity_of("damaged/eve")
    assert broken.value.code == "voice.unavailable"
    assert "cutdown models pull damaged" in broken.value.message
