"""What can be ordered on this installation: refused at the order what no engine here could make."""

import asyncio
from collections.abc import Callable, Sequence

from domain.contracts.job import JobSpec
from domain.heuristics.translation import translator_for
from domain.language_engines import Translator, VoiceBox


class ProductOffers:
    """Asks the engines, which load nothing for it. The engines come when something is ordered that needs them."""

    def __init__(self, voices: Callable[[], VoiceBox], translators: Callable[[], Sequence[Translator]]) -> None:
        self._voices = voices
        self._translators = translators

    async def check(self, spec: JobSpec, source: str | None) -> None:
        """Raises RejectedError `translator.unsupported`, `translator.unknown`, `voice.unknown`, or what
        `VoiceBox.serving` raises; `source` is the language of the speech, where it is known.
        """
        if spec.makes_products:
            await asyncio.to_thread(self._check, spec, source)

    def _check(self, spec: JobSpec, source: str | None) -> None:
        for dub in spec.dubs:
            self._check_language(source, dub.language, dub.translator)
            for voice in dub.voices:
                self._voices().identity_of(voice.voice)
        retell = spec.retell
        if retell is None:
            return
        if retell.language is not None:
            self._check_language(source, retell.language, retell.translator)
        elif source is not None:
            self._voices().serving(source)
        if retell.voice is not None:
            self._voices().identity_of(retell.voice)

    def _check_language(self, source: str | None, target: str, wished: str | None) -> None:
        self._voices().serving(target)
        # Where the speech may turn out to be in the target's own language, nothing has to be translated.
        if source is not None and source != target:
            translator_for(self._translators(), source, target, wished)
