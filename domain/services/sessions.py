"""Logins: access tokens for a quarter of an hour, and refresh tokens that are good for one time."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from domain.access import Principal
from domain.account_repositories import Lookups
from domain.accounts import OwnOrganisation, RefreshToken, Session, new_secret, plain_email, secret_hash
from domain.auth_ports import PasswordHasher, TokenIssuer
from domain.contracts.base import Contract
from domain.errors import ConflictError, NotFoundError, UnauthorizedError
from domain.ids import random_id
from domain.repositories import UnitOfWork, UnitOfWorkFactory
from domain.services.authentication import RecentCallers

LIFETIME = timedelta(days=30)
"""After this a person logs in anew, however often the tokens were refreshed."""

_REFRESH_PREFIX = "cd_refresh_"


class Tokens(Contract):
    """What a client gets: `access_token` for `expires_in` seconds, `refresh_token` for the next one."""

    access_token: str
    expires_in: int
    refresh_token: str
    session_id: str
    user_id: str
    organisation_id: str | None


class SessionService:
    """Use cases of sessions. A refresh token that comes a second time ends its whole family."""

    def __init__(
        self,
        uow: UnitOfWorkFactory,
        lookups: Lookups,
        passwords: PasswordHasher,
        tokens: TokenIssuer,
        recent: RecentCallers,
    ) -> None:
        self._uow = uow
        self._lookups = lookups
        self._passwords = passwords
        self._tokens = tokens
        self._recent = recent

    async def login(self, email: str, password: str, organisation_id: str | None) -> Tokens:
        """Begin a session, for this organisation or for the person's first.

        Raises UnauthorizedError `auth.bad_credentials`, after the same time whether the address is known or not;
        NotFoundError `organisation.not_found`.
        """
        found = await self._lookups.password(plain_email(email))
        fits, renewed = await self._passwords.verify(password, found[1] if found else None)
        if found is None or not fits:
            raise UnauthorizedError("auth.bad_credentials", "The e-mail address or the password is not right.")
        user_id = found[0]
        async with self._uow("", user_id) as unit:
            if renewed is not None:
                await unit.users.set_password(user_id, renewed, datetime.now(UTC))
            chosen = _chosen(await unit.organisations.of_user(user_id), organisation_id)
            return await self.begin(unit, user_id, chosen)

    async def begin(self, unit: UnitOfWork, user_id: str, organisation_id: str | None) -> Tokens:
        """Add a session to a unit of its person, and commit it."""
        now = datetime.now(UTC)
        session = Session(
            id=random_id("ses"),
            user_id=user_id,
            active_org=organisation_id,
            created_at=now,
            expires_at=now + LIFETIME,
        )
        secret, token = _fresh(session, now)
        await unit.sessions.add(session, token)
        tokens = await self._tokens_of(session, secret)
        await unit.commit()
        return tokens

    async def refresh(self, refresh_token: str) -> Tokens:
        """The next pair of tokens.

        Raises UnauthorizedError `auth.refresh_refused`, and `auth.refresh_reused` when the token was used before: then
        one of two holders is a thief, and neither goes on.
        """
        found = await self._lookups.refresh_token(secret_hash(refresh_token))
        if found is None:
            raise _refresh_refused()
        user_id, session_id = found
        now = datetime.now(UTC)
        async with self._uow("", user_id) as unit:
            session = await unit.sessions.get(session_id, lock=True)
            token = await unit.sessions.token(secret_hash(refresh_token))
            if session is None or token is None or not session.alive_at(now):
                raise _refresh_refused()
            if token.used_at is not None:
                ended = {"revoked_at": now, "revoked_because": "a refresh token was used twice"}
                await unit.sessions.update(session.model_copy(update=ended))
                await unit.commit()
                self._recent.forget()
                raise UnauthorizedError(
                    "auth.refresh_reused", "This refresh token was used before; the session has ended. Log in again."
                )
            mine = [organisation.id for organisation in await unit.organisations.of_user(user_id)]
            if session.active_org not in mine:
                session = session.model_copy(update={"active_org": mine[0] if mine else None})
                await unit.sessions.update(session)
            secret, fresh = _fresh(session, now)
            await unit.sessions.rotate(token, fresh)
            tokens = await self._tokens_of(session, secret)
            await unit.commit()
        return tokens

    async def logout(self, principal: Principal) -> None:
        """End the caller's session; its access tokens end with it. Raises ConflictError `auth.no_session`."""
        user_id, session_id = of_person(principal)
        async with self._uow("", user_id) as unit:
            session = await unit.sessions.get(session_id, lock=True)
            if session is not None and session.revoked_at is None:
                ended = {"revoked_at": datetime.now(UTC), "revoked_because": "logged out"}
                await unit.sessions.update(session.model_copy(update=ended))
                await unit.commit()
        self._recent.forget()

    async def switch(self, principal: Principal, organisation_id: str) -> tuple[str, int]:
        """An access token for another organisation of the caller's, and its seconds; the session stays there.

        Raises NotFoundError `organisation.not_found`, ConflictError `auth.no_session`.
        """
        user_id, session_id = of_person(principal)
        async with self._uow("", user_id) as unit:
            chosen = _chosen(await unit.organisations.of_user(user_id), organisation_id)
            session = await unit.sessions.get(session_id, lock=True)
            if session is None:
                raise _refresh_refused()
            await unit.sessions.update(session.model_copy(update={"active_org": chosen}))
            await unit.commit()
        return await self._tokens.issue(user_id, session_id, organisation_id)

    async def _tokens_of(self, session: Session, secret: str) -> Tokens:
        access, seconds = await self._tokens.issue(session.user_id, session.id, session.active_org or "")
        return Tokens(
            access_token=access,
            expires_in=seconds,
            refresh_token=secret,
            session_id=session.id,
            user_id=session.user_id,
            organisation_id=session.active_org,
        )


def of_person(principal: Principal) -> tuple[str, str]:
    """The caller's own id and session. Raises ConflictError `auth.no_session` for keys, which have neither."""
    if principal.actor_kind != "user" or not principal.session_id:
        raise ConflictError("auth.no_session", "This is for people who have logged in; an API key cannot do it.")
    return principal.actor_id, principal.session_id


def _chosen(mine: Sequence[OwnOrganisation], wanted: str | None) -> str | None:
    if wanted is None:
        return mine[0].id if mine else None
    if wanted not in {organisation.id for organisation in mine}:
        raise NotFoundError("organisation.not_found", f"There is no organisation {wanted}.")
    return wanted


def _fresh(session: Session, now: datetime) -> tuple[str, RefreshToken]:
    secret = new_secret(_REFRESH_PREFIX)
    token = RefreshToken(token_hash=secret_hash(secret), session_id=session.id, user_id=session.user_id, created_at=now)
    return secret, token


def _refresh_refused() -> UnauthorizedError:
    return UnauthorizedError("auth.refresh_refused", "This refresh token is not good any more. Log in again.")
