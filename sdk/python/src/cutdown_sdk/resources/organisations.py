"""Organisations: who works together."""

from collections.abc import Sequence

from cutdown_sdk.calls import Resource, Way, call
from cutdown_sdk.models import Naming, OrganisationList, OrganisationView
from cutdown_sdk.steps import Steps

_PATH = "/v1/organisations/{organisation_id}"


class Organisations(Resource[Way]):
    """Your organisations."""

    @call
    def create(self, name: str, *, idempotency_key: str | None = None) -> Steps[OrganisationView]:
        """Found an organisation, of which you are the owner. `auth.switch` goes there."""
        order = Naming(name=name)
        return self._api.ask(OrganisationView, "POST", "/v1/organisations", body=order, key=idempotency_key)

    @call
    def list(self) -> Steps[Sequence[OrganisationView]]:
        """All of yours, the oldest membership first."""
        return (yield from self._api.ask(OrganisationList, "GET", "/v1/organisations")).items

    @call
    def get(self, organisation_id: str) -> Steps[OrganisationView]:
        """One of yours."""
        return self._api.ask(OrganisationView, "GET", _PATH, organisation_id=organisation_id)

    @call
    def rename(self, organisation_id: str, name: str, *, revision: int | None = None) -> Steps[OrganisationView]:
        """Give it another name."""
        return self._api.ask(
            OrganisationView,
            "PATCH",
            _PATH,
            body=Naming(name=name),
            revision=revision,
            organisation_id=organisation_id,
        )

    @call
    def delete(self, organisation_id: str, *, revision: int | None = None) -> Steps[None]:
        """Close it: nobody gets in any more."""
        return self._api.tell("DELETE", _PATH, revision=revision, organisation_id=organisation_id)
