"""The voices that dubs and retells can be spoken with."""

from typing import Annotated

from fastapi import Query

from api.dependencies import Caller, Parts
from api.product_schemas import VoiceList, VoiceView
from api.sections import Section
from domain.access import Permission

router = Section("/voices", tag="voices")


@router.get("", summary="List the voices that are installed, the best of each language first")
async def list_voices(
    parts: Parts,
    caller: Caller,
    language: Annotated[str | None, Query(pattern=r"^[a-z]{2,3}$", description="ISO 639-1 code.")] = None,
) -> VoiceList:
    caller.require(Permission.JOBS_READ)
    voices = [voice for voice in parts.voices() if language is None or language in voice.languages]
    return VoiceList(items=[VoiceView.model_validate(voice) for voice in voices])
