"""Pictures in other sizes, by zimg: for this it takes less than half of the time of ffmpeg's own scaler."""

from adapters.media.source import picture_of
from domain.contracts.media import MediaInfo, VideoStream

# Pictures without tags of the older television standards' size have their colours, as players take it.
_SD_SIZE = (1024, 576)
_MATRICES = {
    "bt709": "bt709",
    "smpte170m": "bt601",
    "bt470bg": "bt601",
    "fcc": "bt601",
    "bt2020nc": "bt2020",
    "bt2020c": "bt2020",
}
_BITS = 8
_ZIMG = {"bt709": "709", "bt601": "170m", "bt2020": "2020_ncl"}


def resized(width: int, height: int, how: str, media: MediaInfo) -> str:
    """Filters to an even size, in 8-bit BT.709 of limited range; HDR keeps its depth and colours for the tone mapping.

    `how`: zimg's name of the kernel. The picture before has even sizes too, see `evened`.
    """
    video = picture_of(media)
    size = f"zscale={width}:{height}:filter={how}"
    if video.hdr:
        return size
    dither = ":dither=ordered" if video.bit_depth > _BITS else ""
    return f"{size}:min={_ZIMG[taken_for(video)]}:m=709:r=tv{dither},format=yuv420p"


def evened(media: MediaInfo) -> str:
    """Filters, with a comma, that let a last odd column or row go; empty for even sizes."""
    video = picture_of(media)
    if video.width % 2 == 0 and video.height % 2 == 0:
        return ""
    return f"crop={floor(video.width)}:{floor(video.height)}:0:0:exact=1,"


def taken_for(video: VideoStream) -> str:
    """The matrix of a picture's colours, by its tags or else by its size."""
    small = video.width <= _SD_SIZE[0] and video.height <= _SD_SIZE[1]
    return _MATRICES.get(video.color_space, "bt601" if small else "bt709")


def floor(length: int) -> int:
    """The largest even number up to a length."""
    return length // 2 * 2
