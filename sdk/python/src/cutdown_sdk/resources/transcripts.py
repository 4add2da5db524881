"""Transcripts: what is said in a video, and how people have corrected it."""

from collections.abc import Sequence

from cutdown_sdk.calls import Resource, Way, call, listing
from cutdown_sdk.models import TranscriptEdit, TranscriptOperation, TranscriptRevisionView, TranscriptView
from cutdown_sdk.steps import Series, Steps

_PATH = "/v1/videos/{video_id}/transcript"


class Transcripts(Resource[Way]):
    """Read and correct words."""

    @call
    def get(self, video_id: str) -> Steps[TranscriptView]:
        """The words of a video as they stand."""
        return self._api.ask(TranscriptView, "GET", _PATH, video_id=video_id)

    @call
    def edit(
        self, video_id: str, operations: Sequence[TranscriptOperation], *, note: str = "", revision: int | None = None
    ) -> Steps[TranscriptView]:
        """Correct words, segments and speakers: all operations or none, in their order. `note` says why."""
        edit = TranscriptEdit(operations=[*operations], note=note)
        return self._api.ask(TranscriptView, "PATCH", _PATH, body=edit, revision=revision, video_id=video_id)

    @listing
    def revisions(self, video_id: str, *, page_size: int | None = None) -> Series[TranscriptRevisionView]:
        """Who brought the transcript to which state, when, how and why; the newest first."""
        return self._api.pages(TranscriptRevisionView, _PATH + "/revisions", page_size=page_size, video_id=video_id)

    @call
    def revision(self, video_id: str, revision: int) -> Steps[TranscriptView]:
        """The words as they were."""
        return self._api.ask(TranscriptView, "GET", _PATH + "/revisions/{number}", video_id=video_id, number=revision)
