"""What the API takes and gives, made from its published description by `make sdk`: not to be edited."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from cutdown_sdk.model import Known, Model
from pydantic import ConfigDict, Field
from typing_extensions import TypeAliasType


class Acceptance(Model):
    """The token of an invitation."""

    model_config = ConfigDict(
        extra="forbid",
    )
    token: str


class AccessView(Model):
    """An access token; the refresh token stays the same."""

    token_type: Literal["Bearer"] = "Bearer"
    access_token: str
    expires_in: int
    organisation_id: str


class ArtifactRef(Model):
    """Names bytes in object storage by their content; `size` in bytes."""

    digest: str
    size: int
    media_type: str


AssetKind = TypeAliasType(
    "AssetKind",
    Annotated[
        Known[Literal["logo", "font", "intro", "outro"]],
        Field(..., description="What a file is for."),
    ],
)


class AssetOrder(Model):
    """A file for a kit that a client is about to send; `size` in bytes."""

    model_config = ConfigDict(
        extra="forbid",
    )
    kind: AssetKind
    filename: str
    size: int
    media_type: str
    sha256: str | None = None


class AudioChoice(Model):
    """Which track is heard: its `number`, None for the mix of all; `reason` decided it, `message` says it to people."""

    ordered: str
    number: int | None
    reason: Known[Literal["only", "ordered", "speech", "sound", "language", "default", "first"]]
    message: str


class AudioStream(Model):
    """
    The sound of a source that is worked on: the track `index` of the file (from 0), mended by `repair`; or the sum
    of the tracks `mixed`.
    """

    codec: str
    sample_rate: int
    channels: int
    layout: str
    index: int = 0
    repair: SoundRepair | None = None
    mixed: list[TrackPart] = Field(default=[], validate_default=True)


class AudioTrack(Model):
    """
    A sound track of a source. `number` counts from 1 as players do; `language`: ISO 639-2 as tagged; `aside`: tagged
    as commentary or as a description for the blind. `speech`: share of the measured time in which somebody speaks, None
    where it was not listened for. Without a `profile` nothing of it could be decoded, with 0 `channels` nothing here
    knows how to.
    """

    number: int
    codec: str
    sample_rate: int = 0
    channels: int = 0
    layout: str = ""
    language: str | None = None
    title: str = ""
    default: bool = False
    aside: bool = False
    speech: float | None = None
    profile: SoundProfile | None = None


class AuditView(Model):
    """Who changed what."""

    id: str
    actor_id: str
    actor_kind: str
    action: str
    subject: str
    data: dict[str, str]
    created_at: datetime


class BedSpan(Model):
    """How loud the original is over a stretch of the output, whatever the profile says: `full`, `under` or `off`."""

    span: TimeRange
    level: Known[Literal["full", "under", "off"]]


class BrandAssetView(Model):
    """A file of a brand kit."""

    id: str
    kind: AssetKind
    filename: str
    artifact: ArtifactRef


class BrandAssignment(Model):
    """Which kit a project uses; null: none."""

    model_config = ConfigDict(
        extra="forbid",
    )
    brand_kit_id: str | None


class BrandChanges(Model):
    """What of a kit can be changed; what is not given stays, colours and fonts are replaced as a whole."""

    model_config = ConfigDict(
        extra="forbid",
    )
    name: str | None = None
    colours: BrandColours | None = None
    fonts: BrandFonts | None = None


class BrandColours(Model):
    """Colours by their role; None: Cutdown's own."""

    primary: str | None = None
    secondary: str | None = None
    accent: str | None = None
    text: str | None = None
    background: str | None = None


class BrandFonts(Model):
    """Font families by their role; None: the caption style's own."""

    captions: str | None = None
    titles: str | None = None


class BrandKitView(Model):
    """A brand kit with its files."""

    id: str
    name: str
    colours: BrandColours
    fonts: BrandFonts
    assets: list[BrandAssetView]
    revision: int
    created_at: datetime
    updated_at: datetime


class BrandOrder(Model):
    """A brand kit as it is made."""

    model_config = ConfigDict(
        extra="forbid",
    )
    name: str
    colours: BrandColours = Field(default={}, validate_default=True)
    fonts: BrandFonts = Field(default={}, validate_default=True)


class Breach(Model):
    """
    One broken clause: a stable `clause` name, and what was found against what was promised. What is `hold` keeps a
    clip from being published unless somebody forces it; a `warning` does not.
    """

    aspect: Known[Literal["9:16", "1:1", "4:5", "16:9"]]
    clause: str
    found: str
    promised: str
    severity: Known[Literal["hold", "warning"]] = "hold"


class BurnedCaptions(Model):
    """The ASS file of one aspect, with its measured layout."""

    aspect: Known[Literal["9:16", "1:1", "4:5", "16:9"]]
    ass: ArtifactRef
    layout: CaptionLayout


class CallerView(Model):
    """Who you are. `user` and `organisations` are of people, not of keys; `permissions` hold in `organisation_id`."""

    kind: str
    id: str
    organisation_id: str | None
    permissions: list[Permission]
    user: UserView | None
    organisations: list[OwnOrganisationView]


class CaptionLayout(Model):
    """What the renderer really drew: `ink`, the union of all cues' pixels; `missing_glyphs`, characters no font has."""

    ink: PixelBox | None
    safe_area: PixelBox
    missing_glyphs: list[str] = []
    fonts: list[str] = []


class CaptionText(Model):
    """How a clip writes a word of the transcript; an empty text leaves the word out of the captions."""

    model_config = ConfigDict(
        extra="forbid",
    )
    word: int
    text: str


class ChangeSpeaker(Model):
    """Say who speaks words `first` to `last` (exclusive); null for nobody known."""

    model_config = ConfigDict(
        extra="forbid",
    )
    op: Literal["change_speaker"] = "change_speaker"
    first: int
    last: int
    speaker: str | None


class ClipChanges(Model):
    """
    What of a clip to change; what is not given stays. Lists replace the ones before.

    The cut is given by time (`ranges`, seconds of the source) or by `words`: the parts that stay, in their order.
    A hashtag is `#` and letters, digits or underscores. `rank` moves the clip to this place among the clips of its job.
    `style: null` takes the job's style again.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    title: str | None = None
    description: str | None = None
    hashtags: list[str] | None = None
    rank: int | None = None
    ranges: list[TimeRange] | None = None
    words: list[WordRun] | None = None
    style: Known[Literal["bold", "clean", "neon"]] | None = None
    texts: list[CaptionText] | None = None
    framing: list[FramingChoice] | None = None


class ClipEdit(Model):
    """A reviewer's word on one proposed clip: keep or drop it, another title."""

    rank: int
    keep: bool = True
    title: str | None = None


class ClipFileView(Model):
    """
    A finished file: the `revision` of the clip that it was made from, and whether something it shows was changed
    since.
    """

    aspect: Known[Literal["9:16", "1:1", "4:5", "16:9"]]
    video: ArtifactRef
    poster: ArtifactRef
    frames: int
    loudness: Loudness
    revision: int | None = None
    stale: bool = False


class ClipList(Model):
    """Clips by rank."""

    items: list[ClipView]


class ClipPlan(Model):
    """
    A proposed clip. `range` starts and ends on frames; words `first_word` to `last_word` (exclusive) are spoken in
    it. `ranges`: the parts of it that an editor has left, where something inside is cut out. `description`: whole
    sentences of the clip; `hashtags`: of its own words, each with its `#`.
    """

    rank: int
    range: TimeRange
    first_word: int
    last_word: int
    title: str
    score: float
    sub_scores: list[SubScore]
    reason: str
    ranges: list[TimeRange] = Field(default=[], validate_default=True)
    description: str = ""
    hashtags: list[str] = []


class ClipPublication(Model):
    """`force` publishes a clip although a clause of the output contract is broken; who said so is recorded."""

    model_config = ConfigDict(
        extra="forbid",
    )
    force: bool = False


class ClipRender(Model):
    """
    The newest render of an edited clip, of this revision of it. `error_code` and `message` say why it failed; with
    `force` it is published whatever the check of it finds.
    """

    revision: int
    state: Known[Literal["queued", "running", "completed", "failed"]]
    error_code: str | None = None
    message: str = ""
    asked_by: str
    asked_at: datetime
    finished_at: datetime | None = None
    force: bool = False


class ClipSettings(Model):
    """What an editor has chosen for a clip beside its cut; None and empty leave it to the job and the heuristics."""

    style: Known[Literal["bold", "clean", "neon"]] | None = None
    texts: list[CaptionText] = Field(default=[], validate_default=True)
    framing: list[FramingChoice] = Field(default=[], validate_default=True)


ClipState = TypeAliasType(
    "ClipState",
    Annotated[
        Known[Literal["proposed", "ready", "dropped", "published", "failed"]],
        Field(..., description="The life of a clip."),
    ],
)


class ClipView(Model):
    """
    A clip: why it was chosen, how it was edited and, once published, its files.

    `revision` grows with every change; `rendered` is the one that the files, subtitles and manifest were made from,
    `transcript_revision` the transcript's then, and `stale` tells that something they show was changed since.
    """

    id: str
    job_id: str
    video_id: str
    plan: ClipPlan
    state: ClipState
    style: str | None
    files: list[ClipFileView]
    srt: ArtifactRef | None
    vtt: ArtifactRef | None
    burned: list[BurnedCaptions]
    manifest: ArtifactRef | None
    breaches: list[Breach]
    message: str
    revision: int
    rendered: int | None
    transcript_revision: int | None
    stale: bool
    settings: ClipSettings
    render: ClipRender | None
    created_at: datetime


class ClipWishes(Model):
    """
    What the customer wants of each clip; lengths in seconds. `writer`: who chooses the sentences of a description
    and the hashtags, `extractive` by arithmetic, `llm` a language model where this server has one.
    """

    count: int = 4
    min_seconds: float = 15
    max_seconds: float = 60
    keywords: list[str] = []
    writer: Known[Literal["extractive", "llm"]] = "extractive"


class DownloadView(Model):
    """An address that hands out the file for an hour, to whoever has it."""

    url: str


class DubChanges(Model):
    """What of a dub to change; what is not given stays. `voices`: of the speakers that they name."""

    model_config = ConfigDict(
        extra="forbid",
    )
    mix: Known[Literal["replace", "voice_over", "keep_music"]] | None = None
    voices: list[SpeakerVoice] | None = None


class DubLineList(Model):
    """Lines in the order of time."""

    items: list[DubLineView]


class DubLineView(Model):
    """
    A line: its slot in the source, what is said there and by whom; once made, where it is heard and what an editor
    should look at (`flags`). `stale`: changed since the files were made. `corrected`: what the original says there now,
    where the transcript was corrected after the line was translated. Times in seconds of the source.
    """

    number: int
    speaker: str
    slot_start: float
    slot_end: float
    source: str
    corrected: str | None
    text: str
    voice: str
    voiced: bool
    edited: bool
    stale: bool
    start: float | None
    end: float | None
    speed: float | None
    flags: list[Known[Literal["too_long", "stretched", "borrowed", "empty", "untranslated", "wrong_language", "term"]]]


class DubOrder(Model):
    """A dub of a video, made in a job of its own. With `gate` somebody reads the lines before voices are made."""

    model_config = ConfigDict(
        extra="forbid",
    )
    video_id: str
    wish: DubWish
    source_language: str | None = Field(default=None, description="ISO 639-1 code of the speech; null: heard.")
    gate: GatePolicy | None = None


class DubPlanView(Model):
    """What a render takes. `needed` is false when the files show the dub as it stands, or somebody makes them yet."""

    dub: DubView
    needed: bool
    stages: list[StageForecastView]


class DubResult(Model):
    """`files`, and the `sounds` in them: one of the whole source, or one for each clip."""

    files: list[ProductFile]
    sounds: list[DubbedSound]
    voices: list[SpeakerVoice]
    translator: str = ""
    violations: list[str] = []


class DubSettings(Model):
    """What an editor has changed since a dub was ordered; None leaves it to the order."""

    edits: list[LineEdit] = Field(default=[], validate_default=True)
    voices: list[SpeakerVoice] | None = None
    mix: Known[Literal["replace", "voice_over", "keep_music"]] | None = None


class DubView(Model):
    """A dub and, once published, its files."""

    id: str
    job_id: str
    video_id: str
    state: ProductState
    revision: int
    rendered: int | None
    stale: bool
    render: ClipRender | None
    error_code: str | None
    message: str
    created_at: datetime
    language: str
    wish: DubWish
    settings: DubSettings
    result: DubResult | None


class DubWish(Model):
    """
    What a customer wants of a dub. `scope`: the whole video, or only the job's clips.

    `voices` names voices for speakers (A, B, … in the order in which they are first heard); for others one is chosen.
    `translator`: an engine by name, else the first that serves the pair. `glossary`: terms that hold for this dub.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    language: str
    scope: Known[Literal["video", "clips"]] = "video"
    mix: Known[Literal["replace", "voice_over", "keep_music"]] = "replace"
    voices: list[SpeakerVoice] = Field(default=[], validate_default=True)
    translator: str | None = None
    glossary: list[GlossaryTerm] = Field(default=[], validate_default=True)


class DubbedSound(Model):
    """
    What is heard: the mixed `sound` (FLAC), the dub's own `transcript` of it, and `placed`, stored PlacedLines: what
    became of each line. All on the timeline of the source, or of a clip's `parts` of it, one after the other.
    """

    clip_id: str | None = None
    parts: list[TimeRange] = Field(default=[], validate_default=True)
    sound: ArtifactRef
    transcript: ArtifactRef
    placed: ArtifactRef


class EventView(Model):
    """An event. `org_seq` numbers the organisation's events, `seq` those of the job, both without gaps."""

    org_seq: int
    job_id: str
    seq: int
    kind: str
    created_at: datetime
    data: Any


class FaceView(Model):
    """Where a face is first seen in a shot: centre in shares of the frame, `time` in seconds of the source."""

    time: float
    x: float
    y: float


class FieldProblem(Model):
    """What is wrong with one field; `field` is its place in the request, e.g. `body.spec.style`."""

    field: str
    message: str


class FixWord(Model):
    """Write a word as it was said, with its punctuation; its times stay."""

    model_config = ConfigDict(
        extra="forbid",
    )
    op: Literal["fix_word"] = "fix_word"
    word: int
    text: str


class FixedBox(Model):
    """Hold the window still: its centre in shares of the source frame, and how much of the largest window it shows."""

    model_config = ConfigDict(
        extra="forbid",
    )
    mode: Literal["box"] = "box"
    shot: int
    center_x: float
    center_y: float
    size: float = 1.0


class FollowFace(Model):
    """Follow one face through a shot; `face` is its letter in the list of the clip's shots."""

    model_config = ConfigDict(
        extra="forbid",
    )
    mode: Literal["follow"] = "follow"
    shot: int
    face: str


class FrameRate(Model):
    """Frames per second as an exact ratio, e.g. 30000/1001."""

    num: int
    den: int


class GatePolicies(Model):
    """The gates of a job; None where nothing was said, so that a project's word or `auto` holds."""

    model_config = ConfigDict(
        extra="forbid",
    )
    transcript: GatePolicy | None = None
    clips: GatePolicy | None = None
    dub: GatePolicy | None = None
    retell: GatePolicy | None = None
    export: GatePolicy | None = None


class GatePolicy(Model):
    """
    One gate. `auto` goes on at once; `manual` waits up to `deadline_seconds`, then takes `default`.

    `decided_by`: the least role that may decide. After `reminder_seconds` the gate is told of again, and after
    `escalation_seconds` it is told of to whoever has the role `escalate_to`, who alone may decide from then on.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    mode: Known[Literal["auto", "manual"]] = "auto"
    decided_by: Role = "reviewer"
    deadline_seconds: int = 86400
    reminder_seconds: int | None = None
    escalation_seconds: int | None = None
    escalate_to: Role = "admin"
    default: Known[Literal["approve", "reject"]] = "approve"


class GlossaryChanges(Model):
    """What of a glossary to change; what is not given stays. `terms` replace the ones before."""

    model_config = ConfigDict(
        extra="forbid",
    )
    name: str | None = None
    terms: list[GlossaryTerm] | None = None


class GlossaryOrder(Model):
    """A glossary; without `project_id` it holds for all projects, without languages for every pair."""

    model_config = ConfigDict(
        extra="forbid",
    )
    name: str
    project_id: str | None = None
    source_language: str | None = None
    target_language: str | None = None
    terms: list[GlossaryTerm] | None = None


class GlossaryTerm(Model):
    """How a term is translated; without a `target` it stays as it is."""

    model_config = ConfigDict(
        extra="forbid",
    )
    source: str
    target: str | None = None


class GlossaryView(Model):
    """A glossary with its terms."""

    id: str
    name: str
    project_id: str | None
    source_language: str | None
    target_language: str | None
    terms: list[GlossaryTerm]
    revision: int
    created_at: datetime
    updated_at: datetime


class Health(Model):
    """What can be reached: `ok`, or the code of what is wrong."""

    status: str
    checks: dict[str, str] = {}


class InvitationOrder(Model):
    """Whom to invite, as what."""

    model_config = ConfigDict(
        extra="forbid",
    )
    email: str
    role: Role


class InvitationView(Model):
    """An invitation; good until `expires_at`, for one time."""

    id: str
    email: str
    role: Role
    invited_by: str
    created_at: datetime
    expires_at: datetime
    accepted_at: datetime | None
    revoked_at: datetime | None


class JobOrder(Model):
    """
    What to make of a video. `transcript`: the text of an SRT, VTT or JSON file with what is said in it, whose words
    are taken instead of recognised ones; what of it does not fit the sound is told in the transcript's `warnings`.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    video_id: str
    spec: JobSpec = Field(
        default={
            "aspects": ["9:16"],
            "audio_track": "auto",
            "clips": True,
            "dubs": [],
            "gates": {},
            "review": {"deadline_seconds": 86400, "default": "approve", "mode": "auto"},
            "style": "bold",
            "wishes": {
                "count": 4,
                "keywords": [],
                "max_seconds": 60.0,
                "min_seconds": 15.0,
                "writer": "extractive",
            },
        },
        validate_default=True,
    )
    transcript: str | None = None


class JobSpec(Model):
    """
    What a customer orders. `language` is ISO 639-1, or None to detect it. `gates` say more than `review` can: where
    they name no policy, `review` holds for the clips, then the word of the video's project.

    `dubs` and `retell` are made beside the clips, or, with `clips` false, instead of them. `audio_track`: the sound
    that is heard: `auto`, the number of a track (from 1), a language code, or `mix` for all together. `transcript`: a
    stored GivenTranscript, whose words are taken instead of recognised ones.
    """

    wishes: ClipWishes = Field(
        default={
            "count": 4,
            "keywords": [],
            "max_seconds": 60.0,
            "min_seconds": 15.0,
            "writer": "extractive",
        },
        validate_default=True,
    )
    aspects: list[Known[Literal["9:16", "1:1", "4:5", "16:9"]]] = ["9:16"]
    style: Known[Literal["bold", "clean", "neon"]] = "bold"
    language: str | None = None
    audio_track: str = "auto"
    review: ReviewPolicy = Field(
        default={"deadline_seconds": 86400, "default": "approve", "mode": "auto"},
        validate_default=True,
    )
    gates: GatePolicies = Field(default={}, validate_default=True)
    clips: bool = True
    dubs: list[DubWish] = Field(default=[], validate_default=True)
    retell: RetellWish | None = None
    transcript: ArtifactRef | None = None


JobStatus = TypeAliasType(
    "JobStatus",
    Annotated[
        Known[Literal["queued", "running", "awaiting_review", "completed", "failed", "cancelled"]],
        Field(..., description="The life of a job; the last three are final."),
    ],
)


class JobView(Model):
    """A job. `error_code` and `message` say why it failed."""

    id: str
    video_id: str
    project_id: str | None
    spec: JobSpec
    status: JobStatus
    phase: str
    error_code: str | None
    message: str
    created_at: datetime
    finished_at: datetime | None


class JoinedView(Model):
    """The organisation that you belong to now."""

    organisation_id: str


class KeyOrder(Model):
    """A key for a program: what it may do, and until when; without `expires_at` until it is revoked."""

    model_config = ConfigDict(
        extra="forbid",
    )
    name: str
    scopes: list[Permission]
    expires_at: datetime | None = None


class KeyView(Model):
    """A key. `prefix` tells it apart; `last_used_at` is noted at most once a minute."""

    id: str
    name: str
    prefix: str
    scopes: list[Permission]
    created_by: str
    revision: int
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None


class LineChanges(Model):
    """What of a line to change; what is not given stays. `text: null` and `voice: null` take what was made again."""

    model_config = ConfigDict(
        extra="forbid",
    )
    text: str | None = None
    voice: str | None = None
    voiced: bool = True


class LineEdit(Model):
    """
    What an editor wants of one line; None leaves it as it was made. With `voiced` false the
    original is heard there.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    number: int
    text: str | None = None
    voice: str | None = None
    voiced: bool = True


class Login(Model):
    """`organisation_id`: which organisation to work in first; yours since longest without it."""

    model_config = ConfigDict(
        extra="forbid",
    )
    email: str
    password: str
    organisation_id: str | None = None


class Loudness(Model):
    """EBU R128: integrated loudness in LUFS and true peak in dBTP; -70 and below means silence."""

    integrated_lufs: float
    true_peak_dbtp: float


class MediaInfo(Model):
    """
    The result of inspecting a source; `duration` in seconds, times count from `start_time` of the container.

    `audio`: the sound that is worked on, chosen from `audio_tracks` as `audio_choice` says. `title` and `artist` are
    the file's own tags, empty where it has none.
    """

    container: str
    duration: float
    start_time: float = 0.0
    bit_rate: int | None = None
    video: VideoStream | None
    audio: AudioStream | None
    title: str = ""
    artist: str = ""
    audio_tracks: list[AudioTrack] = Field(default=[], validate_default=True)
    audio_choice: AudioChoice | None = None


class MemberView(Model):
    """A person in an organisation."""

    user_id: str
    email: str
    name: str
    role: Role
    revision: int
    created_at: datetime


class MergeSegments(Model):
    """Join the segment that begins with this word to the one before it."""

    model_config = ConfigDict(
        extra="forbid",
    )
    op: Literal["merge_segments"] = "merge_segments"
    word: int


class Naming(Model):
    """A name."""

    model_config = ConfigDict(
        extra="forbid",
    )
    name: str


class NewInvitationView(Model):
    """An invitation and its token, which is told this one time: hand it to the person."""

    invitation: InvitationView
    token: str


class NewKeyView(Model):
    """A key and its secret, which is told this one time."""

    api_key: KeyView
    secret: str


class OrganisationList(Model):
    """Your organisations, the oldest membership first."""

    items: list[OrganisationView]


class OrganisationView(Model):
    """An organisation."""

    id: str
    name: str
    revision: int
    created_at: datetime


class OwnOrganisationView(Model):
    """An organisation of yours, and what you are there."""

    id: str
    name: str
    role: Role
    revision: int
    created_at: datetime


class PartList(Model):
    """Parts by number."""

    items: list[PartView]


class PartOrder(Model):
    """The parts that are sent next, by their numbers from 1 on."""

    model_config = ConfigDict(
        extra="forbid",
    )
    numbers: list[int]


class PartTicketList(Model):
    """One ticket for each part that was asked for."""

    items: list[PartTicketView]


class PartTicketView(Model):
    """Where to PUT a part, of exactly `size` bytes, with exactly these headers."""

    number: int
    size: int
    url: str
    headers: dict[str, str]


class PartView(Model):
    """A part that has arrived."""

    number: int
    size: int


class PasswordChange(Model):
    """The password until now, and from now on."""

    model_config = ConfigDict(
        extra="forbid",
    )
    current: str
    wanted: str


Permission = TypeAliasType(
    "Permission",
    Annotated[
        Known[
            Literal[
                "organisation:read",
                "organisation:write",
                "organisation:delete",
                "members:read",
                "members:write",
                "keys:read",
                "keys:write",
                "audit:read",
                "projects:read",
                "projects:write",
                "media:read",
                "media:write",
                "jobs:read",
                "jobs:write",
                "reviews:decide",
                "clips:write",
                "brands:read",
                "brands:write",
            ]
        ],
        Field(
            ...,
            description="What a use case asks for; API keys carry a subset of these as their scopes.",
        ),
    ],
)


class PixelBox(Model):
    """A rectangle in output pixels."""

    left: int
    top: int
    right: int
    bottom: int


class Problem(Model):
    """The body of every error. `code` never changes its meaning, `detail` is a sentence that a person can act on."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    request_id: str | None = None
    errors: list[FieldProblem] = Field(default=[], validate_default=True)


class ProductFile(Model):
    """A finished file: of a clip, where it has one, or of the whole. `poster` where the picture was rendered."""

    clip_id: str | None = None
    aspect: Known[Literal["9:16", "1:1", "4:5", "16:9"]] | None = None
    video: ArtifactRef
    poster: ArtifactRef | None = None
    srt: ArtifactRef
    vtt: ArtifactRef
    seconds: float
    loudness: Loudness


ProductState = TypeAliasType(
    "ProductState",
    Annotated[
        Known[Literal["planned", "ready", "running", "published", "failed"]],
        Field(
            ...,
            description="The life of a dub or a retell. `ready`: its lines or script can be read and corrected.",
        ),
    ],
)


class ProjectChange(Model):
    """What is given is changed."""

    model_config = ConfigDict(
        extra="forbid",
    )
    name: str | None = None
    description: str | None = None


class ProjectOrder(Model):
    """A folder of videos and jobs."""

    model_config = ConfigDict(
        extra="forbid",
    )
    name: str
    description: str = ""


class ProjectView(Model):
    """A project."""

    id: str
    name: str
    description: str
    revision: int
    created_at: datetime


class Refresh(Model):
    """The refresh token of the answer before; each is good for one time."""

    model_config = ConfigDict(
        extra="forbid",
    )
    refresh_token: str


class RenderPlanList(Model):
    """One entry for each stale clip."""

    items: list[RenderPlanView]


class RenderPlanView(Model):
    """What a render takes. `needed` is false when the files show the clip as it stands, or somebody makes them yet."""

    clip: ClipView
    needed: bool
    stages: list[StageForecastView]


class RetellChanges(Model):
    """What of a retell to change; what is not given stays."""

    model_config = ConfigDict(
        extra="forbid",
    )
    voice: str | None = None
    style: Known[Literal["bold", "clean", "neon"]] | None = None


class RetellOrder(Model):
    """A retell of a video, made in a job of its own. With `gate` somebody reads the script before it is told."""

    model_config = ConfigDict(
        extra="forbid",
    )
    video_id: str
    wish: RetellWish = Field(
        default={
            "aspect": "16:9",
            "glossary": [],
            "mode": "narration",
            "originals": 0.25,
            "seconds": 60.0,
            "style": "clean",
            "tone": "neutral",
            "writer": "extractive",
        },
        validate_default=True,
    )
    source_language: str | None = Field(default=None, description="ISO 639-1 code of the speech; null: heard.")
    gate: GatePolicy | None = None


class RetellPlanView(Model):
    """What a render takes. `needed` is false when the file shows the retell as it stands, or somebody makes it yet."""

    retell: RetellView
    needed: bool
    stages: list[StageForecastView]


class RetellResult(Model):
    """
    `files` holds one; `edl`: a stored Edl; `kept`: the numbers of the script's lines that are told. `placed`: stored
    PlacedLines of the narrator, `bed`: how loud the original is.
    """

    files: list[ProductFile]
    sound: ArtifactRef
    transcript: ArtifactRef
    edl: ArtifactRef
    parts: list[TimeRange]
    kept: list[int]
    seconds: float
    violations: list[str] = []
    placed: ArtifactRef | None = None
    bed: list[BedSpan] = Field(default=[], validate_default=True)


class RetellSettings(Model):
    """What an editor has changed since a retell was ordered; None leaves it to the order."""

    edits: list[ScriptEdit] = Field(default=[], validate_default=True)
    voice: str | None = None
    style: Known[Literal["bold", "clean", "neon"]] | None = None


class RetellView(Model):
    """A retell and, once published, its file."""

    id: str
    job_id: str
    video_id: str
    state: ProductState
    revision: int
    rendered: int | None
    stale: bool
    render: ClipRender | None
    error_code: str | None
    message: str
    created_at: datetime
    wish: RetellWish
    settings: RetellSettings
    result: RetellResult | None


class RetellWish(Model):
    """
    What a customer wants of a retell: `seconds` long, in `language` (none: the source's).

    `mode`: of lines that are told by the narrator; with `both` the original goes on under them, which suits a retell in
    another language: in its own, both would say the same at once. `originals`: share of the length, 0..1, that is left
    to the original's own words. `writer`: `extractive` chooses the source's own sentences, `llm` lets a model write.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    seconds: float = 60
    language: str | None = None
    tone: Known[Literal["neutral", "dramatic", "playful"]] = "neutral"
    mode: Known[Literal["narration", "both"]] = "narration"
    originals: float = 0.25
    voice: str | None = None
    writer: Known[Literal["extractive", "llm"]] = "extractive"
    translator: str | None = None
    glossary: list[GlossaryTerm] = Field(default=[], validate_default=True)
    aspect: Known[Literal["9:16", "1:1", "4:5", "16:9"]] = "16:9"
    style: Known[Literal["bold", "clean", "neon"]] = "clean"
    music: ArtifactRef | None = None


class RetimeWord(Model):
    """Move a word's start and end, in seconds of the source."""

    model_config = ConfigDict(
        extra="forbid",
    )
    op: Literal["retime_word"] = "retime_word"
    word: int
    start: float
    end: float


class ReviewDecision(Model):
    """
    A decision at a review gate; `edits` name clips by rank, clips not named are kept as proposed.

    `decided_by` is a name for people to read; `actor` is who was logged in, which the API fills in by itself.
    """

    decision: Known[Literal["approve", "reject"]]
    decided_by: str
    note: str = ""
    edits: list[ClipEdit] = Field(default=[], validate_default=True)
    actor: str = ""


class ReviewList(Model):
    """Gates in the order in which they were opened."""

    items: list[ReviewView]


class ReviewPolicy(Model):
    """
    Who decides before rendering. `auto` goes on at once; `manual` waits up to `deadline_seconds`,
    then takes `default`.
    """

    mode: Known[Literal["auto", "manual"]] = "auto"
    deadline_seconds: int = 86400
    default: Known[Literal["approve", "reject"]] = "approve"


class ReviewPolicyView(Model):
    """The gates of a project's jobs; null where nothing was said, which is `auto`."""

    project_id: str
    gates: GatePolicies
    revision: int
    updated_at: datetime


class ReviewView(Model):
    """A review gate of a job: its policy, when it was told of, and who decided what, when, why and by which way."""

    gate: str
    opened_at: datetime
    policy: GatePolicy | None
    reminded_at: datetime | None
    escalated_at: datetime | None
    decision: ReviewDecision | None
    source: str | None
    actor: str | None
    reason: str | None
    decided_at: datetime | None


Role = TypeAliasType(
    "Role",
    Annotated[
        Known[Literal["owner", "admin", "editor", "reviewer", "viewer"]],
        Field(..., description="What a member is in an organisation, from most to least."),
    ],
)


class RoleChange(Model):
    """What a member is from now on."""

    model_config = ConfigDict(
        extra="forbid",
    )
    role: Role


class ScriptChanges(Model):
    """What of a script's line to change; what is not given stays, and null takes what was written again."""

    model_config = ConfigDict(
        extra="forbid",
    )
    text: str | None = None
    mode: Known[Literal["narration", "original", "both"]] | None = None
    range: TimeRange | None = None
    drop: bool = False


class ScriptEdit(Model):
    """
    What an editor wants of one line of a script; None leaves it. `drop` leaves the line out of the retell.

    `range` is the stretch of the source whose picture is shown, `mode` what is heard.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    number: int
    text: str | None = None
    mode: Known[Literal["narration", "original", "both"]] | None = None
    range: TimeRange | None = None
    drop: bool = False


class ScriptLineList(Model):
    """Lines in their order."""

    items: list[ScriptLineView]


class ScriptLineView(Model):
    """
    A line of a script: what is heard (`mode`), the narrator's text, and the words of the source that it stands on.
    `told`: whether the published file has it; null before there is one.
    """

    number: int
    mode: Known[Literal["narration", "original", "both"]]
    text: str
    quote: str
    range: TimeRange
    dropped: bool
    edited: bool
    told: bool | None


class ShotList(Model):
    """Shots in the source's order."""

    items: list[ShotView]


class ShotView(Model):
    """A shot that a clip shows; `faces` by the letters that a framing choice names them by."""

    index: int
    start: float
    end: float
    faces: dict[str, FaceView]
    choice: FramingChoice | None


class SignUp(Model):
    """A new person: with an `organisation` to found, or with the token of an `invitation` to accept."""

    model_config = ConfigDict(
        extra="forbid",
    )
    email: str
    password: str
    name: str
    organisation: str | None = None
    invitation: str | None = None


class SoundProfile(Model):
    """
    What a track measures, over stretches spread over all of it. Levels are dBFS (RMS) of what is no pause, floor
    -120.

    `level_db` of all, `channels_db` of each channel, `left_db` and `right_db` of the stereo downmix, `correlation` of
    its sides (-1..1; 1 where there is one channel), the last four of what lies in the band of speech. `offset`: the
    largest constant share of a channel (0..1); `peak_db`: the highest sample; `seconds`: how much was measured.
    """

    seconds: float
    level_db: float
    peak_db: float
    offset: float
    channels_db: list[float]
    left_db: float
    right_db: float
    correlation: float


class SoundRepair(Model):
    """
    What is mended of a track before it is heard or published; as it stands by itself, nothing.

    `downmix`: how more channels than two become two; `equal` gives both sides the mean of `channels`, those that
    carry something, whatever their places are called. `sides`: what happens to the two; `invert_right` turns the right
    one round, `spread` gives both sides their sum. `high_pass`: a constant offset is taken away; `gain_db`: at last.
    """

    downmix: Known[Literal["standard", "equal"]] = "standard"
    channels: list[int] = []
    sides: Known[Literal["as_is", "invert_right", "spread"]] = "as_is"
    high_pass: bool = False
    gain_db: float = 0.0


class SpeakerVoice(Model):
    """
    Which voice speaks for a speaker. `reference`: the speaker's own clean speech (FLAC), where the voice clones it;
    only with `consent` of the speaker.
    """

    speaker: str
    voice: str
    reference: ArtifactRef | None = None
    consent: bool = False


class SpeechWarning(Model):
    """
    What of a stretch of speech a person should look at: `text` as it was written, and why, in a sentence.

    `wrong_script`: the words are not in the script of their language. `no_words`: somebody seems to speak, and no word
    was understood. `not_spoken`, `other_words`: a line of a given transcript that the sound does not have, or has in
    other words. `added_words`: words that were recognised where a given transcript has no line.
    """

    kind: Known[Literal["wrong_script", "no_words", "not_spoken", "other_words", "added_words"]]
    span: TimeRange
    text: str = ""
    message: str


class SplitSegment(Model):
    """Let a new segment begin with this word."""

    model_config = ConfigDict(
        extra="forbid",
    )
    op: Literal["split_segment"] = "split_segment"
    word: int


class StageForecastView(Model):
    """
    A stage that will run, or whose remembered result will be reused. `why` it runs: there is no such result, its
    request follows from a stage that runs, or it always does.
    """

    stage: str
    will: Known[Literal["run", "reuse"]]
    why: Known[Literal["", "not_remembered", "follows_from_another", "always"]]


StageState = TypeAliasType(
    "StageState",
    Annotated[
        Known[Literal["running", "completed", "failed", "cancelled"]],
        Field(..., description="The life of one stage run."),
    ],
)


class StageView(Model):
    """
    The newest attempt of one step. `progress` 0..1; `eta_seconds`: how long it will still take, where that can be
    said; `reused`: the result was remembered from before.
    """

    step: str
    stage: str
    title: str
    state: StageState
    pool: str
    worker: str
    attempt: int
    progress: float
    reused: bool
    error_code: str | None
    message: str
    started_at: datetime
    finished_at: datetime | None
    elapsed_seconds: float
    eta_seconds: float | None


class StreamTicketView(Model):
    """A ticket, and until when it opens a stream."""

    ticket: str
    expires_at: datetime


class SubScore(Model):
    """One feature's share of a score: `value` 0..1, `weight` its share of the total, `note` what was seen."""

    name: str
    value: float
    weight: float
    note: str = ""


class Switch(Model):
    """Another organisation of yours."""

    model_config = ConfigDict(
        extra="forbid",
    )
    organisation_id: str


class TicketView(Model):
    """
    An upload and, unless its bytes are here already (`exists`) or it is sent in parts, where to PUT them, with
    exactly these headers.
    """

    upload: UploadView
    exists: bool
    url: str | None
    headers: dict[str, str]


class TimeRange(Model):
    """A half-open stretch of the source, in seconds from its start."""

    start: float
    end: float


class TokensView(Model):
    """Send `access_token` as `Authorization: Bearer …` for `expires_in` seconds, then refresh."""

    token_type: Literal["Bearer"] = "Bearer"
    access_token: str
    expires_in: int
    refresh_token: str
    user_id: str
    organisation_id: str | None


class TrackPart(Model):
    """One of the tracks that a mix is made of: its place among the file's sound tracks, from 0."""

    index: int
    repair: SoundRepair | None = None


class TranscriptEdit(Model):
    """Corrections, applied in their order, all of them or none; `note` says why."""

    model_config = ConfigDict(
        extra="forbid",
    )
    operations: list[TranscriptOperation]
    note: str = ""


TranscriptOperation = TypeAliasType(
    "TranscriptOperation",
    Known[
        Annotated[
            FixWord | RetimeWord | SplitSegment | MergeSegments | ChangeSpeaker,
            Field(..., discriminator="op"),
        ]
    ],
)


class TranscriptRevisionView(Model):
    """A state of a transcript: who brought it there, when, how and why."""

    id: str
    revision: int
    made_by: Known[Literal["engine", "editor"]]
    actor_id: str
    actor_kind: str
    note: str
    operations: list[TranscriptOperation]
    artifact: ArtifactRef
    created_at: datetime


class TranscriptSegment(Model):
    """Words `first` to `last` (exclusive): a sentence, unless somebody split or merged it. `language`: ISO 639-1."""

    first: int
    last: int
    start: float
    end: float
    text: str
    language: str = ""


class TranscriptView(Model):
    """A transcript at a revision. `language` is the main one of `languages`; `warnings`: what to look at, by time."""

    video_id: str
    revision: int
    made_by: Known[Literal["engine", "editor"]]
    language: str
    duration: float
    words: list[TranscriptWord]
    segments: list[TranscriptSegment]
    speakers: list[str]
    artifact: ArtifactRef
    updated_at: datetime
    languages: list[str] = []
    warnings: list[SpeechWarning] = Field(default=[], validate_default=True)


class TranscriptWord(Model):
    """
    A word; `index` stays its own through every correction. Times in seconds of the source, `probability` 0..1.
    `language` (ISO 639-1) where it is another than the transcript's.
    """

    index: int
    text: str
    start: float
    end: float
    probability: float
    speaker: str | None
    language: str | None = None


class UploadOrder(Model):
    """What a client is about to send; `size` in bytes. `parts`: send it in parts; None: where one request won't do."""

    filename: str
    size: int
    sha256: str | None = None
    media_type: str = "application/octet-stream"
    parts: bool | None = None


UploadPurpose = TypeAliasType(
    "UploadPurpose",
    Annotated[
        Known[Literal["source", "logo", "font", "intro", "outro"]],
        Field(..., description="What the bytes are for."),
    ],
)


UploadStatus = TypeAliasType(
    "UploadStatus",
    Annotated[
        Known[Literal["pending", "completed", "aborted", "expired"]],
        Field(..., description="The life of an upload."),
    ],
)


class UploadView(Model):
    """
    An upload. `part_size` and `part_count` are given where it is sent in parts; every part but the last has
    `part_size` bytes. What is not complete by `expires_at` is dropped.
    """

    id: str
    filename: str
    size: int
    media_type: str
    sha256: str | None
    purpose: UploadPurpose
    status: UploadStatus
    part_size: int | None
    expires_at: datetime | None
    created_at: datetime
    part_count: int | None = Field(..., description="How many parts there are.")


class UserView(Model):
    """A person."""

    id: str
    email: str
    name: str
    revision: int
    created_at: datetime


class VideoChanges(Model):
    """What of a video can be changed; what is not given stays."""

    model_config = ConfigDict(
        extra="forbid",
    )
    filename: str | None = None
    project_id: str | None = None


class VideoOrder(Model):
    """Where the source is: exactly one of an upload, a public http(s) address, or the digest of bytes you own."""

    model_config = ConfigDict(
        extra="forbid",
    )
    upload_id: str | None = None
    url: str | None = None
    digest: str | None = None
    filename: str | None = None


class VideoStream(Model):
    """
    The picture of a source as it is shown: width and height in pixels after rotation and square pixels.

    `frame_rate` is the constant grid that all stages use; `phase`: seconds by which frames lie after its points.
    `stream`: its place among the file's video streams, None for the first that is no cover; `reason`: why this one was
    taken. `key_seconds`: the longest way between key frames of a file without an index, 0 where it is not known.
    `ends`: where the last picture's own time is over, in seconds, when the sound goes on; it then stays. `drawn`: the
    file has no moving picture, so that one is drawn of its sound, over the `cover` (a place among the video streams).
    """

    codec: str
    width: int
    height: int
    rotation: int = 0
    frame_rate: FrameRate
    variable_frame_rate: bool = False
    phase: float = 0.0
    interlaced: bool = False
    pixel_format: str
    bit_depth: int = 8
    hdr: bool = False
    color_primaries: str = "unknown"
    color_transfer: str = "unknown"
    color_space: str = "unknown"
    stream: int | None = None
    reason: str = ""
    key_seconds: float = 0.0
    ends: float | None = None
    drawn: bool = False
    cover: int | None = None


class VideoView(Model):
    """A video and what is known of it."""

    id: str
    filename: str
    source: ArtifactRef | None
    media: MediaInfo | None
    proxy: ArtifactRef | None
    sprite: ArtifactRef | None
    sprite_index: ArtifactRef | None
    peaks: ArtifactRef | None
    transcript: ArtifactRef | None
    language: str | None
    project_id: str | None
    revision: int
    created_at: datetime


class VoiceList(Model):
    """Voices, the best of each language first."""

    items: list[VoiceView]


class VoiceView(Model):
    """A voice that can be chosen here. A voice that `clones` needs a recording and its speaker's consent."""

    id: str
    name: str
    engine: str
    languages: list[str]
    sex: Known[Literal["female", "male", "unknown"]]
    sample_rate: int
    licence: str
    commercial: bool
    clones: bool


class Wide(Model):
    """Show the whole frame of a shot over a blurred copy of itself."""

    model_config = ConfigDict(
        extra="forbid",
    )
    mode: Literal["wide"] = "wide"
    shot: int


FramingChoice = TypeAliasType(
    "FramingChoice",
    Known[Annotated[FollowFace | FixedBox | Wide, Field(..., discriminator="mode")]],
)


class WordRun(Model):
    """Words `first` to `last` (exclusive) of the transcript."""

    model_config = ConfigDict(
        extra="forbid",
    )
    first: int
    last: int


class WorkerStatus(Model):
    """Every step of a job that was begun, in order."""

    job: JobView
    stages: list[StageView]


__all__ = [
    "Acceptance",
    "AccessView",
    "ArtifactRef",
    "AssetKind",
    "AssetOrder",
    "AudioChoice",
    "AudioStream",
    "AudioTrack",
    "AuditView",
    "BedSpan",
    "BrandAssetView",
    "BrandAssignment",
    "BrandChanges",
    "BrandColours",
    "BrandFonts",
    "BrandKitView",
    "BrandOrder",
    "Breach",
    "BurnedCaptions",
    "CallerView",
    "CaptionLayout",
    "CaptionText",
    "ChangeSpeaker",
    "ClipChanges",
    "ClipEdit",
    "ClipFileView",
    "ClipList",
    "ClipPlan",
    "ClipPublication",
    "ClipRender",
    "ClipSettings",
    "ClipState",
    "ClipView",
    "ClipWishes",
    "DownloadView",
    "DubChanges",
    "DubLineList",
    "DubLineView",
    "DubOrder",
    "DubPlanView",
    "DubResult",
    "DubSettings",
    "DubView",
    "DubWish",
    "DubbedSound",
    "EventView",
    "FaceView",
    "FieldProblem",
    "FixWord",
    "FixedBox",
    "FollowFace",
    "FrameRate",
    "FramingChoice",
    "GatePolicies",
    "GatePolicy",
    "GlossaryChanges",
    "GlossaryOrder",
    "GlossaryTerm",
    "GlossaryView",
    "Health",
    "InvitationOrder",
    "InvitationView",
    "JobOrder",
    "JobSpec",
    "JobStatus",
    "JobView",
    "JoinedView",
    "KeyOrder",
    "KeyView",
    "LineChanges",
    "LineEdit",
    "Login",
    "Loudness",
    "MediaInfo",
    "MemberView",
    "MergeSegments",
    "Naming",
    "NewInvitationView",
    "NewKeyView",
    "OrganisationList",
    "OrganisationView",
    "OwnOrganisationView",
    "PartList",
    "PartOrder",
    "PartTicketList",
    "PartTicketView",
    "PartView",
    "PasswordChange",
    "Permission",
    "PixelBox",
    "Problem",
    "ProductFile",
    "ProductState",
    "ProjectChange",
    "ProjectOrder",
    "ProjectView",
    "Refresh",
    "RenderPlanList",
    "RenderPlanView",
    "RetellChanges",
    "RetellOrder",
    "RetellPlanView",
    "RetellResult",
    "RetellSettings",
    "RetellView",
    "RetellWish",
    "RetimeWord",
    "ReviewDecision",
    "ReviewList",
    "ReviewPolicy",
    "ReviewPolicyView",
    "ReviewView",
    "Role",
    "RoleChange",
    "ScriptChanges",
    "ScriptEdit",
    "ScriptLineList",
    "ScriptLineView",
    "ShotList",
    "ShotView",
    "SignUp",
    "SoundProfile",
    "SoundRepair",
    "SpeakerVoice",
    "SpeechWarning",
    "SplitSegment",
    "StageForecastView",
    "StageState",
    "StageView",
    "StreamTicketView",
    "SubScore",
    "Switch",
    "TicketView",
    "TimeRange",
    "TokensView",
    "TrackPart",
    "TranscriptEdit",
    "TranscriptOperation",
    "TranscriptRevisionView",
    "TranscriptSegment",
    "TranscriptView",
    "TranscriptWord",
    "UploadOrder",
    "UploadPurpose",
    "UploadStatus",
    "UploadView",
    "UserView",
    "VideoChanges",
    "VideoOrder",
    "VideoStream",
    "VideoView",
    "VoiceList",
    "VoiceView",
    "Wide",
    "WordRun",
    "WorkerStatus",
]
