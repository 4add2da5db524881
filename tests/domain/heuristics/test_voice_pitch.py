"""The pitch of voices, on tones whose pitch is known and on voices whose sex is."""

import numpy as np
import pytest

from domain.heuristics.voice_pitch import median_pitch, suggested_sex, voiced_pitches
from tests.speech_audio import RATE, noise, recording, talk_audio, talk_truth


def voice(pitch: float, seconds: float = 1.0) -> np.ndarray:
    """A tone with the harmonics of a voice; its third is the strongest, as in a vowel."""
    time = np.arange(int(seconds * RATE)) / RATE
    strengths = (0.6, 0.7, 1.0, 0.4, 0.3, 0.2)
    parts = [strength * np.sin(2 * np.pi * pitch * part * time) for part, strength in enumerate(strengths, 1)]
    return (0.1 * sum(parts)).astype(np.float32)


@pytest.mark.parametrize("pitch", [70, 98, 120, 165, 210, 300, 380])
def test_the_pitch_of_a_voiced_sound_is_found_also_in_noise(pitch: float) -> None:
    for sound in (voice(pitch), voice(pitch) + 0.3 * noise(1)):
        found = voiced_pitches(np.asarray(sound, np.float32))
        assert len(found) > 40
        assert median_pitch(found) == pytest.approx(pitch, rel=0.02)


@pytest.mark.parametrize("sound", [np.zeros(RATE, np.float32), noise(1), np.zeros(100, np.float32)])
def test_what_is_not_voiced_has_no_pitch(sound: np.ndarray) -> None:
    assert median_pitch(voiced_pitches(sound)) is None


def test_the_voices_of_the_samples_suggest_who_speaks() -> None:
    spoken = {"mara": "female", "daniel": "male"}
    audio = talk_audio()
    for speaker, sex in spoken.items():
        spans = [item for item in talk_truth().sentences if item.speaker == speaker]
        pitches = [voiced_pitches(audio[int(item.start * RATE) : int(item.end * RATE)]) for item in spans]
        assert suggested_sex(median_pitch(np.concatenate(pitches))) == sex
    assert suggested_sex(median_pitch(voiced_pitches(recording("two_cities.wav")))) == "male"


def test_between_the_ranges_nothing_is_guessed() -> None:
    assert [suggested_sex(pitch) for pitch in (None, 100.0, 150.0, 200.0)] == ["unknown", "male", "unknown", "female"]
