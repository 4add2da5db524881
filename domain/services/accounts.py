"""People: signing up, with an organisation of their own or by an invitation, and their own account."""

from datetime import UTC, datetime

from domain.access import Principal, Role
from domain.account_repositories import Lookups
from domain.accounts import Membership, Organisation, OwnOrganisation, User, plain_email, secret_hash
from domain.auth_ports import PasswordHasher
from domain.errors import ConflictError, ForbiddenError, NotFoundError, RejectedError, UnauthorizedError
from domain.ids import random_id
from domain.repositories import UnitOfWork, UnitOfWorkFactory
from domain.revisions import require_revision
from domain.services.audit import entry
from domain.services.authentication import RecentCallers
from domain.services.sessions import SessionService, Tokens, of_person

FEWEST_PASSWORD_LETTERS = 10


class AccountService:
    """Use cases of people. `open_to_all`: whether anybody may sign up without an invitation."""

    def __init__(
        self,
        uow: UnitOfWorkFactory,
        lookups: Lookups,
        passwords: PasswordHasher,
        sessions: SessionService,
        recent: RecentCallers,
        *,
        open_to_all: bool,
    ) -> None:
        self._uow = uow
        self._lookups = lookups
        self._passwords = passwords
        self._sessions = sessions
        self._recent = recent
        self._open_to_all = open_to_all

    async def sign_up(self, email: str, password: str, name: str, organisation: str) -> Tokens:
        """A new person who owns a new organisation, logged in.

        Raises ConflictError `account.email_taken`, RejectedError `account.weak_password`, ForbiddenError
        `account.by_invitation`.
        """
        if not self._open_to_all:
            raise ForbiddenError("account.by_invitation", "Accounts are made by invitation here. Ask for one.")
        user, hashed = await self._person(email, password, name)
        now = user.created_at
        founded = Organisation(id=random_id("org"), name=organisation, created_at=now)
        async with self._uow(founded.id, user.id) as unit:
            await unit.users.add(user, hashed)
            await unit.organisations.add(founded)
            await unit.members.add(Membership(org_id=founded.id, user_id=user.id, role=Role.OWNER, created_at=now))
            await unit.audit.add(entry(_as(user, founded.id), "organisation.created", founded.id, name=organisation))
            return await self._sessions.begin(unit, user.id, founded.id)

    async def sign_up_invited(self, token: str, email: str, password: str, name: str) -> Tokens:
        """A new person who accepts an invitation, logged in.

        Raises NotFoundError `invitation.not_found`, ConflictError `account.email_taken`, RejectedError
        `account.weak_password`.
        """
        user, hashed = await self._person(email, password, name)
        invitation_id, org_id = await self._invitation(token)
        async with self._uow(org_id, user.id) as unit:
            await unit.users.add(user, hashed)
            await _accept(unit, invitation_id, user)
            return await self._sessions.begin(unit, user.id, org_id)

    async def accept(self, principal: Principal, token: str) -> str:
        """Join an organisation as oneself; returns its id.

        Raises NotFoundError `invitation.not_found`, ConflictError `member.exists` and `auth.no_session`.
        """
        user_id, _ = of_person(principal)
        invitation_id, org_id = await self._invitation(token)
        async with self._uow(org_id, user_id) as unit:
            await _accept(unit, invitation_id, await _self(unit, user_id))
            await unit.commit()
        self._recent.forget()
        return org_id

    async def me(self, principal: Principal) -> tuple[User, tuple[OwnOrganisation, ...]]:
        """The caller and their organisations. Raises ConflictError `auth.no_session`."""
        user_id, _ = of_person(principal)
        async with self._uow(principal.org_id, user_id) as unit:
            return await _self(unit, user_id), tuple(await unit.organisations.of_user(user_id))

    async def rename(self, principal: Principal, name: str, expected: int | None = None) -> User:
        """Change one's own name. Raises StaleError, ConflictError `auth.no_session`."""
        user_id, _ = of_person(principal)
        async with self._uow("", user_id) as unit:
            user = await _self(unit, user_id, lock=True)
            require_revision(expected, user.revision)
            user = user.model_copy(update={"name": name, "revision": user.revision + 1})
            await unit.users.update(user)
            await unit.commit()
        return user

    async def change_password(self, principal: Principal, current: str, wanted: str) -> None:
        """Change one's own password; every other session ends.

        Raises UnauthorizedError `auth.bad_credentials`, RejectedError `account.weak_password`.
        """
        user_id, session_id = of_person(principal)
        async with self._uow("", user_id) as unit:
            user, hashed = await _self(unit, user_id), await unit.users.password_hash(user_id)
        fits, _ = await self._passwords.verify(current, hashed)
        if not fits:
            raise UnauthorizedError("auth.bad_credentials", "The current password is not right.")
        _check_password(wanted, user.email)
        renewed = await self._passwords.hash(wanted)
        now = datetime.now(UTC)
        async with self._uow("", user_id) as unit:
            await _self(unit, user_id, lock=True)
            # Of two who change it at once with the same old one, the second finds it changed.
            if await unit.users.password_hash(user_id) != hashed:
                raise ConflictError("account.password_changed", "The password was changed in the meantime.")
            await unit.users.set_password(user_id, renewed, now)
            await unit.sessions.revoke_others(user_id, session_id, "the password was changed", now)
            await unit.commit()
        self._recent.forget()

    async def _person(self, email: str, password: str, name: str) -> tuple[User, str]:
        user = User(id=random_id("usr"), email=plain_email(email), name=name, created_at=datetime.now(UTC))
        _check_password(password, user.email)
        return user, await self._passwords.hash(password)

    async def _invitation(self, token: str) -> tuple[str, str]:
        found = await self._lookups.invitation(secret_hash(token))
        if found is None:
            raise _no_invitation()
        return found


async def _accept(unit: UnitOfWork, invitation_id: str, user: User) -> None:
    now = datetime.now(UTC)
    invitation = await unit.invitations.get(invitation_id, lock=True)
    # A token that reached the wrong hands opens nothing for another address.
    if invitation is None or not invitation.open_at(now) or invitation.email != user.email:
        raise _no_invitation()
    joined = Membership(org_id=invitation.org_id, user_id=user.id, role=invitation.role, created_at=now)
    await unit.members.add(joined)
    await unit.invitations.update(invitation.model_copy(update={"accepted_at": now}))
    await unit.audit.add(entry(_as(user, invitation.org_id), "member.joined", user.id, role=invitation.role))


async def _self(unit: UnitOfWork, user_id: str, *, lock: bool = False) -> User:
    user = await unit.users.get(user_id, lock=lock)
    if user is None:
        raise UnauthorizedError("auth.invalid", "This account is not known any more.")
    return user


def _as(user: User, org_id: str) -> Principal:
    return Principal(org_id, user.id, "user", frozenset())


def _check_password(password: str, email: str) -> None:
    plain = password.casefold()
    if len(password) < FEWEST_PASSWORD_LETTERS or len(set(plain)) < FEWEST_PASSWORD_LETTERS // 2 or plain == email:
        raise RejectedError(
            "account.weak_password",
            f"A password has at least {FEWEST_PASSWORD_LETTERS} characters, not always the same ones, "
            "and is not the e-mail address.",
        )


def _no_invitation() -> NotFoundError:
    return NotFoundError("invitation.not_found", "This invitation is not good, or not any more. Ask for another.")
