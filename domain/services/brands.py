"""Brand kits: how an organisation's videos look, and the files that this takes."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Self

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from domain.access import Permission, Principal
from domain.brands import (
    ASSET_RULES,
    HEAD_BYTES,
    AssetKind,
    BrandAsset,
    BrandColours,
    BrandFonts,
    BrandKit,
    check_asset,
)
from domain.contracts.base import ArtifactRef, Contract, Digest
from domain.entities import Upload, UploadPurpose
from domain.errors import ConflictError, NotFoundError, RejectedError
from domain.ids import random_id
from domain.paging import Position
from domain.ports import ObjectStore
from domain.repositories import UnitOfWork, UnitOfWorkFactory
from domain.revisions import require_revision
from domain.services.uploads import UploadOrder, UploadService, UploadTicket

BrandName = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]


class BrandOrder(Contract):
    """A brand kit as it is made."""

    model_config = ConfigDict(extra="forbid")

    name: BrandName
    colours: BrandColours = BrandColours()
    fonts: BrandFonts = BrandFonts()


class BrandChanges(Contract):
    """What of a kit can be changed; what is not given stays, colours and fonts are replaced as a whole."""

    model_config = ConfigDict(extra="forbid")

    name: BrandName | None = None
    colours: BrandColours | None = None
    fonts: BrandFonts | None = None

    @model_validator(mode="after")
    def _given(self) -> Self:
        if any(getattr(self, name) is None for name in self.model_fields_set):
            raise ValueError("leave out what stays as it is; nothing of a kit can be null")
        return self


class AssetOrder(Contract):
    """A file for a kit that a client is about to send; `size` in bytes."""

    model_config = ConfigDict(extra="forbid")

    kind: AssetKind
    filename: str = Field(min_length=1, max_length=500)
    size: int = Field(gt=0)
    media_type: str = Field(max_length=100)
    sha256: Digest | None = None


class BrandService:
    """Use cases of brand kits."""

    def __init__(self, uow: UnitOfWorkFactory, store: ObjectStore, uploads: UploadService) -> None:
        self._uow = uow
        self._store = store
        self._uploads = uploads

    async def create(self, principal: Principal, order: BrandOrder) -> BrandKit:
        """Make a kit."""
        principal.require(Permission.BRANDS_WRITE)
        now = datetime.now(UTC)
        kit = BrandKit(
            id=random_id("brand"),
            org_id=principal.org_id,
            name=order.name,
            colours=order.colours,
            fonts=order.fonts,
            created_at=now,
            updated_at=now,
        )
        async with self._uow(principal.org_id) as unit:
            await unit.brand_kits.add(kit)
            await unit.commit()
        return kit

    async def get(self, principal: Principal, kit_id: str) -> BrandKit:
        """Raises NotFoundError `brand.not_found`."""
        principal.require(Permission.BRANDS_READ)
        async with self._uow(principal.org_id) as unit:
            return await _kit(unit, kit_id)

    async def list(self, principal: Principal, *, after: Position | None, limit: int) -> Sequence[BrandKit]:
        """Newest first."""
        principal.require(Permission.BRANDS_READ)
        async with self._uow(principal.org_id) as unit:
            return await unit.brand_kits.list(after=after, limit=limit)

    async def update(self, principal: Principal, kit_id: str, changes: BrandChanges, expected: int | None) -> BrandKit:
        """Raises NotFoundError `brand.not_found`, StaleError `revision.stale`."""
        principal.require(Permission.BRANDS_WRITE)
        async with self._uow(principal.org_id) as unit:
            kit = await _kit(unit, kit_id, lock=True)
            require_revision(expected, kit.revision)
            given = {name: getattr(changes, name) for name in changes.model_fields_set}
            return await _changed(unit, kit.model_copy(update=given))

    async def delete(self, principal: Principal, kit_id: str, expected: int | None) -> None:
        """Raises NotFoundError `brand.not_found`, StaleError `revision.stale`, ConflictError `brand.in_use`."""
        principal.require(Permission.BRANDS_WRITE)
        async with self._uow(principal.org_id) as unit:
            kit = await _kit(unit, kit_id, lock=True)
            require_revision(expected, kit.revision)
            try:
                await unit.brand_kits.delete(kit_id)
            except ConflictError as error:
                raise ConflictError("brand.in_use", "A project uses this kit. Give it another one first.") from error
            await unit.commit()

    async def announce_asset(self, principal: Principal, kit_id: str, order: AssetOrder) -> UploadTicket:
        """Where to send a file of a kit. Raises NotFoundError `brand.not_found`, RejectedError `brand.asset_type`,
        QuotaError `upload.too_large`.
        """
        principal.require(Permission.BRANDS_WRITE)
        async with self._uow(principal.org_id) as unit:
            await _kit(unit, kit_id)
        rule = ASSET_RULES[order.kind]
        if order.media_type not in rule.media_types:
            accepted = ", ".join(rule.media_types)
            raise RejectedError("brand.asset_type", f"As {order.kind} these types are accepted: {accepted}.")
        wanted = UploadOrder(
            filename=order.filename, size=order.size, sha256=order.sha256, media_type=order.media_type, parts=False
        )
        purpose = UploadPurpose(order.kind.value)
        return await self._uploads.announce(principal.org_id, wanted, purpose, rule.most_bytes, kit_id)

    async def complete_asset(self, principal: Principal, kit_id: str, upload_id: str) -> BrandKit:
        """Check a file that was sent and put it into its kit; saying it twice changes nothing.

        Raises NotFoundError `brand.not_found` or `upload.not_found`, RejectedError `brand.*` or `upload.*`,
        ConflictError `upload.missing`.
        """
        principal.require(Permission.BRANDS_WRITE)
        async with self._uow(principal.org_id) as unit:
            kit = await _kit(unit, kit_id)
            upload = await unit.uploads.get(upload_id)
        if upload is None or upload.brand_kit_id != kit_id:
            raise NotFoundError("upload.not_found", f"There is no upload {upload_id} for this kit.")
        if any(asset.id == upload_id for asset in kit.assets):
            return kit
        upload = await self._uploads.finish(upload)
        artifact = upload.artifact or await self._adopted(upload)
        kind = AssetKind(upload.purpose.value)
        async with self._store.local(principal.org_id, artifact) as path:
            check_asset(kind, upload.media_type, _head(path))
        asset = BrandAsset(id=upload.id, kind=kind, filename=upload.filename, artifact=artifact)
        async with self._uow(principal.org_id) as unit:
            kit = await _kit(unit, kit_id, lock=True)
            if asset in kit.assets:
                return kit
            return await _changed(unit, kit.with_asset(asset))

    async def remove_asset(self, principal: Principal, kit_id: str, asset_id: str, expected: int | None) -> BrandKit:
        """Raises NotFoundError `brand.not_found` or `brand.asset_not_found`, StaleError `revision.stale`."""
        principal.require(Permission.BRANDS_WRITE)
        async with self._uow(principal.org_id) as unit:
            kit = await _kit(unit, kit_id, lock=True)
            require_revision(expected, kit.revision)
            kept = tuple(asset for asset in kit.assets if asset.id != asset_id)
            if len(kept) == len(kit.assets):
                raise NotFoundError("brand.asset_not_found", f"This kit has no file {asset_id}.")
            return await _changed(unit, kit.model_copy(update={"assets": kept}))

    async def assign(self, principal: Principal, project_id: str, kit_id: str | None) -> None:
        """Let a project use a kit, or none. Raises NotFoundError `project.not_found` or `brand.not_found`."""
        principal.require(Permission.PROJECTS_WRITE)
        async with self._uow(principal.org_id) as unit:
            if kit_id is not None:
                await _kit(unit, kit_id)
            if not await unit.brand_kits.assign(project_id, kit_id):
                raise NotFoundError("project.not_found", f"There is no project {project_id}.")
            await unit.commit()

    async def _adopted(self, upload: Upload) -> ArtifactRef:
        """The bytes as a blob, under the SHA-256 that was counted of them here."""
        ref = await self._store.adopt_upload(upload.org_id, upload.key, upload.media_type, upload.digest, upload.etag)
        async with self._uow(upload.org_id) as unit:
            await unit.uploads.adopt(upload.id, ref)
            await unit.commit()
        await self._store.delete_upload(upload.key)
        return ref


async def _kit(unit: UnitOfWork, kit_id: str, *, lock: bool = False) -> BrandKit:
    kit = await unit.brand_kits.get(kit_id, lock=lock)
    if kit is None:
        raise NotFoundError("brand.not_found", f"There is no brand kit {kit_id}.")
    return kit


async def _changed(unit: UnitOfWork, kit: BrandKit) -> BrandKit:
    """Keep a changed kit as its next revision."""
    kit = kit.model_copy(update={"revision": kit.revision + 1, "updated_at": datetime.now(UTC)})
    await unit.brand_kits.update(kit)
    await unit.commit()
    return kit


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD_BYTES)
