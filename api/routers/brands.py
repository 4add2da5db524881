"""Brand kits, their files, and which project uses which."""

from fastapi import status
from pydantic import Field

from api.concurrency import IfMatch, Tag
from api.dependencies import Caller, Parts
from api.pagination import Page, Paging
from api.schemas import Body, BrandKitView, TicketView
from api.sections import Section
from domain.brands import BrandKit
from domain.services.brands import AssetOrder, BrandChanges, BrandOrder
from domain.services.uploads import UploadTicket

router = Section(tag="brand kits")


class BrandAssignment(Body):
    """Which kit a project uses; null: none."""

    brand_kit_id: str | None = Field(max_length=80)


@router.post(
    "/brand-kits", status_code=status.HTTP_201_CREATED, response_model=BrandKitView, summary="Make a brand kit"
)
async def create_brand_kit(order: BrandOrder, parts: Parts, caller: Caller, tag: Tag[BrandKit]) -> BrandKit:
    return tag(await parts.brands.create(caller, order))


@router.get("/brand-kits", summary="List brand kits, newest first")
async def list_brand_kits(parts: Parts, caller: Caller, paging: Paging) -> Page[BrandKitView]:
    rows = await parts.brands.list(caller, after=paging.after, limit=paging.rows)
    return paging.page(rows, BrandKitView.model_validate)


@router.get("/brand-kits/{kit_id}", response_model=BrandKitView, summary="Get a brand kit")
async def get_brand_kit(kit_id: str, parts: Parts, caller: Caller, tag: Tag[BrandKit]) -> BrandKit:
    return tag(await parts.brands.get(caller, kit_id))


@router.patch("/brand-kits/{kit_id}", response_model=BrandKitView, summary="Change a brand kit")
async def update_brand_kit(
    kit_id: str, changes: BrandChanges, parts: Parts, caller: Caller, tag: Tag[BrandKit], expected: IfMatch
) -> BrandKit:
    return tag(await parts.brands.update(caller, kit_id, changes, expected))


@router.delete(
    "/brand-kits/{kit_id}", status_code=status.HTTP_204_NO_CONTENT, summary="Delete a brand kit that no project uses"
)
async def delete_brand_kit(kit_id: str, parts: Parts, caller: Caller, expected: IfMatch) -> None:
    await parts.brands.delete(caller, kit_id, expected)


@router.post(
    "/brand-kits/{kit_id}/assets",
    status_code=status.HTTP_201_CREATED,
    response_model=TicketView,
    summary="Announce a file of a brand kit",
    description="A logo (PNG, JPEG, WebP; 10 MiB), a font (TTF, OTF, WOFF2; 20 MiB), an intro or an outro (MP4, MOV, "
    "WebM; 256 MiB). PUT it to `url` with exactly `headers`, then complete it; its contents are checked then.",
)
async def announce_brand_asset(kit_id: str, order: AssetOrder, parts: Parts, caller: Caller) -> UploadTicket:
    return await parts.brands.announce_asset(caller, kit_id, order)


@router.post(
    "/brand-kits/{kit_id}/assets/{upload_id}/complete",
    response_model=BrandKitView,
    summary="Say that a file of a brand kit has been sent",
    description="A logo, an intro or an outro replaces the one before.",
)
async def complete_brand_asset(
    kit_id: str, upload_id: str, parts: Parts, caller: Caller, tag: Tag[BrandKit]
) -> BrandKit:
    return tag(await parts.brands.complete_asset(caller, kit_id, upload_id))


@router.delete(
    "/brand-kits/{kit_id}/assets/{asset_id}", response_model=BrandKitView, summary="Take a file out of a brand kit"
)
async def remove_brand_asset(
    kit_id: str, asset_id: str, parts: Parts, caller: Caller, tag: Tag[BrandKit], expected: IfMatch
) -> BrandKit:
    return tag(await parts.brands.remove_asset(caller, kit_id, asset_id, expected))


@router.put(
    "/projects/{project_id}/brand-kit",
    status_code=status.HTTP_204_NO_CONTENT,
    summary="Choose the brand kit of a project",
)
async def assign_brand_kit(project_id: str, choice: BrandAssignment, parts: Parts, caller: Caller) -> None:
    await parts.brands.assign(caller, project_id, choice.brand_kit_id)
