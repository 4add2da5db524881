"""The bare recogniser: faster-whisper with the same model and settings, without anything of ours around it.

`python -m bench.bare_asr AUDIO MODEL_FOLDER LANGUAGE` prints the number of words.
"""

import sys

from faster_whisper import BatchedInferencePipeline, WhisperModel


def main() -> None:
    """Recognise one file."""
    audio, folder, language = sys.argv[1:4]
    model = WhisperModel(folder, device="cpu", compute_type="int8", local_files_only=True)
    segments, _ = BatchedInferencePipeline(model).transcribe(
        audio, language=language, batch_size=8, word_timestamps=True, temperature=0.0, vad_filter=True
    )
    print(sum(len(segment.words or []) for segment in segments))


if __name__ == "__main__":
    main()
