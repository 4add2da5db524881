"""What the record keeps of dubs, retells and glossaries."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from domain.contracts.base import Contract
from domain.contracts.dubbing import DubProductionInput, DubSettings, DubWish, GlossaryTerm
from domain.contracts.products import DubResult, RetellResult
from domain.contracts.retell import RetellProductionInput, RetellSettings, RetellWish
from domain.editing import ClipRender


class ProductState(StrEnum):
    """The life of a dub or a retell. `ready`: its lines or script can be read and corrected."""

    PLANNED = "planned"
    READY = "ready"
    RUNNING = "running"
    PUBLISHED = "published"
    FAILED = "failed"


class Product(Contract):
    """What dubs and retells share.

    `revision` grows with every change, `recipe` is the revision of the newest change that its files show, `rendered`
    the revision that the files were made from. `render`: the newest order to make it again.
    """

    id: str
    org_id: str
    job_id: str
    video_id: str
    state: ProductState
    revision: int = 1
    recipe: int = 1
    rendered: int | None = None
    render: ClipRender | None = None
    error_code: str | None = None
    message: str = ""
    created_at: datetime

    @property
    def stale(self) -> bool:
        """True when there are files, and something they show was changed since they were made."""
        return self.rendered is not None and self.rendered < self.recipe

    @property
    def render_needed(self) -> bool:
        """Whether its files are not of the product as it stands, and nobody makes them yet."""
        render = self.render
        if render is not None and render.revision == self.revision and render.state in {"queued", "running"}:
            return False
        return self.rendered is None or self.stale


class Dub(Product):
    """A video's speech in another language. `order`: by what it can be made, once its lines are translated."""

    language: str
    wish: DubWish
    settings: DubSettings = DubSettings()
    order: DubProductionInput | None = None
    result: DubResult | None = None


class Retell(Product):
    """A video told again. `order`: by what it can be made, once its script is written."""

    wish: RetellWish
    settings: RetellSettings = RetellSettings()
    order: RetellProductionInput | None = None
    result: RetellResult | None = None


class Glossary(Contract):
    """How terms are translated in the dubs and retells of a project, or of all (`project_id` None).

    `source_language` and `target_language`: the pair that it is for; None: any.
    """

    id: str
    org_id: str
    name: str
    project_id: str | None = None
    source_language: str | None = None
    target_language: str | None = None
    terms: tuple[GlossaryTerm, ...] = Field(default=(), max_length=1000)
    revision: int = 1
    created_at: datetime
    updated_at: datetime
