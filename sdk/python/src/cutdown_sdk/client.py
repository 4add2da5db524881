"""The two clients: `Cutdown` is called at once, `AsyncCutdown` with `await`; everything else is the same."""

from importlib.metadata import version
from types import TracebackType
from typing import Generic, Self

import httpx

from cutdown_sdk.aio import AsyncDriver
from cutdown_sdk.api import Api
from cutdown_sdk.calls import Async, Driver, Sync, Way
from cutdown_sdk.credential import Credential
from cutdown_sdk.resources.api_keys import ApiKeys
from cutdown_sdk.resources.artifacts import Artifacts
from cutdown_sdk.resources.audit_log import AuditLog
from cutdown_sdk.resources.auth import Auth
from cutdown_sdk.resources.brand_kits import BrandKits
from cutdown_sdk.resources.clips import Clips
from cutdown_sdk.resources.dubs import Dubs
from cutdown_sdk.resources.events import Events
from cutdown_sdk.resources.glossaries import Glossaries
from cutdown_sdk.resources.invitations import Invitations
from cutdown_sdk.resources.jobs import Jobs
from cutdown_sdk.resources.members import Members
from cutdown_sdk.resources.organisations import Organisations
from cutdown_sdk.resources.projects import Projects
from cutdown_sdk.resources.retells import Retells
from cutdown_sdk.resources.reviews import Reviews
from cutdown_sdk.resources.transcripts import Transcripts
from cutdown_sdk.resources.uploads import Uploads
from cutdown_sdk.resources.videos import Videos
from cutdown_sdk.resources.voices import Voices
from cutdown_sdk.sync import SyncDriver

PATIENCE_SECONDS = 60.0
TIMEOUT_SECONDS = 60.0
_AGENT = {"User-Agent": f"cutdown-sdk-python/{version('cutdown-sdk')}"}


class Sections(Generic[Way]):
    """The API by its sections."""

    def __init__(self, api: Api, driver: Driver) -> None:
        self.api_keys: ApiKeys[Way] = ApiKeys(api, driver)
        self.artifacts: Artifacts[Way] = Artifacts(api, driver)
        self.audit_log: AuditLog[Way] = AuditLog(api, driver)
        self.auth: Auth[Way] = Auth(api, driver)
        self.brand_kits: BrandKits[Way] = BrandKits(api, driver)
        self.clips: Clips[Way] = Clips(api, driver)
        self.dubs: Dubs[Way] = Dubs(api, driver)
        self.events: Events[Way] = Events(api, driver)
        self.glossaries: Glossaries[Way] = Glossaries(api, driver)
        self.invitations: Invitations[Way] = Invitations(api, driver)
        self.jobs: Jobs[Way] = Jobs(api, driver)
        self.members: Members[Way] = Members(api, driver)
        self.organisations: Organisations[Way] = Organisations(api, driver)
        self.projects: Projects[Way] = Projects(api, driver)
        self.retells: Retells[Way] = Retells(api, driver)
        self.reviews: Reviews[Way] = Reviews(api, driver)
        self.transcripts: Transcripts[Way] = Transcripts(api, driver)
        self.uploads: Uploads[Way] = Uploads(api, driver)
        self.videos: Videos[Way] = Videos(api, driver)
        self.voices: Voices[Way] = Voices(api, driver)


class Cutdown(Sections[Sync]):
    """A Cutdown server. `api_key`: a `cd_live_…` key; without one log in with `auth.login`.

    `patience`: for how many seconds a call is repeated while the server cannot be reached or says "not now"; each
    call has one effect all the same. `timeout`: for how many seconds one attempt may be silent. Good for many threads.
    """

    def __init__(
        self,
        address: str,
        api_key: str | None = None,
        *,
        patience: float = PATIENCE_SECONDS,
        timeout: float = TIMEOUT_SECONDS,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        http = httpx.Client(base_url=address, headers=_AGENT, timeout=timeout, transport=transport)
        self._driver = SyncDriver(http)
        super().__init__(Api(address, Credential(api_key), patience), self._driver)

    def close(self) -> None:
        """Close all connections."""
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncCutdown(Sections[Async]):
    """The same as `Cutdown`, with `await` and `async for`."""

    def __init__(
        self,
        address: str,
        api_key: str | None = None,
        *,
        patience: float = PATIENCE_SECONDS,
        timeout: float = TIMEOUT_SECONDS,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        http = httpx.AsyncClient(base_url=address, headers=_AGENT, timeout=timeout, transport=transport)
        self._driver = AsyncDriver(http)
        super().__init__(Api(address, Credential(api_key), patience), self._driver)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._driver.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()
