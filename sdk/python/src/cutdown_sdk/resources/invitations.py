"""Invitations: how people come into an organisation."""

from cutdown_sdk.calls import Resource, Way, call, listing
from cutdown_sdk.models import Acceptance, InvitationOrder, InvitationView, JoinedView, NewInvitationView, Role
from cutdown_sdk.steps import Series, Steps

_PATH = "/v1/invitations/{invitation_id}"


class Invitations(Resource[Way]):
    """Invite people, and accept."""

    @call
    def create(self, email: str, role: Role, *, idempotency_key: str | None = None) -> Steps[NewInvitationView]:
        """Invite somebody. The token is told this one time: hand it to the person."""
        order = InvitationOrder(email=email, role=role)
        return self._api.ask(NewInvitationView, "POST", "/v1/invitations", body=order, key=idempotency_key)

    @listing
    def list(self, *, page_size: int | None = None) -> Series[InvitationView]:
        """All invitations, the newest first."""
        return self._api.pages(InvitationView, "/v1/invitations", page_size=page_size)

    @call
    def get(self, invitation_id: str) -> Steps[InvitationView]:
        """One invitation."""
        return self._api.ask(InvitationView, "GET", _PATH, invitation_id=invitation_id)

    @call
    def revoke(self, invitation_id: str) -> Steps[None]:
        """Take an invitation back."""
        return self._api.tell("DELETE", _PATH, invitation_id=invitation_id)

    @call
    def accept(self, token: str, *, idempotency_key: str | None = None) -> Steps[JoinedView]:
        """Join, as somebody who has an account. Without one: `auth.sign_up` with the invitation."""
        order = Acceptance(token=token)
        return self._api.ask(JoinedView, "POST", "/v1/invitations/accept", body=order, key=idempotency_key)
