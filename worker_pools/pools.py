"""Which activities each pool runs; a pool builds only the engines that its own activities need."""

from collections.abc import Callable

from activities.audio import AudioActivities
from activities.check import CheckActivities
from activities.discover import DiscoverActivities
from activities.dub_assembly import DubAssemblyActivities
from activities.dub_lines import DubLineActivities
from activities.edits import EditActivities
from activities.fetch import FetchActivities
from activities.framing import FramingActivities
from activities.inspect import InspectActivities
from activities.journal import JournalActivities
from activities.line_alignment import LineAlignmentActivities
from activities.mixing import MixingActivities
from activities.pacing import PacingActivities
from activities.picture import PictureActivities
from activities.products import ProductActivities
from activities.render import RenderActivities
from activities.retell import RetellActivities
from activities.routing import RoutingActivities
from activities.scripts import ScriptActivities
from activities.speakers import SpeakerActivities
from activities.speech import SpeechActivities
from activities.subtitles import SubtitleActivities
from activities.translate import TranslateActivities
from activities.voices import VoiceActivities
from adapters.container import Container
from workflows.topology import topology


def activities_of(pool: str, parts: Container) -> list[Callable[..., object]]:
    """The bound stage methods of a pool, as temporal.yaml assigns them to it.

    Raises KeyError for an unknown pool.
    """
    owners: dict[type, object] = {}
    methods: list[Callable[..., object]] = []
    for name in topology().stages_of(pool):
        kind = next(kind for kind in _BUILDERS if hasattr(kind, name))
        if kind not in owners:
            owners[kind] = _BUILDERS[kind](parts)
        methods.append(getattr(owners[kind], name))
    return methods


_BUILDERS: dict[type, Callable[[Container], object]] = {
    FetchActivities: lambda c: FetchActivities(
        c.memory, c.store, c.uow, c.scratch, c.fetcher, c.settings.max_source_bytes
    ),
    InspectActivities: lambda c: InspectActivities(c.memory, c.store, c.scratch, c.media, c.voice),
    AudioActivities: lambda c: AudioActivities(c.memory, c.store, c.scratch, c.media),
    PictureActivities: lambda c: PictureActivities(c.memory, c.store, c.scratch, c.media),
    SpeechActivities: lambda c: SpeechActivities(c.memory, c.store, c.asr, c.voice, c.aligner, c.speech_reader),
    LineAlignmentActivities: lambda c: LineAlignmentActivities(c.memory, c.store, c.aligner, c.speech_reader),
    DiscoverActivities: lambda c: DiscoverActivities(
        c.memory, c.store, c.text_embedder, c.image_embedder, c.post_writer
    ),
    SpeakerActivities: lambda c: SpeakerActivities(
        c.memory, c.store, c.speaker_encoder, c.speech_reader, c.speech_writer
    ),
    DubLineActivities: lambda c: DubLineActivities(c.memory, c.store),
    ScriptActivities: lambda c: ScriptActivities(c.memory, c.store, c.text_embedder, c.script_writers),
    RetellActivities: lambda c: RetellActivities(c.memory, c.store, c.image_embedder),
    FramingActivities: lambda c: FramingActivities(c.memory, c.store),
    PacingActivities: lambda c: PacingActivities(c.memory, c.store),
    SubtitleActivities: lambda c: SubtitleActivities(c.memory, c.store, c.scratch, c.fonts, c.subtitles),
    MixingActivities: lambda c: MixingActivities(c.memory, c.store, c.scratch, c.media),
    DubAssemblyActivities: lambda c: DubAssemblyActivities(c.memory, c.store, c.scratch, c.media),
    RenderActivities: lambda c: RenderActivities(c.memory, c.store, c.scratch, c.media),
    CheckActivities: lambda c: CheckActivities(c.memory, c.store, c.media),
    TranslateActivities: lambda c: TranslateActivities(c.memory, c.store, c.translators),
    VoiceActivities: lambda c: VoiceActivities(c.memory, c.store, c.voices, c.speech_writer),
    JournalActivities: lambda c: JournalActivities(c.uow, c.store),
    EditActivities: lambda c: EditActivities(c.uow),
    ProductActivities: lambda c: ProductActivities(c.uow),
    RoutingActivities: lambda c: RoutingActivities(c.task_queues),
}
