"""What a job makes beside its clips: dubs and a retell, each planned, reviewed and made on its own."""

from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any, TypeVar

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.contracts.clips import ClipPlan
    from domain.contracts.dubbing import DubProductionInput, DubWish, IdentifySpeakersResult
    from domain.contracts.job import VideoJobInput
    from domain.contracts.products import ProductOutcome
    from domain.contracts.retell import RetellProductionInput, RetellWish
    from domain.contracts.reviews import GateName

from workflows.dub_production import DubProduction
from workflows.dubbing import plan_dub, record_dub, who_speaks
from workflows.failures import Failure, failure_of, is_cancellation
from workflows.findings import Findings
from workflows.job_gates import JobGates
from workflows.joining import join_all
from workflows.product_run import outcome_of
from workflows.retell_production import RetellProduction
from workflows.retelling import plan_retell, record_retell

T = TypeVar("T")
Planned = DubProductionInput | RetellProductionInput
Tell = Callable[[ProductOutcome], None]


class JobProducts:
    """The dubs and the retell of one order. The failure of one is its own and never takes the others down."""

    def __init__(self, order: VideoJobInput, gates: JobGates, resume: Callable[[], Awaitable[None]]) -> None:
        self._order = order
        self._gates = gates
        self._resume = resume

    async def make(self, found: Findings, clips: Sequence[ClipPlan], tell: Tell) -> tuple[ProductOutcome, ...]:
        """All of them; `tell` hears of each that has ended."""
        spec = self._order.spec
        branches: list[Coroutine[Any, Any, list[ProductOutcome]]] = []
        if spec.dubs:
            branches.append(self._dubs(found, clips, tell))
        if spec.retell is not None:
            branches.append(self._retell(found, spec.retell, tell))
        return tuple(outcome for outcomes in await join_all(branches) for outcome in outcomes)

    async def _dubs(self, found: Findings, clips: Sequence[ClipPlan], tell: Tell) -> list[ProductOutcome]:
        wishes = self._order.spec.dubs
        heard = await self._guarded(who_speaks(self._order, found))
        if isinstance(heard, Failure):
            return [await self._fail_dub(wish, heard, tell) for wish in wishes]
        plans = await join_all(self._plan_dub(found, heard, wish, clips, tell) for wish in wishes)
        outcomes = [plan for plan in plans if isinstance(plan, ProductOutcome)]
        planned = [plan for plan in plans if isinstance(plan, DubProductionInput)]
        refused = await self._review("dub") if planned else None
        if refused is not None:
            return outcomes + [await self._fail_dub(plan.wish, refused, tell) for plan in planned]
        return outcomes + await join_all(self._child(plan, tell) for plan in planned)

    async def _plan_dub(
        self, found: Findings, heard: IdentifySpeakersResult, wish: DubWish, clips: Sequence[ClipPlan], tell: Tell
    ) -> DubProductionInput | ProductOutcome:
        planned = await self._guarded(plan_dub(self._order, found, heard, wish, clips))
        return await self._fail_dub(wish, planned, tell) if isinstance(planned, Failure) else planned

    async def _retell(self, found: Findings, wish: RetellWish, tell: Tell) -> list[ProductOutcome]:
        planned = await self._guarded(plan_retell(self._order, found, wish))
        if isinstance(planned, Failure):
            return [await self._fail_retell(wish, planned, tell)]
        refused = await self._review("retell")
        if refused is not None:
            return [await self._fail_retell(wish, refused, tell)]
        return [await self._child(planned, tell)]

    async def _review(self, gate: GateName) -> Failure | None:
        """Where somebody is to read the lines or the script first; why nothing is made of them, or None."""
        if not self._gates.is_manual(gate):
            return None
        verdict = await self._guarded(self._gates.decide(gate, frozenset()))
        await self._resume()
        return verdict if isinstance(verdict, Failure) else None

    async def _child(self, plan: Planned, tell: Tell) -> ProductOutcome:
        name = f"{plan.job_id}/{plan.product_id}"
        if isinstance(plan, DubProductionInput):
            title = f"Dub into {plan.wish.language}"
            made = workflow.execute_child_workflow(DubProduction.run, plan, id=name, static_summary=title)
        else:
            title = f"Retell of {plan.wish.seconds:g} s"
            made = workflow.execute_child_workflow(RetellProduction.run, plan, id=name, static_summary=title)
        outcome = await self._guarded(made)
        if isinstance(outcome, Failure):
            outcome = outcome_of(plan.product_id, plan.kind, plan.wish.title, outcome)
        return _told(outcome, tell)

    async def _fail_dub(self, wish: DubWish, failure: Failure, tell: Tell) -> ProductOutcome:
        await record_dub(self._order, wish, "failed", failure=failure)
        return _told(outcome_of(wish.id_in(self._order.job_id), "dub", wish.title, failure), tell)

    async def _fail_retell(self, wish: RetellWish, failure: Failure, tell: Tell) -> ProductOutcome:
        await record_retell(self._order, wish, "failed", failure=failure)
        return _told(outcome_of(wish.id_in(self._order.job_id), "retell", wish.title, failure), tell)

    async def _guarded(self, work: Awaitable[T]) -> T | Failure:
        """The result, or why there is none; a cancelled job goes on being cancelled."""
        try:
            return await work
        except Exception as error:
            if is_cancellation(error):
                raise
            return failure_of(error)


def _told(outcome: ProductOutcome, tell: Tell) -> ProductOutcome:
    tell(outcome)
    return outcome
