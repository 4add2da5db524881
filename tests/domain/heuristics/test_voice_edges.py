"""Where a voice is heard in its sound."""

import numpy as np
import pytest

from domain.heuristics.voice_edges import heard_part, heard_span, levels, voiced_spans

RATE = 24_000


def sound(*parts: tuple[float, float]) -> np.ndarray:
    """Stretches of noise, each so many seconds at a level in dB (peak full scale 0)."""
    generator = np.random.default_rng(5)
    pieces = [generator.uniform(-1, 1, round(seconds * RATE)) * 10 ** (level / 20) for seconds, level in parts]
    return np.concatenate(pieces).astype(np.float32)


@pytest.mark.parametrize("before", [0.0, 0.001, 0.2, 1.0])
@pytest.mark.parametrize("floor", [-120.0, -60.0])
def test_onset_and_end_are_true_to_a_few_milliseconds(before: float, floor: float) -> None:
    span = heard_span(sound((before, floor), (0.7, -12.0), (0.4, floor)), RATE)
    assert span is not None
    assert span[0] == pytest.approx(before, abs=0.006)
    assert span[1] == pytest.approx(before + 0.7, abs=0.006)


def test_a_weak_beginning_belongs_to_the_word_and_breath_does_not() -> None:
    quiet_f = heard_span(sound((0.3, -90.0), (0.06, -50.0), (0.5, -10.0), (0.2, -90.0)), RATE)
    assert quiet_f is not None
    assert quiet_f[0] == pytest.approx(0.3, abs=0.006)
    breath = heard_span(sound((0.3, -50.0), (0.1, -90.0), (0.5, -10.0), (0.2, -90.0)), RATE)
    assert breath is not None
    assert breath[0] == pytest.approx(0.4, abs=0.006)


@pytest.mark.parametrize("samples", [np.zeros(0), np.zeros(RATE), np.full(RATE, 1e-7), np.zeros(10)])
def test_silence_is_never_heard(samples: np.ndarray) -> None:
    assert heard_span(samples.astype(np.float32), RATE) is None
    assert len(heard_part(samples.astype(np.float32), RATE)) == 0


def test_what_is_heard_keeps_its_margin_and_begins_softly() -> None:
    part = heard_part(sound((0.5, -120.0), (0.7, -12.0), (0.5, -120.0)), RATE)
    assert len(part) / RATE == pytest.approx(0.7 + 2 * 0.02, abs=0.01)
    assert part[0] == 0.0
    assert part[-1] == 0.0
    at_once = heard_part(sound((0.7, -12.0)), RATE)
    assert len(at_once) / RATE == pytest.approx(0.7, abs=0.01)
    assert float(np.abs(at_once[:24]).max()) < 0.1


@pytest.mark.parametrize("rate", [8000, 22_050, 24_000, 48_000])
def test_times_do_not_depend_on_the_rate(rate: int) -> None:
    generator = np.random.default_rng(3)
    samples = np.concatenate([np.zeros(rate // 2), generator.uniform(-0.3, 0.3, rate), np.zeros(rate // 2)])
    span = heard_span(samples.astype(np.float32), rate)
    assert span == pytest.approx((0.5, 1.5), abs=0.006)
    assert len(levels(samples.astype(np.float32), rate)) > 700


def test_pauses_part_what_is_heard_and_short_gaps_do_not() -> None:
    samples = sound((0.2, -90.0), (0.5, -12.0), (0.07, -90.0), (0.4, -20.0), (0.3, -60.0), (0.6, -12.0), (0.1, -90.0))
    found = voiced_spans(samples, RATE, 0.1)
    times = [time for span in found for time in (span.start, span.end)]
    assert times == pytest.approx([0.2, 1.17, 1.47, 2.07], abs=0.008)
    assert voiced_spans(np.zeros(RATE, np.float32), RATE, 0.1) == []
