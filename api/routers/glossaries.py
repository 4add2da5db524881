"""Glossaries: how terms are translated, or that they are not."""

from fastapi import status

from api.concurrency import IfMatch, Tag
from api.dependencies import Caller, Parts
from api.pagination import Page, Paging
from api.product_schemas import GlossaryChanges, GlossaryOrder, GlossaryView
from api.routers.dubs import Of
from api.sections import Section
from domain.products import Glossary

router = Section("/glossaries", tag="glossaries")


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=GlossaryView,
    summary="Make a glossary",
    description="A term without `target` is not translated. Orders take the terms that hold when they are made.",
)
async def create_glossary(order: GlossaryOrder, parts: Parts, caller: Caller, tag: Tag[Glossary]) -> Glossary:
    made = await parts.glossaries.create(
        caller,
        name=order.name,
        project_id=order.project_id,
        source_language=order.source_language,
        target_language=order.target_language,
        terms=order.terms,
    )
    return tag(made)


@router.get("", summary="List glossaries, newest first")
async def list_glossaries(parts: Parts, caller: Caller, paging: Paging, project_id: Of = None) -> Page[GlossaryView]:
    rows = await parts.glossaries.list(caller, project_id=project_id, after=paging.after, limit=paging.rows)
    return paging.page(rows, GlossaryView.model_validate)


@router.get("/{glossary_id}", response_model=GlossaryView, summary="Get a glossary")
async def get_glossary(glossary_id: str, parts: Parts, caller: Caller, tag: Tag[Glossary]) -> Glossary:
    return tag(await parts.glossaries.get(caller, glossary_id))


@router.patch("/{glossary_id}", response_model=GlossaryView, summary="Change a glossary")
async def update_glossary(
    glossary_id: str,
    changes: GlossaryChanges,
    parts: Parts,
    caller: Caller,
    tag: Tag[Glossary],
    expected: IfMatch,
) -> Glossary:
    changed = await parts.glossaries.update(
        caller, glossary_id, name=changes.name, terms=changes.terms, expected=expected
    )
    return tag(changed)


@router.delete("/{glossary_id}", status_code=status.HTTP_204_NO_CONTENT, summary="Delete a glossary")
async def delete_glossary(glossary_id: str, parts: Parts, caller: Caller, expected: IfMatch) -> None:
    await parts.glossaries.delete(caller, glossary_id, expected)
