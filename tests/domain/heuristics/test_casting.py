"""Which voice speaks for whom."""

from typing import Literal

import pytest

from domain.contracts.base import ArtifactRef
from domain.contracts.dubbing import Speaker
from domain.contracts.lines import SpeakerVoice
from domain.contracts.voices import Voice
from domain.errors import RejectedError
from domain.heuristics.casting import cast_voices

Sex = Literal["female", "male", "unknown"]
CLIP = ArtifactRef(digest="a" * 64, size=9, media_type="audio/flac")
OTHER = ArtifactRef(digest="b" * 64, size=9, media_type="audio/flac")


def voice(name: str, sex: Sex, quality: int, **more: bool) -> Voice:
    return Voice(
        id=name,
        engine="e",
        name=name,
        languages=("es",),
        sex=sex,
        sample_rate=8000,
        licence="x",
        quality=quality,
        **more,
    )


ANA, EVA = voice("ana", "female", 4), voice("eva", "female", 3)
JUAN, LUIS = voice("juan", "male", 3), voice("luis", "male", 2)
FLOOR_F, FLOOR_M = voice("floor_f", "female", 0), voice("floor_m", "male", 0)
HOBBY = voice("hobby", "male", 9, commercial=False)
CLONE = voice("clone", "unknown", 8, clones=True, commercial=False)
ALL = [HOBBY, CLONE, ANA, EVA, JUAN, LUIS, FLOOR_F, FLOOR_M]


def speaker(label: str, sex: Sex = "unknown", reference: ArtifactRef | None = None) -> Speaker:
    return Speaker(label=label, seconds=9.0, sex=sex, reference=reference)


def names(*speakers: Speaker, voices: list[Voice] = ALL, wishes: tuple[SpeakerVoice, ...] = ()) -> list[str]:
    found = cast_voices(speakers, voices, "es", wishes)
    assert [one.speaker for one in found] == [one.label for one in speakers]
    return [one.voice for one in found]


def test_sex_then_a_voice_of_ones_own_then_quality() -> None:
    assert names(speaker("A", "male"), speaker("B", "female"), speaker("C", "male"), speaker("D", "female")) == [
        "juan",
        "ana",
        "luis",
        "eva",
    ]
    assert names(speaker("A"), speaker("B"), speaker("C")) == ["ana", "eva", "juan"]


def test_a_good_voice_twice_before_the_floor_and_the_least_used_first() -> None:
    men = [speaker(label, "male") for label in "ABCDE"]
    assert names(*men) == ["juan", "luis", "juan", "luis", "juan"]


def test_the_floor_speaks_where_there_is_nothing_else() -> None:
    assert names(speaker("A", "male"), speaker("B", "female"), voices=[FLOOR_F, FLOOR_M]) == ["floor_m", "floor_f"]


def test_a_woman_is_better_than_the_floor_for_a_man() -> None:
    assert names(speaker("A", "male"), voices=[ANA, FLOOR_M]) == ["ana"]


def test_a_speaker_found_later_changes_nobody() -> None:
    few = [speaker("A", "male"), speaker("B", "female"), speaker("C", "male")]
    many = [*few, *(speaker(label, "female") for label in ("D", "Z", "AA"))]
    assert names(*many)[:3] == names(*few)
    assert names(*reversed(many)) == list(reversed(names(*many)))


def test_wishes_come_first_and_are_not_given_to_others() -> None:
    wishes = (SpeakerVoice(speaker="B", voice="juan"), SpeakerVoice(speaker="Z", voice="ana"))
    assert names(speaker("A", "male"), speaker("B", "female"), wishes=wishes) == ["luis", "juan"]


def test_what_may_not_be_sold_or_imitates_is_taken_only_by_name() -> None:
    assert names(speaker("A", "male"), wishes=(SpeakerVoice(speaker="A", voice="hobby"),)) == ["hobby"]
    with pytest.raises(RejectedError) as nobody:
        names(speaker("A"), voices=[HOBBY, CLONE])
    assert nobody.value.code == "voice.unserved"


def test_imitation_needs_consent_and_a_recording() -> None:
    wish = SpeakerVoice(speaker="A", voice="clone", consent=True)
    (cast,) = cast_voices([speaker("A", reference=CLIP)], ALL, "es", [wish])
    assert cast == SpeakerVoice(speaker="A", voice="clone", reference=CLIP, consent=True)
    (given,) = cast_voices([speaker("A", reference=CLIP)], ALL, "es", [wish.model_copy(update={"reference": OTHER})])
    assert given.reference == OTHER
    with pytest.raises(RejectedError) as unasked:
        cast_voices([speaker("A", reference=CLIP)], ALL, "es", [SpeakerVoice(speaker="A", voice="clone")])
    assert unasked.value.code == "voice.consent"
    with pytest.raises(RejectedError) as mute:
        cast_voices([speaker("A")], ALL, "es", [wish])
    assert mute.value.code == "voice.reference"


def test_other_voices_get_no_recording() -> None:
    wish = SpeakerVoice(speaker="A", voice="ana", reference=CLIP, consent=True)
    assert cast_voices([speaker("A", reference=CLIP)], ALL, "es", [wish]) == (SpeakerVoice(speaker="A", voice="ana"),)


def test_a_voice_of_another_language_is_refused() -> None:
    with pytest.raises(RejectedError) as foreign:
        names(speaker("A"), wishes=(SpeakerVoice(speaker="A", voice="pierre"),))
    assert foreign.value.code == "voice.language"
