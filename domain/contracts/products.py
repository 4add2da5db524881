"""What a job makes beside clips: dubs and retells, how they are recorded, and what they end as."""

from typing import Literal

from domain.contracts.base import ArtifactRef, Contract, StageRequest, TimeRange
from domain.contracts.dubbing import DubProductionInput, DubSettings, DubWish
from domain.contracts.framing import Aspect
from domain.contracts.lines import SpeakerVoice
from domain.contracts.media import Loudness
from domain.contracts.mixing import BedSpan
from domain.contracts.retell import RetellProductionInput, RetellSettings, RetellWish

ProductKind = Literal["dub", "retell"]
ProductStateName = Literal["planned", "ready", "running", "failed"]
"""What is recorded of a product while it is made; that it is published, its publication tells."""


class ProductFile(Contract):
    """A finished file: of a clip, where it has one, or of the whole. `poster` where the picture was rendered."""

    clip_id: str | None = None
    aspect: Aspect | None = None
    video: ArtifactRef
    poster: ArtifactRef | None = None
    srt: ArtifactRef
    vtt: ArtifactRef
    seconds: float
    loudness: Loudness


class DubbedSound(Contract):
    """What is heard: the mixed `sound` (FLAC), the dub's own `transcript` of it, and `placed`, stored PlacedLines: what
    became of each line. All on the timeline of the source, or of a clip's `parts` of it, one after the other.
    """

    clip_id: str | None = None
    parts: tuple[TimeRange, ...] = ()
    sound: ArtifactRef
    transcript: ArtifactRef
    placed: ArtifactRef


class DubResult(Contract):
    """`files`, and the `sounds` in them: one of the whole source, or one for each clip."""

    files: tuple[ProductFile, ...]
    sounds: tuple[DubbedSound, ...]
    voices: tuple[SpeakerVoice, ...]
    translator: str = ""
    violations: tuple[str, ...] = ()


class RetellResult(Contract):
    """`files` holds one; `edl`: a stored Edl; `kept`: the numbers of the script's lines that are told. `placed`: stored
    PlacedLines of the narrator, `bed`: how loud the original is.
    """

    files: tuple[ProductFile, ...]
    sound: ArtifactRef
    transcript: ArtifactRef
    edl: ArtifactRef
    parts: tuple[TimeRange, ...]
    kept: tuple[int, ...]
    seconds: float
    violations: tuple[str, ...] = ()
    placed: ArtifactRef | None = None
    bed: tuple[BedSpan, ...] = ()


class RecordDubRequest(StageRequest):
    """Bring a dub's row to a state and tell of it. `order`: by what it can be made, once its lines are there."""

    dub_id: str
    video_id: str
    wish: DubWish
    state: ProductStateName
    order: DubProductionInput | None = None
    revision: int = 1
    edit: bool = False
    error_code: str | None = None
    message: str = ""


class RecordRetellRequest(StageRequest):
    """Bring a retell's row to a state and tell of it. `order`: by what it can be made, once its script is there."""

    retell_id: str
    video_id: str
    wish: RetellWish
    state: ProductStateName
    order: RetellProductionInput | None = None
    revision: int = 1
    edit: bool = False
    error_code: str | None = None
    message: str = ""


class RecordedDub(Contract):
    """`settings` and `revision` as an editor has left them: what is made from here on."""

    settings: DubSettings
    revision: int


class RecordedRetell(Contract):
    """`settings` and `revision` as an editor has left them: what is made from here on."""

    settings: RetellSettings
    revision: int


class PublishDubRequest(StageRequest):
    """Make a dub visible with all its files; `revision` is what they were made from."""

    dub_id: str
    result: DubResult
    revision: int
    edit: bool = False


class PublishRetellRequest(StageRequest):
    """Make a retell visible with its file; `revision` is what it was made from."""

    retell_id: str
    result: RetellResult
    revision: int
    edit: bool = False


class Published(Contract):
    """The sequence number of the event that told of it; 0 when it was told before."""

    seq: int = 0


class ProductOutcome(Contract):
    """How one dub or retell ended; its failure is its own and never takes the others down."""

    product_id: str
    kind: ProductKind
    title: str
    published: bool
    error_code: str | None = None
    message: str = ""
