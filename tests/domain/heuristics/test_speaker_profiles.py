"""What is told of each speaker, and the stretches that stand for them."""

import numpy as np

from domain.contracts.base import TimeRange
from domain.contracts.speech import Sentence, Transcript, Word
from domain.heuristics.speaker_profiles import HeardStretch, profiles
from domain.heuristics.speaker_reference import LONGEST_REFERENCE, Candidate, choose_reference, clarity, joined
from domain.heuristics.speaker_turns import Stretch
from tests.speech_audio import RATE, noise, recording


def candidate(start: float, end: float, surely: float = 0.3, clear: float = 30.0, sure: float = 0.9) -> Candidate:
    return Candidate(TimeRange(start=start, end=end), surely, clear, sure)


def test_the_clearest_and_surest_stretches_are_chosen_in_the_order_of_time() -> None:
    noisy, doubtful, scrap = candidate(0, 4, clear=5), candidate(40, 44, surely=-0.1, sure=0.3), candidate(50, 50.5)
    good = [candidate(10, 14), candidate(20, 23.5), candidate(30, 33.5)]
    chosen = choose_reference([noisy, good[2], doubtful, scrap, good[0], good[1]])
    assert chosen == tuple(one.span for one in good)


def test_a_reference_is_never_too_long() -> None:
    chosen = choose_reference([candidate(10 * at, 10 * at + 3.8) for at in range(6)])
    assert 9 < sum(span.duration for span in chosen) <= LONGEST_REFERENCE
    assert choose_reference([candidate(0, 0.9)]) == ()


def test_noise_is_heard_in_the_clarity() -> None:
    speech = recording("two_cities.wav")[RATE : 5 * RATE]
    assert clarity(speech) > clarity(speech + noise(4)) + 8
    assert clarity(np.zeros(0, np.float32)) == 0.0


def test_joined_pieces_begin_and_end_in_silence() -> None:
    sound = joined([np.ones(RATE, np.float32), np.ones(RATE, np.float32)])
    assert len(sound) == 2 * RATE + int(0.15 * RATE)
    assert sound[0] == sound[-1] == 0
    assert np.abs(np.diff(sound)).max() < 0.02
    assert len(joined([])) == 0


def test_speakers_are_described_in_the_order_of_appearance() -> None:
    words = tuple(
        Word(text="word", start=at, end=at + 0.8, speaker="B" if at in {2, 3, 4, 5} else "A", probability=0.9)
        for at in range(8)
    )
    talk = Transcript(language="en", duration=9, words=words, sentences=(Sentence(first=0, last=8),))
    heard = [
        HeardStretch(Stretch(first, last, 0, TimeRange(start=first, end=last - 0.2)), np.full(9, pitch), 30.0)
        for first, last, pitch in ((0, 2, 100.0), (2, 6, 220.0), (6, 8, 104.0))
    ]
    likeness = np.array([[0.9, 0.5], [0.5, 0.9], [0.9, 0.5]])
    first, second = profiles(talk, heard, likeness, [0, 1, 0])
    assert (first.label, first.seconds, first.pitch) == ("A", 3.2, 102.0)
    assert (second.label, second.seconds, second.pitch) == ("B", 3.2, 220.0)
    assert first.reference == (TimeRange(start=0, end=1.8), TimeRange(start=6, end=7.8))
    assert second.reference == (TimeRange(start=2, end=5.8),)


def test_a_stretch_that_somebody_corrected_tells_of_nobody() -> None:
    words = (Word(text="a", start=0, end=1, speaker="A"), Word(text="b", start=1, end=2, speaker="Mara"))
    talk = Transcript(language="en", duration=2, words=words, sentences=())
    heard = [HeardStretch(Stretch(0, 2, 0, TimeRange(start=0, end=2)), np.full(9, 100.0), 30.0)]
    found = profiles(talk, heard, np.array([[0.9]]), [0])
    assert [(one.label, one.pitch, one.reference) for one in found] == [("A", None, ()), ("Mara", None, ())]
