"""Gathers from the record what belongs into a clip's manifest."""

from collections import defaultdict

from domain.contracts.manifest import ClipManifest, ManifestDecision, ManifestEngines, ManifestFile
from domain.contracts.media import AudioChoice
from domain.contracts.render import PublishClipRequest
from domain.entities import Clip, Job, Video
from domain.errors import NotFoundError
from domain.heuristics.audio_choice import choose_audio
from domain.repositories import UnitOfWork


async def manifest_of(unit: UnitOfWork, clip: Clip, request: PublishClipRequest) -> ClipManifest:
    """The manifest of a clip about to be published; raises NotFoundError when its job or video is gone."""
    job = await unit.jobs.get(clip.job_id)
    video = await unit.videos.get(clip.video_id)
    if job is None or video is None:
        raise NotFoundError("job.not_found", f"The job or the video of clip {clip.id} is gone.")
    engines: defaultdict[str, set[str]] = defaultdict(set)
    for run in await unit.stage_runs.of_job(clip.job_id):
        engines[run.stage].update(run.engines)
    decisions = tuple(
        ManifestDecision(gate=review.gate, decision=review.decision, source=review.source, decided_at=review.decided_at)
        for review in await unit.reviews.of_job(clip.job_id)
        if review.decision is not None
    )
    plan, subtitles = request.plan, request.subtitles
    return ClipManifest(
        clip_id=clip.id,
        job_id=clip.job_id,
        video_id=clip.video_id,
        filename=video.filename,
        source=request.source,
        range=plan.range,
        rank=plan.rank,
        title=plan.title,
        score=plan.score,
        sub_scores=plan.sub_scores,
        reason=plan.reason,
        description=plan.description,
        hashtags=plan.hashtags,
        ranges=plan.ranges,
        revision=request.revision,
        transcript_revision=request.transcript_revision,
        style=request.style,
        audio=_choice(job, video),
        files=tuple(
            ManifestFile(file=file, measured=measured)
            for file, measured in zip(request.files, request.check.measurements, strict=True)
        ),
        srt=subtitles.srt,
        vtt=subtitles.vtt,
        burned=subtitles.burned,
        reading_violations=subtitles.violations,
        breaches=(*request.check.breaches, *request.check.warnings),
        forced_by=request.forced_by if request.check.breaches else None,
        engines=tuple(
            ManifestEngines(stage=stage, engines=tuple(sorted(names)))
            for stage, names in sorted(engines.items())
            if names
        ),
        decisions=decisions,
        ordered_at=job.created_at,
        proposed_at=clip.created_at,
    )


def _choice(job: Job, video: Video) -> AudioChoice | None:
    """As this job has chosen; another one may have ordered another track of the same video."""
    if video.media is None:
        return None
    return choose_audio(video.media, job.spec.audio_track, job.spec.language).audio_choice
