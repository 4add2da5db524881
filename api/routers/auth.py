"""Signing up, logging in and out, and one's own account."""

from fastapi import APIRouter, Response, status

from api.account_schemas import (
    AccessView,
    CallerView,
    Login,
    Naming,
    PasswordChange,
    Refresh,
    SignUp,
    Switch,
    TokensView,
    UserView,
)
from api.concurrency import IfMatch, Tag
from api.dependencies import Caller, Parts
from api.sections import Section
from domain.accounts import OwnOrganisation, User
from domain.errors import RejectedError
from domain.services.sessions import Tokens

router = Section("/auth", tag="auth")
keys = APIRouter(tags=["auth"])

_SECRET = {"Cache-Control": "no-store"}


@router.post(
    "/sign-up",
    status_code=status.HTTP_201_CREATED,
    response_model=TokensView,
    summary="Sign up, with a new organisation or by an invitation",
)
async def sign_up(order: SignUp, parts: Parts, response: Response) -> Tokens:
    accounts = parts.identity.accounts
    response.headers.update(_SECRET)
    if order.invitation is not None and order.organisation is None:
        return await accounts.sign_up_invited(order.invitation, order.email, order.password, order.name)
    if order.organisation is not None and order.invitation is None:
        return await accounts.sign_up(order.email, order.password, order.name, order.organisation)
    raise RejectedError("account.one_way", "Give either an organisation to found or an invitation to accept.")


@router.post("/login", response_model=TokensView, summary="Log in with e-mail address and password")
async def login(order: Login, parts: Parts, response: Response) -> Tokens:
    response.headers.update(_SECRET)
    return await parts.identity.sessions.login(order.email, order.password, order.organisation_id)


@router.post(
    "/refresh",
    response_model=TokensView,
    summary="Get the next access token",
    description="Each refresh token is good for one time; one that comes again ends the session.",
)
async def refresh(order: Refresh, parts: Parts, response: Response) -> Tokens:
    response.headers.update(_SECRET)
    return await parts.identity.sessions.refresh(order.refresh_token)


@router.post("/logout", status_code=status.HTTP_204_NO_CONTENT, summary="End this session")
async def logout(parts: Parts, caller: Caller) -> None:
    await parts.identity.sessions.logout(caller)


@router.post("/switch", summary="Get an access token for another organisation of yours")
async def switch(order: Switch, parts: Parts, caller: Caller, response: Response) -> AccessView:
    token, seconds = await parts.identity.sessions.switch(caller, order.organisation_id)
    response.headers.update(_SECRET)
    return AccessView(access_token=token, expires_in=seconds, organisation_id=order.organisation_id)


@router.post(
    "/password",
    status_code=status.HTTP_204_NO_CONTENT,
    summary="Change your password",
    description="Your other sessions end.",
)
async def change_password(order: PasswordChange, parts: Parts, caller: Caller) -> None:
    await parts.identity.accounts.change_password(caller, order.current, order.wanted)


@router.get("/me", summary="See who you are, where you belong and what you may do")
async def me(parts: Parts, caller: Caller) -> CallerView:
    user: User | None = None
    organisations: tuple[OwnOrganisation, ...] = ()
    if caller.actor_kind == "user":
        user, organisations = await parts.identity.accounts.me(caller)
    found = {
        "kind": caller.actor_kind,
        "id": caller.actor_id,
        "organisation_id": caller.org_id or None,
        "permissions": sorted(caller.permissions),
        "user": user,
        "organisations": organisations,
    }
    return CallerView.model_validate(found, from_attributes=True)


@router.patch("/me", response_model=UserView, summary="Change your name")
async def rename_me(order: Naming, parts: Parts, caller: Caller, tag: Tag[User], expected: IfMatch) -> User:
    return tag(await parts.identity.accounts.rename(caller, order.name, expected))


@keys.get(
    "/.well-known/jwks.json",
    summary="Get the public keys of access tokens (JWKS)",
    description="For services of yours that check access tokens themselves: Ed25519, by `kid`.",
)
async def jwks(parts: Parts, response: Response) -> dict[str, list[dict[str, str]]]:
    response.headers["Cache-Control"] = "public, max-age=300"
    return {"keys": await parts.identity.tokens.jwks()}
