"""Transcripts that customers bring with an order: read, checked, and kept beside it."""

from typing import Protocol

from domain.contracts.base import ArtifactRef
from domain.contracts.given_transcript import GivenTranscript
from domain.ports import ObjectStore


class TranscriptReader(Protocol):
    """Reads the text of a subtitle file or of a JSON transcript. Raises RejectedError `transcript.*`."""

    def read(self, text: str) -> GivenTranscript: ...


class GivenTranscripts:
    """Keeps what was brought as a blob of the organisation, so that an order carries only a reference."""

    def __init__(self, reader: TranscriptReader, store: ObjectStore) -> None:
        self._reader = reader
        self._store = store

    async def keep(self, org_id: str, text: str) -> ArtifactRef:
        """A stored GivenTranscript.

        Raises RejectedError `transcript.unreadable`, `transcript.empty`, `transcript.bad_times`, `transcript.too_long`.
        """
        body = self._reader.read(text).model_dump_json().encode()
        return await self._store.put_bytes(org_id, body, "application/json")
