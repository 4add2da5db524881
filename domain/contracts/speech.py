"""From sound to words with times: planning, transcribing, aligning and joining."""

from domain.contracts.base import ArtifactRef, Contract, StageRequest, TimeRange


class PlanSpeechRequest(StageRequest):
    """Find speech, its language, and pauses at which to cut it into chunks of at most five minutes."""

    audio: ArtifactRef
    language: str | None = None


class PlanSpeechResult(Contract):
    """`chunks` are absolute times and cover all speech; empty when there is none. `language` is ISO 639-1."""

    chunks: tuple[TimeRange, ...]
    speech: ArtifactRef
    speech_seconds: float
    language: str
    language_probability: float


class SpeechMap(Contract):
    """Stored as JSON: where the voice activity detector hears speech."""

    spans: tuple[TimeRange, ...]


class TranscribeChunkRequest(StageRequest):
    """Recognise the words of one stretch of audio; all times absolute."""

    audio: ArtifactRef
    speech: ArtifactRef
    chunk: TimeRange
    language: str


class Word(Contract):
    """One word with its punctuation, e.g. `Hello,`; times in seconds of the source, `probability` 0..1."""

    text: str
    start: float
    end: float
    probability: float = 1.0
    speaker: str | None = None


class DraftSegment(Contract):
    """A stretch as the recogniser returned it, with its own word times."""

    start: float
    end: float
    words: tuple[Word, ...]
    avg_logprob: float
    no_speech_probability: float
    compression_ratio: float


class ChunkDraft(Contract):
    """Stored as JSON: what was heard in one chunk, and what was dropped as invented, with the reason."""

    chunk: TimeRange
    language: str
    segments: tuple[DraftSegment, ...]
    dropped: tuple[str, ...] = ()


class TranscribeChunkResult(Contract):
    """`draft`: a stored ChunkDraft."""

    draft: ArtifactRef
    words: int


class AlignChunkRequest(StageRequest):
    """Give every word of a draft its true start and end."""

    audio: ArtifactRef
    draft: ArtifactRef
    chunk: TimeRange
    language: str


class AlignedChunk(Contract):
    """Stored as JSON: words in time order, no overlaps."""

    words: tuple[Word, ...]
    aligner: str


class AlignChunkResult(Contract):
    """`aligned`: a stored AlignedChunk."""

    aligned: ArtifactRef
    words: int


class AssembleTranscriptRequest(StageRequest):
    """Join aligned chunks in order and restore sentences. `done_with`: what the job reads no more after that."""

    chunks: tuple[ArtifactRef, ...]
    language: str
    duration: float
    done_with: tuple[ArtifactRef, ...] = ()


class Sentence(Contract):
    """Words `first` to `last` (exclusive) of a transcript."""

    first: int
    last: int


class Transcript(Contract):
    """Stored as JSON: words in time order and the sentences they form; every word is in exactly one sentence."""

    language: str
    duration: float
    words: tuple[Word, ...]
    sentences: tuple[Sentence, ...]

    def sentence_range(self, sentence: Sentence) -> TimeRange:
        """From the first word's start to the last word's end."""
        return TimeRange(start=self.words[sentence.first].start, end=self.words[sentence.last - 1].end)

    def text_of(self, first: int, last: int) -> str:
        """The words `first` to `last` (exclusive), joined as the language writes them."""
        joint = "" if self.language in {"zh", "ja", "th", "lo", "my", "km"} else " "
        return joint.join(word.text for word in self.words[first:last])


class AssembleTranscriptResult(Contract):
    """`transcript`: a stored Transcript."""

    transcript: ArtifactRef
    words: int
    sentences: int
