"""What one low-resolution pass over the picture finds: shots, motion, faces, thumbnails and a proxy."""

from domain.contracts.base import ArtifactRef, Contract, StageRequest
from domain.contracts.media import FrameRate, MediaInfo


class FaceBox(Contract):
    """A face in shares of the frame (0..1, origin top left); `score` is the detector's confidence 0..1.

    `mouth_motion`: mean absolute luma change (0..1) of the mouth's part of the box over about 0.1 s, less that of the
    eyes' part, so that a moving head alone does not count; 0 when unknown.
    """

    x: float
    y: float
    w: float
    h: float
    score: float
    mouth_motion: float = 0.0


class FaceSample(Contract):
    """The faces seen in one sampled frame; `time` in seconds."""

    time: float
    boxes: tuple[FaceBox, ...]


class Shot(Contract):
    """Frames `first` to `last` (exclusive) between two cuts, on the constant frame grid of the source."""

    first: int
    last: int


class PictureChunkRequest(StageRequest):
    """Analyse frames `first` to `last` (exclusive) of the source and encode their part of the proxy."""

    source: ArtifactRef
    media: MediaInfo
    first_frame: int
    last_frame: int


class Flash(Contract):
    """Frames `first` to `last` (exclusive) that are unlike their surroundings, while the picture before and after them
    is the same: a photographer's flash or a damaged frame, never a shot.
    """

    first: int
    last: int


class FrameLook(Contract):
    """How a whole frame looks, at `time` seconds: whether it is a screen (text on one ground) or a camera's picture.

    The frame is seen in square cells, `rows` of them from top to bottom. `columns`: in how many cells of each column,
    from left to right, there is text (hard edges beside flat ground); `ground`: the share of pixels, 0..1, that have
    the picture's commonest luma.
    """

    time: float
    rows: int
    columns: tuple[int, ...]
    ground: float


class Lit(Contract):
    """How much of each row (from the top) and column (from the left) of pixels is brighter than black, in thousandths,
    at the most of all frames looked at.
    """

    rows: tuple[int, ...]
    columns: tuple[int, ...]


class Area(Contract):
    """A rectangle in shares of the frame (0..1, origin top left)."""

    x: float
    y: float
    w: float
    h: float


class Blackout(Contract):
    """Frames `first` to `last` (exclusive) in which nothing is to be seen, with the fades to and from it."""

    first: int
    last: int


class PictureChunk(Contract):
    """Stored as JSON. `cut_scores`: one value 0..1 per frame against the frame before; `motion`: one value per
    frame, its mean absolute luma change 0..1 against the frame before; `faces` and `looks`: samples in time order;
    `flashes` may begin in the chunk before; `luma` and `peaks`: mean and highest luma 0..255 of each frame, seen small.
    """

    first_frame: int
    last_frame: int
    cut_scores: tuple[float, ...]
    motion: tuple[float, ...]
    faces: tuple[FaceSample, ...]
    flashes: tuple[Flash, ...] = ()
    looks: tuple[FrameLook, ...] = ()
    lit: Lit | None = None
    luma: tuple[int, ...] = ()
    peaks: tuple[int, ...] = ()


class PictureChunkResult(Contract):
    """`analysis`: a stored PictureChunk; `proxy_part`: bare H.264; `thumbnails`: a JPEG grid of this part."""

    analysis: ArtifactRef
    proxy_part: ArtifactRef
    thumbnails: ArtifactRef


class AssemblePictureRequest(StageRequest):
    """Join the parts of all chunks, in order."""

    source: ArtifactRef
    media: MediaInfo
    chunks: tuple[PictureChunkResult, ...]


class PictureAnalysis(Contract):
    """Stored as JSON. The frame grid is constant: frame n is shown at n / frame_rate seconds; `motion`: mean absolute
    luma change 0..1 of one frame to the next, averaged over each second; `active`: where the picture is, when black
    bars surround it all through; `proxy`: the same frames at 540p.
    """

    frame_rate: FrameRate
    frame_count: int
    width: int
    height: int
    shots: tuple[Shot, ...]
    motion: tuple[float, ...]
    faces: tuple[FaceSample, ...]
    looks: tuple[FrameLook, ...] = ()
    active: Area | None = None
    blackouts: tuple[Blackout, ...] = ()
    proxy: ArtifactRef | None = None


class AssemblePictureResult(Contract):
    """`analysis`: a stored PictureAnalysis; `proxy`: 540p MP4 with sound, faststart; `sprite` + `sprite_index`: JPEG
    sheet and the WebVTT that maps times to tiles.
    """

    analysis: ArtifactRef
    proxy: ArtifactRef
    sprite: ArtifactRef
    sprite_index: ArtifactRef
    shots: int
