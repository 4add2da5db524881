"""Organisations and their members."""

from fastapi import status

from api.account_schemas import MemberView, Naming, OrganisationList, OrganisationView, RoleChange
from api.concurrency import IfMatch, Tag
from api.dependencies import Caller, Parts
from api.pagination import Page, Paging
from api.sections import Section
from domain.accounts import Member, Organisation

router = Section("/organisations", tag="organisations")
members = Section("/members", tag="members")


@router.get("", summary="List your organisations")
async def list_organisations(parts: Parts, caller: Caller) -> OrganisationList:
    found = await parts.identity.organisations.mine(caller)
    return OrganisationList(items=[OrganisationView.model_validate(organisation) for organisation in found])


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=OrganisationView,
    summary="Found an organisation",
    description="You own it. Switch to it to work in it.",
)
async def create_organisation(order: Naming, parts: Parts, caller: Caller, tag: Tag[Organisation]) -> Organisation:
    return tag(await parts.identity.organisations.create(caller, order.name))


@router.get(
    "/{organisation_id}",
    response_model=OrganisationView,
    summary="Get the organisation that you work in",
    description="Of yours, that is the one that your token or key is for.",
)
async def get_organisation(organisation_id: str, parts: Parts, caller: Caller, tag: Tag[Organisation]) -> Organisation:
    return tag(await parts.identity.organisations.get(caller, organisation_id))


@router.patch("/{organisation_id}", response_model=OrganisationView, summary="Rename the organisation")
async def rename_organisation(
    organisation_id: str, order: Naming, parts: Parts, caller: Caller, tag: Tag[Organisation], expected: IfMatch
) -> Organisation:
    return tag(await parts.identity.organisations.rename(caller, organisation_id, order.name, expected))


@router.delete(
    "/{organisation_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    summary="End the organisation",
    description="From then on nobody gets in: tokens and keys for it are refused.",
)
async def delete_organisation(organisation_id: str, parts: Parts, caller: Caller, expected: IfMatch) -> None:
    await parts.identity.organisations.delete(caller, organisation_id, expected)


@members.get("", summary="List members, newest first")
async def list_members(parts: Parts, caller: Caller, paging: Paging) -> Page[MemberView]:
    rows = await parts.identity.members.list(caller, after=paging.after, limit=paging.rows)
    return paging.page(rows, MemberView.model_validate)


@members.get("/{user_id}", response_model=MemberView, summary="Get a member")
async def get_member(user_id: str, parts: Parts, caller: Caller, tag: Tag[Member]) -> Member:
    return tag(await parts.identity.members.get(caller, user_id))


@members.patch(
    "/{user_id}",
    response_model=MemberView,
    summary="Change a member's role",
    description="Nobody hands out or takes away a role that may do more than they may themselves.",
)
async def change_role(
    user_id: str, order: RoleChange, parts: Parts, caller: Caller, tag: Tag[Member], expected: IfMatch
) -> Member:
    return tag(await parts.identity.members.change_role(caller, user_id, order.role, expected))


@members.delete(
    "/{user_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    summary="Remove a member, or leave",
    description="The last owner cannot leave.",
)
async def remove_member(user_id: str, parts: Parts, caller: Caller, expected: IfMatch) -> None:
    await parts.identity.members.remove(caller, user_id, expected)
