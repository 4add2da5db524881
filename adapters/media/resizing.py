"""Pictures in other sizes and in BT.709, by zimg: it takes less than half of the time of ffmpeg's own scaler."""

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
# Primaries whose pictures look pale when they are shown as BT.709.
_WIDE = {"bt2020": "2020", "smpte432": "smpte432"}
_PLANAR = ("rgb", "bgr", "gbr", "444", "gray")


def normalised(media: MediaInfo) -> tuple[str, MediaInfo]:
    """Filters, with a comma, after which a crop may begin at any column and row, and what the picture is after them.

    `crop` with `exact=1` takes single columns of 8-bit pictures, and of deeper ones that are not subsampled. In deeper
    subsampled ones it reads chroma from the middle of a sample, so they become 8-bit BT.709 first; HDR, which is
    cheaper to tone-map once it is small, and odd sizes, which zimg does not subsample, get whole chroma instead.
    """
    video = picture_of(media)
    if video.bit_depth <= _BITS or any(kind in video.pixel_format for kind in _PLANAR):
        return "", media
    if video.hdr or video.width % 2 or video.height % 2:
        whole = "yuv444p10le" if video.bit_depth <= 10 else "yuv444p12le"
        return f"format={whole},", _stored(media, whole, video.bit_depth, video.color_space)
    return f"zscale={_to_bt709(video)},format=yuv420p,", _stored(media, "yuv420p", _BITS, "bt709")


def _stored(media: MediaInfo, pixels: str, depth: int, matrix: str) -> MediaInfo:
    primaries = "bt709" if matrix == "bt709" else picture_of(media).color_primaries
    changed = {"pixel_format": pixels, "bit_depth": depth, "color_space": matrix, "color_primaries": primaries}
    return media.model_copy(update={"video": picture_of(media).model_copy(update=changed)})


def resized(width: int, height: int, how: str, media: MediaInfo) -> str:
    """Filters to an even size, in 8-bit BT.709 of limited range; HDR keeps its depth and colours for the tone mapping.

    `how`: zimg's name of the kernel. The picture before has even sizes too, see `evened`.
    """
    video = picture_of(media)
    size = f"zscale={width}:{height}:filter={how}"
    if video.hdr:
        return size
    return f"{size}:{_to_bt709(video)},format=yuv420p"


def _to_bt709(video: VideoStream) -> str:
    """The options of zimg that bring a picture which is not HDR to 8-bit BT.709 of limited range."""
    wide = _WIDE.get(video.color_primaries)
    primaries = f":pin={wide}:p=709:tin=709:t=709" if wide else ""
    dither = ":dither=ordered" if video.bit_depth > _BITS else ""
    return f"min={_ZIMG[taken_for(video)]}:m=709:r=tv{primaries}{dither}"


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
