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


class PictureChunk(Contract):
    """Stored as JSON. `cut_scores`: one value 0..1 per frame against the frame before; `motion`: one value per
    frame, its mean absolute luma change 0..1 against the frame before; `faces`: samples in time order; `flashes` may
    begin in the chunk before.
    """

    first_frame: int
    last_frame: int
    cut_scores: tuple[float, ...]
    motion: tuple[float, ...]
    faces: tuple[FaceSample, ...]
    flashes: tuple[Flash, ...] = ()


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
    luma change 0..1 of one frame to the next, averaged over each second; `proxy`: the same frames at 540p.
    """

    frame_rate: FrameRate
    frame_count: int
    width: int
    height: int
    shots: tuple[Shot, ...]
    motion: tuple[float, ...]
    faces: tuple[FaceSample, ...]
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
