"""Which voice speaks for whom: wishes first, then by sex, each speaker with a voice of their own, the best there is."""

from collections import Counter
from collections.abc import Mapping, Sequence

from domain.contracts.dubbing import Speaker
from domain.contracts.lines import SpeakerVoice
from domain.contracts.voices import Voice
from domain.errors import RejectedError


def cast_voices(
    speakers: Sequence[Speaker], voices: Sequence[Voice], language: str, wishes: Sequence[SpeakerVoice] = ()
) -> tuple[SpeakerVoice, ...]:
    """One voice for each speaker, in their order. `voices`: those of the language, best first.

    Who has no wish is cast in the order of labels, so that a speaker found later changes nobody's voice before. Only
    voices that may be used for business and do not clone are chosen without a wish. Raises RejectedError
    `voice.language` for a wish of another language's voice, `voice.consent` for a cloned voice without consent,
    `voice.reference` without a recording of the speaker, `voice.unserved` when there is nothing to choose from.
    """
    known = {voice.id: voice for voice in voices}
    present = {speaker.label: speaker for speaker in speakers}
    cast = {
        wish.speaker: _wished(wish, present[wish.speaker], known, language)
        for wish in wishes
        if wish.speaker in present
    }
    free = [voice for voice in voices if voice.commercial and not voice.clones]
    for speaker in sorted(speakers, key=lambda one: (len(one.label), one.label)):
        if speaker.label not in cast:
            uses = Counter(one.voice for one in cast.values())
            cast[speaker.label] = SpeakerVoice(speaker=speaker.label, voice=_best(speaker, free, uses, language).id)
    return tuple(cast[speaker.label] for speaker in speakers)


def _wished(wish: SpeakerVoice, speaker: Speaker, known: Mapping[str, Voice], language: str) -> SpeakerVoice:
    voice = known.get(wish.voice)
    if voice is None:
        raise RejectedError("voice.language", f"The voice '{wish.voice}' does not speak '{language}'.")
    if not voice.clones:
        return SpeakerVoice(speaker=wish.speaker, voice=wish.voice)
    if not wish.consent:
        raise RejectedError(
            "voice.consent",
            f"The voice '{wish.voice}' imitates the speaker. Ask speaker {wish.speaker}, and say `consent: true` when "
            "they agree.",
        )
    reference = wish.reference or speaker.reference
    if reference is None:
        raise RejectedError(
            "voice.reference",
            f"The voice '{wish.voice}' needs a recording of speaker {wish.speaker}, and there is no clean one in this "
            "video.",
        )
    return wish.model_copy(update={"reference": reference})


def _best(speaker: Speaker, voices: Sequence[Voice], uses: Mapping[str, int], language: str) -> Voice:
    """The floor only where there is nothing else; the right sex before a voice of one's own before quality."""
    if not voices:
        raise RejectedError(
            "voice.unserved", f"Every voice of the language '{language}' has to be chosen by name; choose one."
        )

    def cost(place: int) -> tuple[bool, bool, int, int, int]:
        voice = voices[place]
        told = "unknown" not in {speaker.sex, voice.sex}
        return voice.quality == 0, told and voice.sex != speaker.sex, uses.get(voice.id, 0), -voice.quality, place

    return voices[min(range(len(voices)), key=cost)]
