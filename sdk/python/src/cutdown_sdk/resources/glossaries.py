"""Glossaries: how terms are translated, or that they are not."""

from cutdown_sdk.calls import Resource, Way, call, listing
from cutdown_sdk.models import GlossaryChanges, GlossaryOrder, GlossaryView
from cutdown_sdk.steps import Series, Steps

_PATH = "/v1/glossaries/{glossary_id}"


class Glossaries(Resource[Way]):
    """Make and keep glossaries."""

    @call
    def create(self, order: GlossaryOrder, *, idempotency_key: str | None = None) -> Steps[GlossaryView]:
        """A new glossary."""
        return self._api.ask(GlossaryView, "POST", "/v1/glossaries", body=order, key=idempotency_key)

    @listing
    def list(self, *, project_id: str | None = None, page_size: int | None = None) -> Series[GlossaryView]:
        """All glossaries, or those of a project, the newest first."""
        query = {"project_id": project_id}
        return self._api.pages(GlossaryView, "/v1/glossaries", page_size=page_size, query=query)

    @call
    def get(self, glossary_id: str) -> Steps[GlossaryView]:
        """One glossary."""
        return self._api.ask(GlossaryView, "GET", _PATH, glossary_id=glossary_id)

    @call
    def update(self, glossary_id: str, changes: GlossaryChanges, *, revision: int | None = None) -> Steps[GlossaryView]:
        """Change its name or its terms."""
        return self._api.ask(GlossaryView, "PATCH", _PATH, body=changes, revision=revision, glossary_id=glossary_id)

    @call
    def delete(self, glossary_id: str, *, revision: int | None = None) -> Steps[None]:
        """Drop a glossary; orders that went by it keep its terms."""
        return self._api.tell("DELETE", _PATH, revision=revision, glossary_id=glossary_id)
