"""What the API is made of; the outside world comes in here and nowhere else."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from api.editor import Editor
from api.identity import Identity
from api.streaming.hub import EventHub
from domain.contracts.voices import Voice
from domain.rate_limits import RateLimiter
from domain.services.brands import BrandService
from domain.services.dubs import DubService
from domain.services.files import FileService
from domain.services.glossaries import GlossaryService
from domain.services.idempotency import IdempotencyService
from domain.services.jobs import JobService
from domain.services.retells import RetellService
from domain.services.stream_tickets import StreamTicketService
from domain.services.uploads import UploadService
from domain.services.videos import VideoService

Check = Callable[[], Awaitable[object]]


@dataclass(frozen=True)
class ApiParts:
    """Services, the live streams, who is who, and what has to be reachable for the API to be ready."""

    identity: Identity
    uploads: UploadService
    videos: VideoService
    brands: BrandService
    jobs: JobService
    editor: Editor
    dubs: DubService
    retells: RetellService
    glossaries: GlossaryService
    voices: Callable[[], Sequence[Voice]]
    files: FileService
    tickets: StreamTicketService
    hub: EventHub
    idempotency: IdempotencyService
    limiter: RateLimiter
    checks: Mapping[str, Check]
    sweep: Check
    """Drops what clients and crashes left behind in object storage."""
    watched: Mapping[str, Check] = field(default_factory=dict)
    """What is told beside `checks`, but may be away: the API serves without it."""
    origins: frozenset[str] = frozenset()
    """Origins besides the API's own whose pages may open streams."""
