"""The services of identity, put together once."""

from dataclasses import dataclass

from domain.account_repositories import Lookups
from domain.auth_ports import PasswordHasher, TokenIssuer
from domain.repositories import UnitOfWorkFactory
from domain.services.accounts import AccountService
from domain.services.audit import AuditService
from domain.services.authentication import Authenticator, RecentCallers
from domain.services.invitations import InvitationService
from domain.services.keys import KeyService
from domain.services.members import MemberService
from domain.services.organisations import OrganisationService
from domain.services.projects import ProjectService
from domain.services.sessions import SessionService


@dataclass(frozen=True)
class Identity:
    """Who is who, and who may do what."""

    authenticator: Authenticator
    accounts: AccountService
    sessions: SessionService
    organisations: OrganisationService
    members: MemberService
    invitations: InvitationService
    keys: KeyService
    projects: ProjectService
    audit: AuditService
    tokens: TokenIssuer
    lookups: Lookups


def make_identity(
    uow: UnitOfWorkFactory, lookups: Lookups, passwords: PasswordHasher, tokens: TokenIssuer, *, open_to_all: bool
) -> Identity:
    """The services on these parts; `open_to_all`: whether anybody may sign up without an invitation."""
    recent = RecentCallers()
    sessions = SessionService(uow, lookups, passwords, tokens, recent)
    return Identity(
        authenticator=Authenticator(uow, lookups, tokens, recent),
        accounts=AccountService(uow, lookups, passwords, sessions, recent, open_to_all=open_to_all),
        sessions=sessions,
        organisations=OrganisationService(uow, recent),
        members=MemberService(uow, recent),
        invitations=InvitationService(uow),
        keys=KeyService(uow, recent),
        projects=ProjectService(uow),
        audit=AuditService(uow),
        tokens=tokens,
        lookups=lookups,
    )
