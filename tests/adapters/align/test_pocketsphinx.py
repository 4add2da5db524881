"""Times are a matter of the sound and the text alone, whatever the process has aligned before."""

from adapters.align.pocketsphinx import TextPlacer
from tests.speech_audio import RATE, Audio, talk_audio, talk_truth


def passage(first: float, last: float) -> tuple[Audio, list[str]]:
    """The sound and the words of the sample talk between two moments."""
    words = [word for word in talk_truth().words if word.start >= first and word.end <= last]
    start, end = words[0].start - 0.2, words[-1].end + 0.2
    return talk_audio()[int(start * RATE) : int(end * RATE)], [word.text for word in words]


def test_the_same_sound_gives_the_same_times_in_a_fresh_and_in_a_used_process() -> None:
    passages = [passage(0, 7), passage(8, 20), passage(20, 38)]
    fresh = [TextPlacer().place(*part) for part in passages]
    used = TextPlacer()
    for order in ((0, 0, 1, 2, 0), (2, 1, 0)):
        for index in order:
            assert used.place(*passages[index]) == fresh[index]
