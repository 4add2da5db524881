"""How the tenancy test calls each operation as a stranger: a new operation needs its line here, or the test fails."""

from dataclasses import dataclass
from typing import Any

# Path parameters that name a thing of an organisation, by the victim's things; the others have one value for everybody.
SHARED_PARAMETERS = {"gate": "clips", "revision": "1", "number": "1"}

PUBLIC = {
    "POST /v1/auth/sign-up",
    "POST /v1/auth/login",
    "POST /v1/auth/refresh",
    "GET /.well-known/jwks.json",
    "GET /healthz",
    "GET /readyz",
}
"""What asks for no organisation at all."""


WITHOUT_CONTROL = {
    "DELETE /v1/brand-kits/{kit_id}/assets/{asset_id}",
    "POST /v1/brand-kits/{kit_id}/assets/{upload_id}/complete",
    "GET /v1/videos/{video_id}/transcript",
    "PATCH /v1/videos/{video_id}/transcript",
    "GET /v1/videos/{video_id}/transcript/revisions",
    "GET /v1/videos/{video_id}/transcript/revisions/{revision}",
    "PATCH /v1/clips/{clip_id}",
    "GET /v1/clips/{clip_id}/shots",
    "GET /v1/clips/{clip_id}/timeline",
    "POST /v1/clips/{clip_id}/render",
    "POST /v1/clips/{clip_id}/publish",
    "PATCH /v1/dubs/{dub_id}",
    "GET /v1/dubs/{dub_id}/lines",
    "GET /v1/dubs/{dub_id}/lines/{number}",
    "PATCH /v1/dubs/{dub_id}/lines/{number}",
    "POST /v1/dubs/{dub_id}/render",
    "PATCH /v1/retells/{retell_id}",
    "GET /v1/retells/{retell_id}/script",
    "PATCH /v1/retells/{retell_id}/script/{number}",
    "GET /v1/retells/{retell_id}/timeline",
    "POST /v1/retells/{retell_id}/render",
}
"""Whose things take more to make than the tenancy test makes; their own tests show that they are found."""


@dataclass(frozen=True)
class Call:
    """One call with the victim's ids. `found`: it names something of the victim, so that it must answer 404."""

    body: dict[str, Any] | None = None
    found: bool = True


def bodies(ids: dict[str, str]) -> dict[str, list[Call]]:
    """For each operation with a body: the bodies to try. Ids in bodies are the victim's."""
    own = "a" * 64
    return {
        "POST /v1/auth/switch": [Call({"organisation_id": ids["organisation_id"]})],
        "POST /v1/auth/password": [Call({"current": "wrong", "wanted": "whatever it is"}, found=False)],
        "PATCH /v1/auth/me": [Call({"name": "Mallory"}, found=False)],
        "POST /v1/organisations": [Call({"name": "Another"}, found=False)],
        "PATCH /v1/organisations/{organisation_id}": [Call({"name": "Taken"})],
        "PATCH /v1/members/{user_id}": [Call({"role": "viewer"})],
        "POST /v1/invitations": [Call({"email": "friend@mallory.example", "role": "viewer"}, found=False)],
        "POST /v1/invitations/accept": [Call({"token": ids["invitation_token"]})],
        "POST /v1/api-keys": [Call({"name": "k", "scopes": ["jobs:read"]}, found=False)],
        "PATCH /v1/api-keys/{key_id}": [Call({"name": "Taken"})],
        "POST /v1/projects": [Call({"name": "P"}, found=False)],
        "PATCH /v1/projects/{project_id}": [Call({"name": "Taken"})],
        "PUT /v1/projects/{project_id}/brand-kit": [Call({"brand_kit_id": ids["kit_id"]})],
        "POST /v1/uploads": [
            Call({"filename": "a.mp4", "size": 5}, found=False),
            Call({"filename": "a.mp4", "size": 7, "sha256": ids["digest"]}, found=False),
        ],
        "POST /v1/uploads/{upload_id}/parts": [Call({"numbers": [1]})],
        "POST /v1/videos": [
            Call({"upload_id": ids["upload_id"]}),
            Call({"digest": ids["digest"]}),
            Call({"digest": own}),
        ],
        "PATCH /v1/videos/{video_id}": [Call({"filename": "taken.mp4"})],
        "PATCH /v1/videos/{video_id}/transcript": [
            Call({"operations": [{"op": "fix_word", "word": 0, "text": "taken"}]})
        ],
        "PUT /v1/projects/{project_id}/review-policy": [Call({"clips": {"mode": "manual"}})],
        "PATCH /v1/clips/{clip_id}": [Call({"title": "Taken"})],
        "POST /v1/clips/{clip_id}/render": [Call()],
        "POST /v1/clips/{clip_id}/publish": [Call({"force": True})],
        "POST /v1/jobs/{job_id}/render-stale": [Call()],
        "POST /v1/dubs": [Call({"video_id": ids["video_id"], "wish": {"language": "es"}})],
        "PATCH /v1/dubs/{dub_id}": [Call({"mix": "voice_over"})],
        "PATCH /v1/dubs/{dub_id}/lines/{number}": [Call({"text": "Taken."})],
        "POST /v1/dubs/{dub_id}/render": [Call()],
        "POST /v1/retells": [Call({"video_id": ids["video_id"]})],
        "PATCH /v1/retells/{retell_id}": [Call({"style": "neon"})],
        "PATCH /v1/retells/{retell_id}/script/{number}": [Call({"drop": True})],
        "POST /v1/retells/{retell_id}/render": [Call()],
        "POST /v1/glossaries": [
            Call({"name": "G"}, found=False),
            Call({"name": "G", "project_id": ids["project_id"]}),
        ],
        "PATCH /v1/glossaries/{glossary_id}": [Call({"name": "Taken"})],
        "POST /v1/brand-kits": [Call({"name": "Kit"}, found=False)],
        "PATCH /v1/brand-kits/{kit_id}": [Call({"name": "Taken"})],
        "POST /v1/brand-kits/{kit_id}/assets": [
            Call({"kind": "logo", "filename": "l.png", "size": 10, "media_type": "image/png"})
        ],
        "POST /v1/jobs": [Call({"video_id": ids["video_id"]})],
        "POST /v1/jobs/{job_id}/reviews/{gate}": [Call({"decision": "approve", "decided_by": "mallory"})],
    }


def mixed(ids: dict[str, str], mine: dict[str, str]) -> list[tuple[str, dict[str, Any]]]:
    """Calls on the stranger's own things that name the victim's in their bodies; all of them must answer 404."""
    return [
        (f"PATCH /v1/videos/{mine['video_id']}", {"project_id": ids["project_id"]}),
        (f"PUT /v1/projects/{mine['project_id']}/brand-kit", {"brand_kit_id": ids["kit_id"]}),
    ]


QUERIES = {
    "GET /v1/events": {"follow": "false", "after": "0"},
    "GET /v1/jobs/{job_id}/events": {"follow": "false"},
    "GET /v1/artifacts/{digest}/download": {"redirect": "false"},
}
"""What a call needs to end, or to be answered here."""

ID_QUERIES = {
    "project_id": "project_id",
    "job_id": "job_id",
    "video_id": "video_id",
    "actor_id": "user_id",
    "sha256": "digest",
}
"""Query parameters that name things, and whose things they can name."""
