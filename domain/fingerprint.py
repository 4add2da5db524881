"""The identity of a stage's work: equal fingerprints mean equal results."""

import hashlib
import json

from domain.contracts.base import StageRequest


def fingerprint(stage: str, version: int, engines: tuple[str, ...], request: StageRequest) -> str:
    """SHA-256 over the stage, its version, the engines that do the work and the request without its scope.

    Keys are sorted and floats written by `repr`, so the value is the same on every machine.
    """
    body = {
        "stage": stage,
        "version": version,
        "engines": engines,
        "request": request.model_dump(mode="json", exclude={"scope"}),
    }
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).hexdigest()
