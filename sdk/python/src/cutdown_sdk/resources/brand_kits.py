"""Brand kits: how an organisation's videos look."""

from pathlib import Path

from cutdown_sdk.calls import Resource, Way, call, listing
from cutdown_sdk.models import (
    AssetKind,
    AssetOrder,
    BrandAssignment,
    BrandChanges,
    BrandColours,
    BrandFonts,
    BrandKitView,
    BrandOrder,
    TicketView,
)
from cutdown_sdk.sending import Told, digest_of, put
from cutdown_sdk.steps import Progress, Series, Steps, work

_PATH = "/v1/brand-kits/{kit_id}"


class BrandKits(Resource[Way]):
    """Colours, fonts and files of a brand."""

    @call
    def create(
        self,
        name: str,
        *,
        colours: BrandColours | None = None,
        fonts: BrandFonts | None = None,
        idempotency_key: str | None = None,
    ) -> Steps[BrandKitView]:
        """A new kit; what is not given is Cutdown's own."""
        order = BrandOrder(name=name, colours=colours or BrandColours(), fonts=fonts or BrandFonts())
        return self._api.ask(BrandKitView, "POST", "/v1/brand-kits", body=order, key=idempotency_key)

    @listing
    def list(self, *, page_size: int | None = None) -> Series[BrandKitView]:
        """All kits, the newest first."""
        return self._api.pages(BrandKitView, "/v1/brand-kits", page_size=page_size)

    @call
    def get(self, kit_id: str) -> Steps[BrandKitView]:
        """One kit, with its files."""
        return self._api.ask(BrandKitView, "GET", _PATH, kit_id=kit_id)

    @call
    def update(self, kit_id: str, changes: BrandChanges, *, revision: int | None = None) -> Steps[BrandKitView]:
        """Rename a kit, or replace its colours or fonts."""
        return self._api.ask(BrandKitView, "PATCH", _PATH, body=changes, revision=revision, kit_id=kit_id)

    @call
    def delete(self, kit_id: str, *, revision: int | None = None) -> Steps[None]:
        """Drop a kit."""
        return self._api.tell("DELETE", _PATH, revision=revision, kit_id=kit_id)

    @call
    def upload_asset(
        self, kit_id: str, kind: AssetKind, path: Path | str, *, media_type: str, progress: Progress | None = None
    ) -> Steps[BrandKitView]:
        """Send a logo, a font, an intro or an outro. Returns the kit with it."""
        path = Path(path)
        size = (yield from work(path.stat)).st_size
        digest = yield from digest_of(path)
        order = AssetOrder(kind=kind, filename=path.name, size=size, media_type=media_type, sha256=digest)
        ticket = yield from self._api.ask(TicketView, "POST", _PATH + "/assets", body=order, kit_id=kit_id)
        if not ticket.exists and ticket.url is not None:
            yield from put(self._api, path, ticket.url, ticket.headers, Told(size, progress))
        return (yield from BrandKits.complete_asset.steps(self, kit_id, ticket.upload.id))

    @call
    def announce_asset(
        self, kit_id: str, order: AssetOrder, *, idempotency_key: str | None = None
    ) -> Steps[TicketView]:
        """Announce a file that you send yourself."""
        return self._api.ask(TicketView, "POST", _PATH + "/assets", body=order, key=idempotency_key, kit_id=kit_id)

    @call
    def complete_asset(self, kit_id: str, upload_id: str, *, idempotency_key: str | None = None) -> Steps[BrandKitView]:
        """Say that such a file has been sent."""
        path = _PATH + "/assets/{upload_id}/complete"
        return self._api.ask(BrandKitView, "POST", path, key=idempotency_key, kit_id=kit_id, upload_id=upload_id)

    @call
    def remove_asset(self, kit_id: str, asset_id: str, *, revision: int | None = None) -> Steps[BrandKitView]:
        """Take a file out of a kit."""
        path = _PATH + "/assets/{asset_id}"
        return self._api.ask(BrandKitView, "DELETE", path, revision=revision, kit_id=kit_id, asset_id=asset_id)

    @call
    def assign(self, project_id: str, kit_id: str | None) -> Steps[None]:
        """Choose the kit of a project; None: none."""
        choice = BrandAssignment(brand_kit_id=kit_id)
        return self._api.tell("PUT", "/v1/projects/{project_id}/brand-kit", body=choice, project_id=project_id)
