"""What the API is made of; the outside world comes in here and nowhere else."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from api.editor import Editor
from api.identity import Identity
from api.streaming.hub import EventHub
from domain.rate_limits import RateLimiter
from domain.services.brands import BrandService
from domain.services.files import FileService
from domain.services.idempotency import IdempotencyService
from domain.services.jobs import JobService
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
