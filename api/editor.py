"""The services behind the editor, together."""

from dataclasses import dataclass

from activities.forecast import StageForecaster
from activities.stage import StageMemory
from domain.ports import JobControl, ObjectStore
from domain.repositories import UnitOfWorkFactory
from domain.services.clips import ClipService
from domain.services.renders import RenderService
from domain.services.reviews import ReviewService
from domain.services.timelines import TimelineService
from domain.services.transcripts import TranscriptService
from domain.timelines import TimelineWriter


@dataclass(frozen=True)
class Editor:
    """What people correct and decide."""

    transcripts: TranscriptService
    clips: ClipService
    renders: RenderService
    reviews: ReviewService
    timelines: TimelineService


def make_editor(
    uow: UnitOfWorkFactory,
    store: ObjectStore,
    control: JobControl,
    memory: StageMemory,
    timelines: TimelineWriter,
) -> Editor:
    """The editor's services."""
    return Editor(
        transcripts=TranscriptService(uow, store),
        clips=ClipService(uow, store),
        renders=RenderService(uow, control, StageForecaster(memory)),
        reviews=ReviewService(uow, control),
        timelines=TimelineService(uow, store, timelines),
    )
