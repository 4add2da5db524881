"""How large the proxy of a picture is."""

from domain.contracts.media import VideoStream

_SHORT_SIDE = 540
_LONG_SIDE = 1280
_LEAST = 16


def proxy_size(video: VideoStream) -> tuple[int, int]:
    """Width and height in pixels, even: at most 540 on the short side and 1280 on the long one, never enlarged."""
    shorter, longer = sorted((video.width, video.height))
    scale = min(1.0, _SHORT_SIDE / shorter, _LONG_SIDE / longer)
    return _even(video.width * scale), _even(video.height * scale)


def _even(length: float) -> int:
    # The tiny addition: 540 must not become 538 by an error of the division.
    return max(_LEAST, int(length / 2 + 1e-6) * 2)
