"""Small talks and made-up pictures for the tests of retells."""

from collections.abc import Sequence
from itertools import accumulate, pairwise

from hypothesis import strategies as st

from domain.contracts.base import ArtifactRef
from domain.contracts.lines import Line, SpokenLine
from domain.contracts.media import FrameRate
from domain.contracts.picture import FaceBox, FaceSample, PictureAnalysis, Shot
from domain.contracts.retell import RetellScript, RetellWish
from domain.heuristics.clip_scoring_facts import TalkFacts, TalkVectors, prepare
from domain.heuristics.clip_scoring_interest import AnchorVectors
from domain.heuristics.footage import Footage
from domain.heuristics.outline import sentence_worths
from domain.heuristics.retell_source import RetellSource
from domain.heuristics.speaking_pace import seconds_to_say
from domain.heuristics.topics import unit
from tests.domain.heuristics.clip_talks import heard, seen, spoken, vectors_for

RATES = (FrameRate(num=25, den=1), FrameRate(num=30000, den=1001), FrameRate(num=24, den=1), FrameRate(num=60, den=1))

# Three stories, each told in seven sentences, with logistics between them.
STORY = [
    "Good evening, the slides are on the website.",
    "The coffee is at the back of the room.",
    "Why did nobody answer the letter of 1912?",
    "She had walked forty miles through the snow to post it.",
    "The clerk put it into the wrong bag, and the ship went down.",
    "Her family waited for the reply for eleven years.",
    "They never moved house, because the answer could still come.",
    "And then a diver found the bag on the sea bed.",
    "Every word could still be read.",
    "The room on the second floor is free from three to five.",
    "We have to fill in the form for the projector.",
    "My grandfather lost his farm to one single beetle.",
    "It came in a crate of bananas that somebody gave him as a present.",
    "Within two summers there was not one tree left standing.",
    "He planted nuts where the orchard had been, and everybody laughed.",
    "Nobody laughed in the third year.",
    "A mistake that you survive is the best teacher that there is.",
    "The next meeting is on Monday at ten.",
    "You find the agenda on the table next to the door.",
    "Half of all bridges in this county are older than their plans.",
    "The engineers draw them again from photographs.",
    "One of them, um, is called the bridge of sighs, you know.",
    "It carries nine thousand cars a day on bolts from 1890.",
    "We inspect it with a hammer, because the sound tells more than any camera.",
    "A dull sound means that the bolt is dead.",
    "If you hear a dull sound twice, you close the road.",
]
PULLS = [0.1, 0.1, 0.9, 0.7, 0.7, 0.8, 0.7, 0.6, 0.8, 0.1, 0.1, 0.9, 0.6, 0.7, 0.8, 0.7, 0.9, 0.1, 0.1, 0.8, 0.5, 0.4, 0.7,
         0.7, 0.8, 0.9]  # fmt: skip
TOPICS = [0, 0, 1, 1, 1, 1, 1, 1, 1, 0, 0, 2, 2, 2, 2, 2, 2, 0, 0, 3, 3, 3, 3, 3, 3, 3]
PAUSES = [0.4 if a == b else 1.6 for a, b in zip(TOPICS, [*TOPICS[1:], 9], strict=True)]


# Which sentences say something in general.
CLAIMS_OF_STORY = tuple(0.9 if index in {16, 24, 25} else 0.3 for index in range(len(STORY)))


def picture_of(lengths: Sequence[int], rate: FrameRate = RATES[0], faces: bool = True) -> PictureAnalysis:
    """Shots of these lengths in frames."""
    bounds = [0, *accumulate(lengths)]
    seconds = int(bounds[-1] / float(rate.value)) + 1
    box = FaceBox(x=0.4, y=0.3, w=0.1, h=0.2, score=0.9)
    return PictureAnalysis(
        frame_rate=rate,
        frame_count=bounds[-1],
        width=640,
        height=360,
        shots=tuple(Shot(first=a, last=b) for a, b in pairwise(bounds)),
        motion=tuple(0.02 * (1 + second % 3) for second in range(seconds)),
        faces=tuple(FaceSample(time=float(t), boxes=(box,) if faces and t % 3 else ()) for t in range(seconds)),
    )


def footage_of(lengths: Sequence[int], rate: FrameRate = RATES[0]) -> Footage:
    return Footage(picture_of(lengths, rate), rate, 0.0)


def story_facts(language: str = "en") -> TalkFacts:
    """The story, whose sentences are of three subjects and yet all different."""
    transcript = spoken(STORY, language, PAUSES)
    made = vectors_for(PULLS, TOPICS)
    size = len(STORY)

    def alone(vector: Sequence[float], place: int | None = None) -> list[float]:
        return [*vector, *(0.8 if place == other else 0.0 for other in range(size))]

    vectors = TalkVectors(
        sentences=[unit(alone(vector, place)) for place, vector in enumerate(made.sentences)],
        anchors=AnchorVectors([alone(v) for v in made.anchors.gripping], [alone(v) for v in made.anchors.routine]),
    )
    return prepare(transcript, heard(transcript), seen(transcript), vectors)


def story_source(shot_seconds: Sequence[float] = (7.0, 4.0, 5.5), language: str = "en") -> RetellSource:
    """The story, with shots whose lengths come round again until the end."""
    facts = story_facts(language)
    transcript = spoken(STORY, language, PAUSES)
    lengths: list[int] = []
    while sum(lengths) < transcript.duration * 25:
        lengths.append(round(25 * shot_seconds[len(lengths) % len(shot_seconds)]))
    return RetellSource(transcript, facts, CLAIMS_OF_STORY, footage_of(lengths))


def worths_of(source: RetellSource, wish: RetellWish) -> list[float]:
    return sentence_worths(source.facts, source.claims, wish.tone)


def voices_of(script: RetellScript, speed: float = 1.0) -> dict[int, SpokenLine]:
    """Every narrated line, spoken `speed` times as fast as was estimated."""
    audio = ArtifactRef(digest="a" * 64, size=1, media_type="audio/flac")
    return {
        line.number: SpokenLine(
            line=Line(
                number=line.number,
                slot=line.range,
                first_word=line.first_word,
                last_word=line.last_word,
                source=line.text,
                text=line.text,
            ),
            voice="kokoro/af_heart",
            audio=audio,
            seconds=round(seconds_to_say(line.text, script.language) / speed, 4),
        )
        for line in script.lines
        if line.text
    }


@st.composite
def footages(draw: st.DrawFn, shortest_shot: float = 0.3, fewest: int = 1) -> Footage:
    """Any footage; `shortest_shot` in seconds, at least `fewest` of its shots at least 2.5 s long."""
    rate = draw(st.sampled_from(RATES))
    frames = float(rate.value)
    any_shot = st.integers(max(1, int(shortest_shot * frames)), int(12 * frames))
    long_shot = st.integers(int(2.5 * frames) + 1, int(20 * frames))
    shots = draw(st.lists(any_shot, max_size=12)) + draw(st.lists(long_shot, min_size=fewest, max_size=fewest + 4))
    return footage_of(draw(st.permutations(shots)), rate)
