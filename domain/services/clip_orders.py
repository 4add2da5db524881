"""From the record to the order by which a clip is made as its editor wants it."""

from domain.contracts.job import ClipProductionInput
from domain.entities import Clip, StageState
from domain.errors import ConflictError, NotFoundError
from domain.forecasts import Engines
from domain.heuristics.audio_choice import choose_audio
from domain.repositories import UnitOfWork


async def existing_clip(unit: UnitOfWork, clip_id: str, *, lock: bool = False) -> Clip:
    """Raises NotFoundError `clip.not_found`."""
    clip = await unit.clips.get(clip_id, lock=lock)
    if clip is None:
        raise NotFoundError("clip.not_found", f"There is no clip {clip_id}.")
    return clip


async def order_of(unit: UnitOfWork, clip: Clip) -> ClipProductionInput:
    """The clip as it stands, with the newest transcript of its words.

    Raises ConflictError `clip.job_running` while its job runs, `clip.not_editable` when what it was found in is gone.
    """
    job = await unit.jobs.get(clip.job_id)
    if job is None or not job.status.final:
        raise ConflictError("clip.job_running", "The job of this clip has not ended yet; wait for its end.")
    video = await unit.videos.get(clip.video_id)
    analysis = await unit.analyses.get(clip.job_id)
    if video is None or video.source is None or video.media is None or analysis is None:
        raise ConflictError("clip.not_editable", "What this clip was made from is not kept any more; order a new job.")
    transcript = await unit.transcripts.newest_of(clip.video_id, analysis.transcript)
    return ClipProductionInput(
        org_id=clip.org_id,
        job_id=clip.job_id,
        clip_id=clip.id,
        source=video.source,
        media=choose_audio(video.media, job.spec.audio_track, job.spec.language).as_chosen(),
        transcript=transcript.artifact if transcript else analysis.transcript,
        picture=analysis.picture,
        plan=clip.plan,
        spec=job.spec,
        settings=clip.settings,
        revision=clip.revision,
        transcript_revision=transcript.revision if transcript else None,
        edit=True,
        forced_by=clip.render.asked_by if clip.render and clip.render.forces(clip.revision) else None,
    )


async def engines_of(unit: UnitOfWork, job_id: str) -> Engines:
    """The engines that did each stage of the job most recently, by their workers' own words."""
    runs = [run for run in await unit.stage_runs.of_job(job_id) if run.state is StageState.COMPLETED]
    return {run.stage: run.engines for run in sorted(runs, key=lambda run: run.started_at)}
