"""Writes into the record how renders of edited clips go."""

import json
from datetime import UTC, datetime

from temporalio import activity

from domain.contracts.job import Recorded, RecordRenderRequest
from domain.errors import NotFoundError
from domain.repositories import UnitOfWorkFactory


class EditActivities:
    """Each method is one transaction, and applying it twice changes nothing."""

    def __init__(self, uow: UnitOfWorkFactory) -> None:
        self._uow = uow

    @activity.defn
    async def record_render(self, request: RecordRenderRequest) -> Recorded:
        """A render begins, or ends without new files; one that was overtaken by a newer one is told of all the same."""
        scope = request.scope
        async with self._uow(scope.org_id) as unit:
            clip = await unit.clips.get(request.clip_id, lock=True)
            if clip is None:
                raise NotFoundError("clip.not_found", f"There is no clip {request.clip_id}.")
            render = clip.render
            if render is not None and render.revision == request.revision and render.state != "completed":
                ended = datetime.now(UTC) if request.state == "failed" else None
                state = {
                    "state": request.state,
                    "error_code": request.error_code,
                    "message": request.message,
                    "finished_at": ended,
                }
                await unit.clips.put(clip.model_copy(update={"render": render.model_copy(update=state)}))
            kind = "clip.rendering" if request.state == "running" else "clip.render_failed"
            run = activity.info().workflow_run_id if activity.in_activity() else ""
            data = {"clip_id": clip.id, "revision": request.revision}
            if request.error_code is not None:
                data |= {"code": request.error_code, "message": request.message}
            key = f"{kind}:{clip.id}:{request.revision}:{run}"
            seq = await unit.events.append(scope.job_id, key, kind, json.dumps(data))
            await unit.commit()
        return Recorded(seq=seq)
