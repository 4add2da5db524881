"""The services behind the editor, together."""

from dataclasses import dataclass

from domain.ports import ObjectStore
from domain.repositories import UnitOfWorkFactory
from domain.services.transcripts import TranscriptService


@dataclass(frozen=True)
class Editor:
    """What people correct and decide."""

    transcripts: TranscriptService


def make_editor(uow: UnitOfWorkFactory, store: ObjectStore) -> Editor:
    """The editor's services."""
    return Editor(transcripts=TranscriptService(uow, store))
