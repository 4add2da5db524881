"""What the API takes and gives about people, organisations, keys and projects."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from api.schemas import Body, View
from domain.access import Permission, Role

Email = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=254, pattern=r"^[^@\s\x00]{1,64}@[^@\s\x00]+$")
]
Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]+$")
]
Text = Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00]*$")]
Password = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
Secret = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Id = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[^\x00]+$")]


class SignUp(Body):
    """A new person: with an `organisation` to found, or with the token of an `invitation` to accept."""

    email: Email
    password: Password
    name: Name
    organisation: Name | None = None
    invitation: Secret | None = None


class Login(Body):
    """`organisation_id`: which organisation to work in first; yours since longest without it."""

    email: Email
    password: Password
    organisation_id: Id | None = None


class Refresh(Body):
    """The refresh token of the answer before; each is good for one time."""

    refresh_token: Secret


class Switch(Body):
    """Another organisation of yours."""

    organisation_id: Id


class PasswordChange(Body):
    """The password until now, and from now on."""

    current: Password
    wanted: Password


class TokensView(View):
    """Send `access_token` as `Authorization: Bearer …` for `expires_in` seconds, then refresh."""

    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - the scheme, as OAuth names it
    access_token: str
    expires_in: int
    refresh_token: str
    user_id: str
    organisation_id: str | None


class AccessView(View):
    """An access token; the refresh token stays the same."""

    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - the scheme, as OAuth names it
    access_token: str
    expires_in: int
    organisation_id: str


class OwnOrganisationView(View):
    """An organisation of yours, and what you are there."""

    id: str
    name: str
    role: Role
    revision: int
    created_at: datetime


class UserView(View):
    """A person."""

    id: str
    email: str
    name: str
    revision: int
    created_at: datetime


class CallerView(View):
    """Who you are. `user` and `organisations` are of people, not of keys; `permissions` hold in `organisation_id`."""

    kind: str
    id: str
    organisation_id: str | None
    permissions: list[Permission]
    user: UserView | None
    organisations: list[OwnOrganisationView]


class Naming(Body):
    """A name."""

    name: Name


class OrganisationView(View):
    """An organisation."""

    id: str
    name: str
    revision: int
    created_at: datetime


class OrganisationList(View):
    """Your organisations, the oldest membership first."""

    items: list[OrganisationView]


class MemberView(View):
    """A person in an organisation."""

    user_id: str
    email: str
    name: str
    role: Role
    revision: int
    created_at: datetime


class RoleChange(Body):
    """What a member is from now on."""

    role: Role


class InvitationOrder(Body):
    """Whom to invite, as what."""

    email: Email
    role: Role


class InvitationView(View):
    """An invitation; good until `expires_at`, for one time."""

    id: str
    email: str
    role: Role
    invited_by: str
    created_at: datetime
    expires_at: datetime
    accepted_at: datetime | None
    revoked_at: datetime | None


class NewInvitationView(View):
    """An invitation and its token, which is told this one time: hand it to the person."""

    invitation: InvitationView
    token: str


class Acceptance(Body):
    """The token of an invitation."""

    token: Secret


class JoinedView(View):
    """The organisation that you belong to now."""

    organisation_id: str


class KeyOrder(Body):
    """A key for a program: what it may do, and until when; without `expires_at` until it is revoked."""

    name: Name
    scopes: list[Permission] = Field(min_length=1, max_length=len(Permission))
    expires_at: datetime | None = None


class KeyView(View):
    """A key. `prefix` tells it apart; `last_used_at` is noted at most once a minute."""

    id: str
    name: str
    prefix: str
    scopes: list[Permission]
    created_by: str
    revision: int
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None


class NewKeyView(View):
    """A key and its secret, which is told this one time."""

    api_key: KeyView
    secret: str


class ProjectOrder(Body):
    """A folder of videos and jobs."""

    name: Name
    description: Text = ""


class ProjectChange(Body):
    """What is given is changed."""

    name: Name | None = None
    description: Text | None = None


class ProjectView(View):
    """A project."""

    id: str
    name: str
    description: str
    revision: int
    created_at: datetime


class AuditView(View):
    """Who changed what."""

    id: str
    actor_id: str
    actor_kind: str
    action: str
    subject: str
    data: dict[str, str]
    created_at: datetime
