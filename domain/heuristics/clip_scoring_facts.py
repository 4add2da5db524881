"""Everything known of a talk that its clips are scored by, prepared once so that each candidate costs little."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import log

from domain.contracts.media import AudioAnalysis
from domain.contracts.picture import PictureAnalysis
from domain.contracts.speech import Transcript
from domain.heuristics.clip_scoring_interest import (
    AnchorVectors,
    anchor_pull,
    baseline,
    quotable_worth,
    raw_interest,
    smoothed,
)
from domain.heuristics.clip_scoring_passages import passage_changes
from domain.heuristics.clip_scoring_picture import Sights
from domain.heuristics.clip_scoring_text import SentenceText, read_sentences, tokens_of
from domain.heuristics.clip_scoring_voice import Delivery, deliveries
from domain.heuristics.topics import Vector, centred, dot, either, subject_changes

PASSAGE_TRUST = 0.9
"""How sure a certain change between routine and gripping makes us of a bound."""


@dataclass(frozen=True)
class TalkVectors:
    """Unit vectors by one embedder: one per sentence, one per keyword asked for, and the anchors."""

    sentences: Sequence[Vector]
    anchors: AnchorVectors
    keywords: Sequence[Vector] = ()


@dataclass(frozen=True)
class TalkFacts:
    """A talk ready to be scored.

    Per sentence: `texts`, `seconds`, `interest` and `quotable` 0..1, `deliveries`, `rarity` 0..1 (how seldom the video
    uses its content words), `vectors` (centred), `asked` 0..1 (nearness to the keywords). Per bound of sentences
    (n + 1): `strengths` 0..1, `pauses` in seconds, `gains` (interest above the talk's own level x seconds, summed from
    the start).
    """

    language: str
    texts: tuple[SentenceText, ...]
    seconds: tuple[float, ...]
    interest: tuple[float, ...]
    quotable: tuple[float, ...]
    level: float
    deliveries: tuple[Delivery, ...]
    rarity: tuple[float, ...]
    vectors: tuple[Vector, ...]
    asked: tuple[float, ...]
    strengths: tuple[float, ...]
    pauses: tuple[float, ...]
    gains: tuple[float, ...]
    usual_density: float
    sights: Sights
    keywords: tuple[str, ...]


def prepare(
    transcript: Transcript,
    audio: AudioAnalysis,
    picture: PictureAnalysis,
    vectors: TalkVectors,
    keywords: Sequence[str] = (),
    frame_novelty: Sequence[tuple[float, float]] = (),
) -> TalkFacts:
    """Gather the facts of a talk; `vectors.sentences` has one vector per sentence of the transcript."""
    texts = read_sentences(transcript)
    spoken = deliveries(transcript, texts, audio)
    centre = centred(vectors.sentences)
    seconds = [text.span.duration for text in texts]
    pauses = _pauses(transcript, texts)
    turns = _turns(transcript, texts)
    pulls = anchor_pull(vectors.sentences, vectors.anchors)
    raw = raw_interest(pulls, texts, [one.liveliness for one in spoken])
    subjects = subject_changes(centre, pauses[1:-1], turns)
    passages = passage_changes(raw, seconds, baseline(raw, seconds), subjects)
    # The talk's own start and end are the strongest bounds there are.
    strengths = [1.0, *(either(a, PASSAGE_TRUST * b) for a, b in zip(subjects, passages, strict=True)), 1.0]
    interest = smoothed(raw, strengths)
    level = baseline(interest, seconds)
    gains = accumulate(((value - level) * length for value, length in zip(interest, seconds, strict=True)), initial=0.0)
    densities = sorted(_density(text) for text in texts)
    return TalkFacts(
        language=transcript.language,
        texts=tuple(texts),
        seconds=tuple(seconds),
        interest=tuple(interest),
        quotable=tuple(quotable_worth(texts, interest)),
        level=level,
        deliveries=tuple(spoken),
        rarity=tuple(_rarities(texts)),
        vectors=tuple(centre),
        asked=tuple(_nearness(transcript.language, texts, vectors, keywords)),
        strengths=tuple(strengths),
        pauses=tuple(pauses),
        gains=tuple(gains),
        usual_density=densities[len(densities) // 2] if densities else 0.0,
        sights=Sights(picture, frame_novelty),
        keywords=tuple(keywords),
    )


def _pauses(transcript: Transcript, texts: Sequence[SentenceText]) -> list[float]:
    """Silence at each of the n + 1 bounds, in seconds."""
    if not texts:
        return []
    inner = [max(0.0, after.span.start - before.span.end) for before, after in pairwise(texts)]
    return [texts[0].span.start, *inner, max(0.0, transcript.duration - texts[-1].span.end)]


def _turns(transcript: Transcript, texts: Sequence[SentenceText]) -> list[bool]:
    speakers = [transcript.words[text.first].speaker for text in texts]
    return [None not in {a, b} and a != b for a, b in pairwise(speakers)]


def _density(text: SentenceText) -> float:
    return len(text.content) / max(0.5, text.span.duration)


def _rarities(texts: Sequence[SentenceText]) -> list[float]:
    """Mean information of a sentence's content words under the video's own frequencies, 1 = all said only once."""
    counts = Counter(token for text in texts for token in text.content)
    total = sum(counts.values())
    if total < 2:
        return [0.0] * len(texts)
    top = log(total)
    return [
        sum(log(total / counts[token]) for token in text.content) / (top * len(text.content)) if text.content else 0.0
        for text in texts
    ]


def _nearness(
    language: str, texts: Sequence[SentenceText], vectors: TalkVectors, keywords: Sequence[str]
) -> list[float]:
    """How near each sentence is to the nearest keyword: 1 when it says it, else by embedding against the talk."""
    if not keywords:
        return [0.0] * len(texts)
    near = [max((dot(one, key) for key in vectors.keywords), default=0.0) for one in vectors.sentences]
    low, high = (min(near), max(near)) if near else (0.0, 0.0)
    wanted = [tokens_of(keyword, language) for keyword in keywords]
    result = []
    for text, value in zip(texts, near, strict=True):
        says = any(_contains(text.tokens, phrase) for phrase in wanted if phrase)
        relative = (value - low) / (high - low) if high > low else 0.0
        result.append(1.0 if says else 0.7 * relative**2)
    return result


def _contains(tokens: Sequence[str], phrase: Sequence[str]) -> bool:
    size = len(phrase)
    return any(tuple(tokens[i : i + size]) == tuple(phrase) for i in range(len(tokens) - size + 1))
