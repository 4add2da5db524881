"""What a keyed request is told, by what is remembered: every verdict at its borders."""

from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.idempotency import KEPT, LOCK, RENEW_SECONDS, Claim, KeyedRequest, Remembered, Verdict, is_kept, judge

NOW = datetime(2026, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)
RUNNING = Remembered(slot="s", fingerprint="f", holder="h", locked_until=NOW + TICK, expires_at=NOW + TICK)
REQUEST = KeyedRequest("org_a", "user_a", "POST", "/v1/jobs", b"x=1", "key", b"{}")


def but(**changes: object) -> Remembered:
    return RUNNING.model_copy(update=changes)


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (None, Verdict.RUN),
        (RUNNING, Verdict.IN_FLIGHT),
        (but(took_effect=True), Verdict.IN_FLIGHT),
        (but(locked_until=NOW), Verdict.RUN),
        (but(locked_until=NOW - TICK), Verdict.RUN),
        (but(locked_until=NOW, took_effect=True), Verdict.ANSWER_LOST),
        (but(answer=b"x"), Verdict.REPLAY),
        (but(answer=b"", locked_until=NOW), Verdict.REPLAY),
        (but(answer=b"x", fingerprint="g"), Verdict.MISMATCH),
        (but(fingerprint="g"), Verdict.MISMATCH),
        (but(fingerprint="e"), Verdict.MISMATCH),
        (but(fingerprint="g", locked_until=NOW), Verdict.MISMATCH),
        (but(fingerprint="g", expires_at=NOW), Verdict.RUN),
        (but(answer=b"x", expires_at=NOW), Verdict.RUN),
        (but(answer=b"x", expires_at=NOW + TICK), Verdict.REPLAY),
        (but(took_effect=True, expires_at=NOW - TICK), Verdict.RUN),
    ],
)
def test_what_a_request_is_told(found: Remembered | None, verdict: Verdict) -> None:
    assert judge(found, "f", NOW) is verdict


@pytest.mark.parametrize(
    ("status", "kept"),
    [
        (200, True),
        (201, True),
        (302, True),
        (400, True),
        (401, False),
        (404, True),
        (408, False),
        (409, True),
        (422, True),
        (425, False),
        (429, False),
        (499, True),
        (500, False),
        (503, False),
    ],
)
def test_which_answers_are_told_again(status: int, *, kept: bool) -> None:
    assert is_kept(status) is kept


@pytest.mark.parametrize(
    "change",
    [{"org_id": "org_b"}, {"method": "PUT"}, {"path": "/v1/videos"}, {"key": "yek"}, {"client": "1.2.3.4"}],
)
def test_a_slot_belongs_to_one_organisation_route_and_key(change: dict[str, str]) -> None:
    assert replace(REQUEST, **change).slot != REQUEST.slot
    assert replace(REQUEST, **change).fingerprint == REQUEST.fingerprint


@pytest.mark.parametrize("change", [{"actor_id": "user_b"}, {"query": b"x=2"}, {"body": b"[]"}])
def test_another_caller_or_body_is_another_request_in_the_same_slot(change: dict[str, object]) -> None:
    assert replace(REQUEST, **change).slot == REQUEST.slot
    assert replace(REQUEST, **change).fingerprint != REQUEST.fingerprint


def test_borders_between_the_parts_of_a_request_count() -> None:
    moved = replace(REQUEST, path="/v1/jobsk", key="ey")
    assert moved.slot != REQUEST.slot
    assert replace(REQUEST, query=b"x=", body=b"1{}").fingerprint != REQUEST.fingerprint


@pytest.mark.parametrize("change", [{"key": "other"}, {"body": b"[]"}, {"org_id": "b"}, {"actor_id": "b"}])
def test_an_answer_is_sealed_for_its_own_request(change: dict[str, object]) -> None:
    assert len(REQUEST.secret) == 32
    assert replace(REQUEST, **change).secret != REQUEST.secret
    assert REQUEST.secret.hex() not in {REQUEST.slot, REQUEST.fingerprint}


def test_a_fingerprint_counts_by_what_it_says() -> None:
    assert judge(RUNNING.model_copy(update={"fingerprint": "ff"}), "FF".lower(), NOW) is Verdict.IN_FLIGHT


def test_a_slot_keeps_its_name_when_the_program_is_replaced() -> None:
    """Answers of the day before are found under it."""
    assert REQUEST.slot == "2be920f8420a182fc3f060d5304a3f5edbc4762e17ebba74da195b4de4a8d0d1"


def test_neither_key_nor_body_nor_secret_is_written_to_a_log() -> None:
    request = replace(REQUEST, key="key-of-a-client", body=b"body-of-a-client")
    claim = Claim("org_a", request.slot, "holder", request.secret)
    assert "of-a-client" not in repr(request)
    assert repr(request.secret) not in repr(claim)
    assert not claim.took_effect


def test_what_was_asked_does_not_change_afterwards() -> None:
    with pytest.raises(FrozenInstanceError):
        REQUEST.body = b"[]"


def test_times_are_as_promised() -> None:
    assert timedelta(hours=24) == KEPT
    assert timedelta(seconds=30) == LOCK
    assert RENEW_SECONDS == 10
