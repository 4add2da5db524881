"""How many speakers there are, and who is like whom, on vectors whose truth is known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.heuristics.speaker_clusters import LEAST_SPEAKER, SAME_VOICE, likeness


def voices(*counts: int, spread: float = 0.3, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Unit vectors around as many random directions as there are counts, and their speakers; 0.3 is 0.92 alike."""
    generator = np.random.default_rng(seed)
    centres = generator.standard_normal((len(counts), 64))
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    owners = np.repeat(np.arange(len(counts)), counts)
    vectors = centres[owners] + spread * generator.standard_normal((len(owners), 64)) / 8
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32), owners


@pytest.mark.parametrize("counts", [(1,), (30,), (10, 12), (20, 3, 9), (6, 6, 6, 6, 6)])
def test_there_are_as_many_columns_as_speakers_and_each_is_most_like_its_own(counts: tuple[int, ...]) -> None:
    vectors, owners = voices(*counts)
    found = likeness(vectors, [2.5] * len(owners))
    assert found.shape == (len(owners), len(counts))
    chosen = found.argmax(axis=1)
    assert len({(owner, choice) for owner, choice in zip(owners, chosen, strict=True)}) == len(counts)


def test_who_hardly_speaks_is_no_speaker() -> None:
    vectors, _ = voices(20, 1)
    assert likeness(vectors, [2.5] * 20 + [LEAST_SPEAKER - 0.1]).shape[1] == 1
    assert likeness(vectors, [2.5] * 20 + [LEAST_SPEAKER + 0.1]).shape[1] == 2


def test_short_stretches_found_no_speaker_and_are_still_placed() -> None:
    vectors, owners = voices(8, 8)
    seconds = [2.0] * 6 + [0.4] * 2 + [2.0] * 6 + [0.4] * 2
    chosen = likeness(vectors, seconds).argmax(axis=1)
    assert len({(owner, choice) for owner, choice in zip(owners, chosen, strict=True)}) == 2
    assert likeness(vectors, [0.5] * 16).shape == (16, 1)


def test_one_voice_that_wavers_stays_one() -> None:
    """Its stretches are as unlike as those of people who read with feeling."""
    vectors, _ = voices(40, spread=0.5)
    alike = vectors @ vectors.T
    assert SAME_VOICE + 0.05 < alike[np.triu_indices(40, 1)].mean() < 0.83
    assert likeness(vectors, [2.0] * 40).shape[1] == 1


def test_a_long_video_is_placed_by_a_part_of_it() -> None:
    vectors, owners = voices(900, 700)
    chosen = likeness(vectors, [2.0] * 1600).argmax(axis=1)
    assert len({(owner, choice) for owner, choice in zip(owners, chosen, strict=True)}) == 2


@settings(deadline=None, max_examples=40)
@given(st.lists(st.floats(0.05, 9), min_size=1, max_size=30), st.integers(0, 99))
def test_every_stretch_has_a_likeness_to_somebody(seconds: list[float], seed: int) -> None:
    vectors = np.random.default_rng(seed).random((len(seconds), 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    found = likeness(vectors, seconds)
    assert found.shape[0] == len(seconds)
    assert 1 <= found.shape[1] <= len(seconds)
    assert np.isfinite(found).all()
