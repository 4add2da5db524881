"""The engines and tools of one process, each built once when it is first asked for; none of them needs a server."""

import os
from functools import cached_property
from typing import TYPE_CHECKING

from adapters.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adapters.devices import Devices
    from adapters.llm.endpoint import ChatEndpoint
    from adapters.media.ffmpeg import FfmpegRunner
    from adapters.models.catalogue import ModelCatalogue
    from adapters.subtitles.fonts import PackagedFonts
    from domain.engines import (
        Aligner,
        AsrEngine,
        Embedder,
        FaceDetector,
        SpeechAudioReader,
        SubtitleRenderer,
        TextEmbedder,
        VoiceDetector,
    )
    from domain.language_engines import PostWriter, ScriptWriter, SpeakerEncoder, SpeechWriter, Translator, VoiceBox
    from domain.media_engine import MediaTool
    from domain.timelines import TimelineWriter


class EngineParts:
    """Imports stay inside the properties, so that nobody loads an engine it does not use."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def needed_models(self) -> tuple[str, ...]:
        """The models that the chosen engines load, by their catalogue names."""
        speakers = () if self.settings.speaker_encoder == "spectral" else ("resemblyzer",)
        return (self.settings.asr_model, "silero-vad", self.settings.face_detector, *speakers)

    @cached_property
    def models(self) -> "ModelCatalogue":
        from adapters.models.catalogue import ModelCatalogue

        return ModelCatalogue(self.settings.models_dir)

    @cached_property
    def devices(self) -> "Devices":
        from adapters.devices import Devices

        return Devices(self.settings)

    @cached_property
    def ffmpeg(self) -> "FfmpegRunner":
        from adapters.media.ffmpeg import FfmpegRunner

        return FfmpegRunner(self.settings.ffmpeg_path, self.settings.video_encoder)

    @cached_property
    def fonts(self) -> "PackagedFonts":
        from adapters.subtitles.fonts import PackagedFonts

        return PackagedFonts(self.settings.cache_dir.parent / "fonts")

    @cached_property
    def subtitles(self) -> "SubtitleRenderer":
        from adapters.subtitles.libass import LibassRenderer

        return LibassRenderer(self.ffmpeg, self.fonts)

    @cached_property
    def faces(self) -> "FaceDetector":
        from adapters.media.faces import BlazeFaceDetector

        (weights,) = (file for file in self.models.entry("blazeface").files if "full_range" in file.name)
        return BlazeFaceDetector(self.models.file("blazeface", weights.name), weights.sha256, self.devices.of("face"))

    @cached_property
    def media(self) -> "MediaTool":
        from adapters.media.shots import LookDetector
        from adapters.media.tool import FfmpegMediaTool

        return FfmpegMediaTool(
            self.ffmpeg,
            self.fonts.folder(),
            self.faces,
            LookDetector(),
            self.settings.max_source_seconds,
            fonts=self.fonts,
        )

    @cached_property
    def voice(self) -> "VoiceDetector":
        from adapters.asr.registry import make_voice_detector

        return make_voice_detector("silero", self.models)

    @cached_property
    def asr(self) -> "AsrEngine":
        from adapters.asr.registry import AsrPlace, make_asr

        place = AsrPlace(os.cpu_count() or 1, self.devices.of("asr"), self.devices.asr_compute_type())
        return make_asr(self.settings.asr_engine, self.models, self.settings.asr_model, place=place)

    @cached_property
    def speech_reader(self) -> "SpeechAudioReader":
        from adapters.asr.audio_reader import FlacReader

        return FlacReader()

    @cached_property
    def aligner(self) -> "Aligner":
        from adapters.align.registry import make_aligner

        return make_aligner(self.settings.aligner)

    @cached_property
    def speaker_encoder(self) -> "SpeakerEncoder":
        from adapters.speakers.registry import make_speaker_encoder

        return make_speaker_encoder(self.settings.speaker_encoder, self.models)

    @cached_property
    def text_embedder(self) -> "TextEmbedder":
        from adapters.embed.registry import text_embedder

        return text_embedder(self.settings.text_embedder)

    @cached_property
    def image_embedder(self) -> "Embedder | None":
        from adapters.embed.registry import image_embedder

        return image_embedder(self.settings.image_embedder, self.settings.image_model, lambda: self.devices.of("image"))

    @cached_property
    def translators(self) -> "tuple[Translator, ...]":
        from adapters.translate.registry import TranslatorParts, make_translators

        models = self.settings.models_dir / "translate"
        return make_translators(TranslatorParts(self.asr, self.speech_reader, self.llm, models))

    @cached_property
    def voices(self) -> "VoiceBox":
        from adapters.tts.registry import make_voice_box

        if self.settings.coqui_model is not None:
            # A wish for CUDA that cannot be met ends the start, not the first line that is spoken.
            self.devices.of("voice")
        return make_voice_box(self.models, self.settings)

    @cached_property
    def llm(self) -> "ChatEndpoint | None":
        """None where no endpoint was named."""
        from adapters.llm.endpoint import ChatEndpoint

        chosen = self.settings
        if not chosen.llm_url or not chosen.llm_model:
            return None
        return ChatEndpoint(chosen.llm_url, chosen.llm_model, chosen.llm_api_key.get_secret_value(), chosen.llm_seconds)

    @cached_property
    def script_writers(self) -> "Mapping[str, ScriptWriter]":
        from adapters.write.registry import script_writers

        return script_writers(self.llm)

    @cached_property
    def post_writer(self) -> "PostWriter | None":
        """None where no endpoint was named."""
        from adapters.write.posts import LlmPostWriter

        return None if self.llm is None else LlmPostWriter(self.llm)

    @cached_property
    def speech_writer(self) -> "SpeechWriter":
        from adapters.tts.flac import FlacWriter

        return FlacWriter()

    @cached_property
    def timelines(self) -> "TimelineWriter":
        from adapters.timelines.writer import OtioTimelineWriter

        return OtioTimelineWriter()
