"""Watches the frames of one stretch as they come out of the decoder, and keeps what it learns."""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from adapters.media.expressions import frames_at
from adapters.media.picture_look import LitLines, look_of
from adapters.media.thumbnails import ThumbnailSheet
from domain.contracts.media import MediaInfo
from domain.contracts.picture import FaceBox, FaceSample, Flash, FrameLook, PictureChunk
from domain.engines import FaceDetector, ShotDetector
from domain.errors import RejectedError
from domain.heuristics.thumbnails import thumbnail_frames, tile_size
from domain.progress import ProgressCallback

Plane = NDArray[np.uint8]

FACE_SAMPLES_PER_SECOND = 3
THOROUGH_EVERY = 3
"""Every third face sample also searches for small faces, text and bars."""

SMALL = (160, 90)
"""Width and height of the small frames, in pixels."""

_MOUTH_SECONDS = 0.07
_PROGRESS_FRAMES = 30

# Parts of a face box: left, top, right, bottom.
_MOUTH = (0.2, 0.58, 0.8, 0.95)
_EYES = (0.15, 0.12, 0.85, 0.5)
_LEAST_PATCH = 6


class PictureWatcher:
    """Takes the frames of a stretch in order, the first `before` of them from before the stretch: every frame small, as
    planar 4:4:4 of the size SMALL, for cuts and motion; and those of `shown`, few, as planar 4:2:0 of `size` for faces
    and thumbnails. Small and whole ones may come in threads of their own.
    """

    def __init__(
        self,
        media: MediaInfo,
        size: tuple[int, int],
        frames: range,
        before: int,
        faces: FaceDetector,
        shots: ShotDetector,
        progress: ProgressCallback,
    ) -> None:
        if media.video is None:
            raise RejectedError("media.no_video", "The file has no picture; send a video.")
        rate = media.video.frame_rate
        self._size, self._frames, self._faces, self._shots = size, frames, faces, shots
        self._rate, self._progress = rate, progress
        self.before = before
        self.first = frames.start - before
        self._frame = self.first
        self._face_step = max(1, round(rate.value / FACE_SAMPLES_PER_SECOND))
        self._mouth_step = min(self._face_step, shots.memory, max(1, round(rate.value * _MOUTH_SECONDS)))
        self._tile_frames = frozenset(thumbnail_frames(frames, rate, media.duration))
        self.shown = tuple(frame for frame in range(self.first, frames.stop) if self._is_shown(frame))
        self._next_shown = 0
        self._sheet = ThumbnailSheet(tile_size(media.video), len(self._tile_frames))
        self._last_small: Plane | None = None
        self._early: Plane | None = None
        self._scores: list[float] = []
        self._motion: list[float] = []
        self._samples: list[FaceSample] = []
        self._flashes: list[Flash] = []
        self._looks: list[FrameLook] = []
        self._lit = LitLines(size)
        self._luma: list[int] = []
        self._peaks: list[int] = []

    @property
    def begun(self) -> bool:
        """True once a frame has come."""
        return self._last_small is not None

    @property
    def missing(self) -> int:
        """How many frames of the stretch have not come."""
        return self._frames.stop - self._frame

    def take_small(self, data: memoryview) -> None:
        """Look at the next frame."""
        frame, self._frame = self._frame, self._frame + 1
        small = np.ascontiguousarray(np.frombuffer(data, np.uint8).reshape(3, SMALL[1], SMALL[0]).transpose(1, 2, 0))
        score = self._shots.push(small)
        last, self._last_small = self._last_small, small[..., 0].copy()
        if frame not in self._frames:
            return
        self._scores.append(round(score, 4))
        self._motion.append(0.0 if last is None else round(_change(last, self._last_small), 5))
        self._luma.append(round(cv2.mean(self._last_small)[0]))
        self._peaks.append(int(cv2.minMaxLoc(self._last_small)[1]))
        if self._shots.away:
            self._flashes.append(Flash(first=frame - self._shots.away, last=frame))
        if len(self._scores) % _PROGRESS_FRAMES == 0:
            self._progress(len(self._scores) / len(self._frames))

    def take_whole(self, data: memoryview) -> None:
        """Look closely at the next frame of `shown`."""
        frame, self._next_shown = self.shown[self._next_shown], self._next_shown + 1
        width, height = self._size
        whole = np.frombuffer(data, np.uint8).reshape(height * 3 // 2, width)
        luma = whole[:height]
        if self._is_early(frame):
            self._early = luma.copy()
        if frame not in self._frames:
            return
        if frame % self._face_step == 0:
            self._samples.append(self._face_sample(frame, whole, luma))
            if self._is_thorough(frame):
                self._looks.append(look_of(luma, self._samples[-1].time))
                self._lit.add(luma)
        if frame in self._tile_frames:
            self._sheet.add(np.asarray(cv2.cvtColor(whole, cv2.COLOR_YUV2BGR_I420), np.uint8))

    def selection(self) -> str:
        """An expression of ffmpeg's `select` for the frames of `shown`, where `n` counts from the first frame on."""
        early, face = self.first + self._mouth_step, self.first
        tiles = frames_at(frame - self.first for frame in sorted(self._tile_frames))
        return f"not(mod(n+{early},{self._face_step}))+not(mod(n+{face},{self._face_step}))+{tiles}"

    def chunk(self) -> PictureChunk:
        """What was learnt of the stretch."""
        return PictureChunk(
            first_frame=self._frames.start,
            last_frame=self._frames.stop,
            cut_scores=tuple(self._scores),
            motion=tuple(self._motion),
            faces=tuple(self._samples),
            flashes=tuple(self._flashes),
            looks=tuple(self._looks),
            lit=self._lit.most(),
            luma=tuple(self._luma),
            peaks=tuple(self._peaks),
        )

    def write_thumbnails(self, target: Path) -> None:
        """Write the stretch's tiles as a JPEG grid."""
        self._sheet.write(target)

    def _is_shown(self, frame: int) -> bool:
        return self._is_early(frame) or frame % self._face_step == 0 or frame in self._tile_frames

    def _is_early(self, frame: int) -> bool:
        """Whether a mouth is compared with how it looked in this frame."""
        return (frame + self._mouth_step) % self._face_step == 0

    def _is_thorough(self, frame: int) -> bool:
        return frame // self._face_step % THOROUGH_EVERY == 0

    def _face_sample(self, frame: int, whole: Plane, luma: Plane) -> FaceSample:
        picture = cv2.cvtColor(whole, cv2.COLOR_YUV2RGB_I420)
        found = self._faces.detect(picture, thorough=self._is_thorough(frame))
        boxes = [self._with_mouth(box, luma) for box in found]
        return FaceSample(time=round(self._rate.time_of(frame), 4), boxes=tuple(boxes))

    def _with_mouth(self, box: FaceBox, luma: Plane) -> FaceBox:
        if self._early is None:
            return box
        mouth = _patch_change(self._early, luma, box, _MOUTH)
        eyes = _patch_change(self._early, luma, box, _EYES)
        return box.model_copy(update={"mouth_motion": round(max(0.0, mouth - eyes), 4)})


def _change(one: Plane, other: Plane) -> float:
    """Mean absolute difference, 0..1."""
    return float(cv2.norm(one, other, cv2.NORM_L1)) / one.size / 255.0


def _patch_change(early: Plane, late: Plane, box: FaceBox, part: tuple[float, float, float, float]) -> float:
    height, width = late.shape
    left, right = round((box.x + box.w * part[0]) * width), round((box.x + box.w * part[2]) * width)
    top, bottom = round((box.y + box.h * part[1]) * height), round((box.y + box.h * part[3]) * height)
    if right - left < _LEAST_PATCH or bottom - top < _LEAST_PATCH:
        return 0.0
    return _change(early[top:bottom, left:right], late[top:bottom, left:right])
