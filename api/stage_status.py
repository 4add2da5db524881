"""A stage run as people see it: with its title, how long it has taken and how long it may still take."""

from datetime import UTC, datetime

from api.schemas import StageView
from domain.entities import StageRun, StageState
from workflows.topology import topology

# Below this share the elapsed time says too little of the rest.
_TELLING_SHARE = 0.03


def stage_view(run: StageRun, now: datetime | None = None) -> StageView:
    """The run at `now`, by default this moment."""
    end = run.finished_at or now or datetime.now(UTC)
    elapsed = max(0.0, (end - run.started_at).total_seconds())
    row = topology().stages.get(run.stage)
    eta = None
    if run.state is StageState.RUNNING and run.progress >= _TELLING_SHARE:
        eta = round(elapsed * (1 - run.progress) / run.progress, 1)
    return StageView.model_validate(
        run.model_dump()
        | {
            "title": row.title if row else run.stage,
            "elapsed_seconds": round(elapsed, 3),
            "eta_seconds": eta,
        }
    )
