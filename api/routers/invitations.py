"""Invitations."""

from fastapi import Response, status

from api.account_schemas import Acceptance, InvitationOrder, InvitationView, JoinedView, NewInvitationView
from api.dependencies import Caller, Parts
from api.pagination import Page, Paging
from api.sections import Section
from domain.accounts import Invitation

router = Section("/invitations", tag="members")


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    summary="Invite somebody",
    description="The answer holds the token, this one time. Hand it to the person: they sign up with it, or accept it "
    "with an account of the same e-mail address.",
)
async def invite(order: InvitationOrder, parts: Parts, caller: Caller, response: Response) -> NewInvitationView:
    invitation, token = await parts.identity.invitations.create(caller, order.email, order.role)
    response.headers["Cache-Control"] = "no-store"
    return NewInvitationView(invitation=InvitationView.model_validate(invitation), token=token)


@router.get("", summary="List invitations, newest first")
async def list_invitations(parts: Parts, caller: Caller, paging: Paging) -> Page[InvitationView]:
    rows = await parts.identity.invitations.list(caller, after=paging.after, limit=paging.rows)
    return paging.page(rows, InvitationView.model_validate)


@router.post("/accept", summary="Accept an invitation to your e-mail address")
async def accept_invitation(order: Acceptance, parts: Parts, caller: Caller) -> JoinedView:
    return JoinedView(organisation_id=await parts.identity.accounts.accept(caller, order.token))


@router.get("/{invitation_id}", response_model=InvitationView, summary="Get an invitation")
async def get_invitation(invitation_id: str, parts: Parts, caller: Caller) -> Invitation:
    return await parts.identity.invitations.get(caller, invitation_id)


@router.delete("/{invitation_id}", status_code=status.HTTP_204_NO_CONTENT, summary="Revoke an invitation")
async def revoke_invitation(invitation_id: str, parts: Parts, caller: Caller) -> None:
    await parts.identity.invitations.revoke(caller, invitation_id)
