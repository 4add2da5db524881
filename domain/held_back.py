"""What is said of a clip that the output contract holds back, and how to publish it all the same."""

from collections.abc import Sequence

from domain.contracts.render import Breach


def held_back(clip_id: str, breaches: Sequence[Breach]) -> str:
    """Which clauses are broken, and by which order the clip is published anyway."""
    broken = "; ".join(f"{breach.clause}: {breach.found}, promised {breach.promised}" for breach in breaches)
    return (
        f"{broken}. The clip is made and held back; to publish it as it is, send "
        f'POST /v1/clips/{clip_id}/publish with {{"force": true}}, or run: cutdown publish {clip_id} --force'
    )
