"""API keys: what programs show of themselves."""

from collections.abc import Sequence
from datetime import datetime

from cutdown_sdk.calls import Resource, Way, call, listing
from cutdown_sdk.models import KeyOrder, KeyView, Naming, NewKeyView, Permission
from cutdown_sdk.steps import Series, Steps

_PATH = "/v1/api-keys/{key_id}"


class ApiKeys(Resource[Way]):
    """Make and revoke keys."""

    @call
    def create(
        self,
        name: str,
        scopes: Sequence[Permission],
        *,
        expires_at: datetime | None = None,
        idempotency_key: str | None = None,
    ) -> Steps[NewKeyView]:
        """A new key. Its secret is told this one time."""
        order = KeyOrder(name=name, scopes=[*scopes], expires_at=expires_at)
        return self._api.ask(NewKeyView, "POST", "/v1/api-keys", body=order, key=idempotency_key)

    @listing
    def list(self, *, page_size: int | None = None) -> Series[KeyView]:
        """All keys, the newest first."""
        return self._api.pages(KeyView, "/v1/api-keys", page_size=page_size)

    @call
    def get(self, key_id: str) -> Steps[KeyView]:
        """One key, and when it was used last."""
        return self._api.ask(KeyView, "GET", _PATH, key_id=key_id)

    @call
    def rename(self, key_id: str, name: str, *, revision: int | None = None) -> Steps[KeyView]:
        """Give it another name."""
        return self._api.ask(KeyView, "PATCH", _PATH, body=Naming(name=name), revision=revision, key_id=key_id)

    @call
    def revoke(self, key_id: str, *, revision: int | None = None) -> Steps[None]:
        """End a key: it opens nothing any more."""
        return self._api.tell("DELETE", _PATH, revision=revision, key_id=key_id)
