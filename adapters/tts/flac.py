"""Writes speech as FLAC."""

import io

import av
import numpy as np
from numpy.typing import NDArray

_BLOCK = 4096


class FlacWriter:
    """A SpeechWriter."""

    def flac(self, samples: NDArray[np.float32], rate: int) -> bytes:
        """As the port says."""
        whole = np.clip(np.round(samples * 32768.0), -32768, 32767).astype(np.int16)
        target = io.BytesIO()
        with av.open(target, "w", format="flac", options={"fflags": "+bitexact"}) as container:
            stream = container.add_stream("flac", rate=rate, layout="mono", format="s16")
            for start in range(0, len(whole), _BLOCK):
                block = np.ascontiguousarray(whole[np.newaxis, start : start + _BLOCK])
                frame = av.AudioFrame.from_ndarray(block, "s16", "mono")
                frame.sample_rate = rate
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        return target.getvalue()
