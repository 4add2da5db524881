"""Answers that are remembered, so that a request that comes again has no second effect."""

import secrets

from domain.errors import ConflictError, RejectedError
from domain.idempotency import Answer, Claim, KeyedRequest, Sealer, Verdict, is_kept, judge
from domain.repositories import UnitOfWorkFactory

_SERVER_ERRORS = 500


class InFlightError(ConflictError):
    """The first request with this key has not ended yet."""

    retry_after_seconds = 1


class IdempotencyService:
    """One effect per slot. A holder's commits are bound to its claim: once another has taken over, they fail."""

    def __init__(self, uow: UnitOfWorkFactory, sealer: Sealer) -> None:
        self._uow = uow
        self._sealer = sealer

    async def begin(self, request: KeyedRequest) -> Claim | Answer:
        """The right to do the work, or the answer that was given before.

        Raises RejectedError `idempotency.mismatch`, InFlightError `idempotency.in_flight`, ConflictError
        `idempotency.answer_lost`.
        """
        claim = Claim(request.org_id, request.slot, secrets.token_hex(16), request.secret)
        async with self._uow(request.org_id) as unit:
            if await unit.idempotency.claim(claim, request.fingerprint):
                await unit.commit()
                return claim
            found, now = await unit.idempotency.get(request.slot)
            verdict = judge(found, request.fingerprint, now)
            if verdict is Verdict.RUN:
                # Of several that see a dead holder, the first one takes over; the row may also be gone by now.
                took = found is not None and await unit.idempotency.take_over(claim, request.fingerprint, found.holder)
                if took:
                    await unit.commit()
                    return claim
                verdict = Verdict.IN_FLIGHT
        if verdict is Verdict.REPLAY and found is not None and found.answer is not None:
            return Answer.model_validate_json(self._sealer.open(request.secret, found.answer))
        raise _refusal(verdict)

    async def renew(self, claim: Claim) -> None:
        """Show that the holder still works."""
        async with self._uow(claim.org_id) as unit:
            await unit.idempotency.renew(claim)
            await unit.commit()

    async def end(self, claim: Claim, answer: Answer) -> None:
        """Remember a final answer; forget the request where the answer may be another one the next time.

        A failure of ours after an effect is neither told again nor done again.
        """
        async with self._uow(claim.org_id) as unit:
            if is_kept(answer.status):
                sealed = self._sealer.seal(claim.secret, answer.model_dump_json().encode())
                await unit.idempotency.finish(claim, sealed)
            elif claim.took_effect and answer.status >= _SERVER_ERRORS:
                await unit.idempotency.unlock(claim)
            else:
                await unit.idempotency.forget(claim)
            await unit.commit()

    async def sweep(self, org_id: str) -> int:
        """Drop what has expired; returns how many answers went."""
        async with self._uow(org_id) as unit:
            gone = await unit.idempotency.drop_expired()
            await unit.commit()
        return gone


def _refusal(verdict: Verdict) -> Exception:
    match verdict:
        case Verdict.MISMATCH:
            return RejectedError(
                "idempotency.mismatch",
                "This Idempotency-Key was used for another request. Send a new key with a changed request.",
            )
        case Verdict.ANSWER_LOST:
            return ConflictError(
                "idempotency.answer_lost",
                "The first request with this key took effect, but its answer was lost. Look up what it made.",
            )
        case _:
            return InFlightError(
                "idempotency.in_flight", "The first request with this key is still at work. Ask again in a moment."
            )
