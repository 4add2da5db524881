"""Finished clips and the files of an organisation, for download."""

from domain.access import Permission, Principal
from domain.entities import Clip
from domain.errors import NotFoundError
from domain.ports import ObjectStore
from domain.repositories import UnitOfWorkFactory

URL_SECONDS = 3600


class FileService:
    """Use cases of clips and downloads."""

    def __init__(self, uow: UnitOfWorkFactory, store: ObjectStore) -> None:
        self._uow = uow
        self._store = store

    async def clip(self, principal: Principal, clip_id: str) -> Clip:
        """Raises NotFoundError `clip.not_found`."""
        principal.require(Permission.JOBS_READ)
        async with self._uow(principal.org_id) as unit:
            clip = await unit.clips.get(clip_id)
        if clip is None:
            raise NotFoundError("clip.not_found", f"There is no clip {clip_id}.")
        return clip

    async def download_url(self, principal: Principal, digest: str, filename: str) -> str:
        """An address that hands out the bytes for an hour. Raises NotFoundError `artifact.not_found`."""
        principal.require(Permission.MEDIA_READ)
        async with self._uow(principal.org_id) as unit:
            ref = await unit.artifacts.get(digest)
        if ref is None:
            raise NotFoundError("artifact.not_found", "There is no file with this digest.")
        return await self._store.presign_get(principal.org_id, ref, filename, URL_SECONDS)
