"""Drops what has expired: uploads of which nothing was heard, remembered answers, counts of past windows."""

from domain.account_repositories import Lookups
from domain.idempotency import ANONYMOUS
from domain.rate_limits import RateCounts
from domain.services.idempotency import IdempotencyService
from domain.services.uploads import UploadService

_PAGE = 200


class LeftoverService:
    """Goes from organisation to organisation; doing it twice at once drops nothing twice."""

    def __init__(
        self, lookups: Lookups, uploads: UploadService, idempotency: IdempotencyService, counts: RateCounts
    ) -> None:
        self._lookups = lookups
        self._uploads = uploads
        self._idempotency = idempotency
        self._counts = counts

    async def sweep(self) -> int:
        """Returns how many things went."""
        gone = await self._requests(ANONYMOUS)
        after = ""
        while page := await self._lookups.organisations(after, _PAGE):
            for org_id in page:
                gone += await self._uploads.drop_expired(org_id) + await self._requests(org_id)
            after = page[-1]
        return gone

    async def _requests(self, org_id: str) -> int:
        return await self._idempotency.sweep(org_id) + await self._counts.drop_expired(org_id)
