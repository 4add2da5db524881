"""One effect per slot: who may work, who is told what, and what is remembered of how it ended."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.errors import ConflictError, RejectedError
from domain.idempotency import LOCK, Answer, Claim, KeyedRequest
from domain.services.idempotency import IdempotencyService, InFlightError
from tests.domain.services.idempotency_record import GlassSealer, MemoryRecord, Units

REQUEST = KeyedRequest("org_a", "user_a", "POST", "/v1/jobs", b"", "key", b"{}")
MADE = Answer(status=201, headers=(("location", "/v1/jobs/1"),), body=b'{"id": 1}')


class Scene:
    def __init__(self) -> None:
        self.record = MemoryRecord()
        self.units = Units(self.record)
        self.service = IdempotencyService(self.units, GlassSealer())

    async def claim(self, request: KeyedRequest = REQUEST) -> Claim:
        claim = await self.service.begin(request)
        assert isinstance(claim, Claim)
        return claim


@pytest.fixture
def scene() -> Scene:
    return Scene()


async def test_the_first_request_holds_its_slot(scene: Scene):
    claim = await scene.claim()
    assert (claim.org_id, claim.slot, claim.secret) == ("org_a", REQUEST.slot, REQUEST.secret)
    assert not claim.took_effect
    assert scene.units.commits == ["org_a"]
    held = scene.record.slots[REQUEST.slot]
    assert (held.holder, held.fingerprint) == (claim.holder, REQUEST.fingerprint)


async def test_every_holder_has_a_name_that_cannot_be_guessed(scene: Scene):
    holders = {(await scene.claim(replace(REQUEST, key=str(number)))).holder for number in range(20)}
    assert len(holders) == 20
    assert {len(holder) for holder in holders} == {32}


async def test_while_it_works_the_same_request_is_asked_to_come_back(scene: Scene):
    await scene.claim()
    with pytest.raises(InFlightError, match=r"idempotency\.in_flight") as refusal:
        await scene.service.begin(REQUEST)
    assert refusal.value.retry_after_seconds == 1
    assert len(scene.units.commits) == 1


async def test_its_answer_is_told_again_and_kept_under_seal(scene: Scene):
    claim = await scene.claim()
    await scene.service.end(claim, MADE)
    assert scene.units.commits == ["org_a", "org_a"]
    assert scene.record.slots[REQUEST.slot].answer == REQUEST.secret + MADE.model_dump_json().encode()
    assert await scene.service.begin(REQUEST) == MADE


async def test_another_body_under_the_same_key_is_refused(scene: Scene):
    await scene.service.end(await scene.claim(), MADE)
    with pytest.raises(RejectedError, match=r"idempotency\.mismatch"):
        await scene.service.begin(replace(REQUEST, body=b"[]"))


async def test_a_holder_that_died_is_followed_by_one_other(scene: Scene):
    dead = await scene.claim()
    scene.record.now += LOCK
    claim = await scene.claim()
    assert claim.holder == scene.record.slots[REQUEST.slot].holder != dead.holder
    assert len(scene.units.commits) == 2
    with pytest.raises(InFlightError):
        await scene.service.begin(REQUEST)


async def test_whoever_is_too_late_to_follow_is_asked_to_come_back(scene: Scene):
    dead = await scene.claim()
    scene.record.now += LOCK
    scene.record.quicker = True
    with pytest.raises(InFlightError):
        await scene.service.begin(REQUEST)
    assert scene.record.slots[REQUEST.slot].holder == dead.holder


async def test_a_slot_that_vanished_while_it_was_looked_at_is_asked_for_again(scene: Scene):
    await scene.claim()
    scene.record.gone = True
    with pytest.raises(InFlightError):
        await scene.service.begin(REQUEST)


async def test_an_effect_whose_holder_died_is_not_done_again(scene: Scene):
    scene.record.effect(await scene.claim())
    scene.record.now += LOCK
    with pytest.raises(ConflictError, match=r"idempotency\.answer_lost"):
        await scene.service.begin(REQUEST)


async def test_a_holder_that_shows_itself_is_not_followed(scene: Scene):
    claim = await scene.claim()
    scene.record.now += LOCK - timedelta(seconds=1)
    await scene.service.renew(claim)
    scene.record.now += timedelta(seconds=2)
    with pytest.raises(InFlightError):
        await scene.service.begin(REQUEST)


@pytest.mark.parametrize(
    ("status", "effect", "done"),
    [
        (201, True, "finish"),
        (422, False, "finish"),
        (499, False, "finish"),
        (429, False, "forget"),
        (401, True, "forget"),
        (499, True, "finish"),
        (500, False, "forget"),
        (500, True, "unlock"),
        (503, True, "unlock"),
    ],
)
async def test_how_it_ended_decides_what_is_remembered(scene: Scene, status: int, *, effect: bool, done: str):
    claim = await scene.claim()
    if effect:
        scene.record.effect(claim)
    await scene.service.end(claim, Answer(status=status))
    assert scene.record.log[-1] == done
    assert len(scene.units.commits) == 2


async def test_what_expired_is_dropped_for_its_organisation_and_counted(scene: Scene):
    scene.record.expired = 3
    assert await scene.service.sweep("org_b") == 3
    assert scene.units.commits == ["org_b"]
