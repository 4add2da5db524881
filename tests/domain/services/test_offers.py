"""What is refused at the order: languages without a voice, pairs without a translator, voices that are not there."""

from dataclasses import dataclass

import pytest

from domain.contracts.job import JobSpec
from domain.errors import RejectedError
from domain.services.offers import ProductOffers


class Voices:
    def serving(self, language: str) -> list[str]:
        if language not in {"en", "es"}:
            raise RejectedError("voice.unserved", f"Nobody speaks {language} here.")
        return ["a voice"]

    def identity_of(self, voice: str) -> str:
        if voice != "kokoro/af_heart":
            raise RejectedError("voice.unknown", f"There is no voice {voice}.")
        return "kokoro/1"


@dataclass(frozen=True)
class Ears:
    name: str = "whisper"

    def serves(self, source: str | None, target: str) -> bool:
        return target == "en"

    def remedy(self, source: str | None, target: str) -> str:
        return ""


OFFERS = ProductOffers(Voices, lambda: (Ears(),))


def spec(**wanted: object) -> JobSpec:
    return JobSpec.model_validate({"clips": False} | wanted)


@pytest.mark.parametrize(
    ("wanted", "source", "code"),
    [
        ({"dubs": [{"language": "ja"}]}, None, "voice.unserved"),
        ({"dubs": [{"language": "es"}]}, "en", "translator.unsupported"),
        ({"dubs": [{"language": "en", "translator": "openai"}]}, "es", "translator.unknown"),
        ({"dubs": [{"language": "en", "voices": [{"speaker": "A", "voice": "no"}]}]}, "es", "voice.unknown"),
        ({"retell": {"language": "es"}}, "en", "translator.unsupported"),
        ({"retell": {"voice": "no"}}, "en", "voice.unknown"),
        ({"retell": {}}, "ja", "voice.unserved"),
    ],
)
async def test_what_nobody_here_could_make_is_refused(wanted: dict[str, object], source: str, code: str) -> None:
    with pytest.raises(RejectedError) as refused:
        await OFFERS.check(spec(**wanted), source)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("wanted", "source"),
    [
        ({"clips": True}, "ja"),
        ({"dubs": [{"language": "en"}]}, "es"),
        ({"dubs": [{"language": "es"}]}, "es"),
        ({"dubs": [{"language": "es"}]}, None),
        ({"retell": {"seconds": 30, "voice": "kokoro/af_heart"}}, "en"),
        ({"retell": {}}, None),
    ],
)
async def test_what_can_be_made_or_may_turn_out_so_is_taken(wanted: dict[str, object], source: str | None) -> None:
    await OFFERS.check(spec(**wanted), source)
