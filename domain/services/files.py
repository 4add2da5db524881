"""The files of an organisation, for download."""

from domain.access import Permission, Principal
from domain.errors import NotFoundError
from domain.ports import ObjectStore
from domain.repositories import UnitOfWorkFactory

URL_SECONDS = 3600


class FileService:
    """Use cases of downloads."""

    def __init__(self, uow: UnitOfWorkFactory, store: ObjectStore) -> None:
        self._uow = uow
        self._store = store

    async def download_url(self, principal: Principal, digest: str, filename: str) -> str:
        """An address that hands out the bytes for an hour. Raises NotFoundError `artifact.not_found`."""
        principal.require(Permission.MEDIA_READ)
        async with self._uow(principal.org_id) as unit:
            ref = await unit.artifacts.get(digest)
        if ref is None:
            raise NotFoundError("artifact.not_found", "There is no file with this digest.")
        return await self._store.presign_get(principal.org_id, ref, filename, URL_SECONDS)
