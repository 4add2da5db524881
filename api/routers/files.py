"""Downloads."""

from typing import Annotated

from fastapi import Path, Query, Response
from fastapi.responses import RedirectResponse

from api.dependencies import Caller, Parts
from api.schemas import DownloadView
from api.sections import Section

router = Section(tag="artifacts")

DigestPath = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the file.")]
Filename = Annotated[
    str, Query(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f/\\]+$", description="Name of the saved file.")
]


@router.get(
    "/artifacts/{digest}/download",
    summary="Download a file",
    description="Answers with the address of the file in object storage, valid for an hour.",
    status_code=302,
    response_class=RedirectResponse,
    responses={200: {"model": DownloadView, "description": "The address, with `redirect=false`."}},
)
async def download(
    digest: DigestPath, parts: Parts, caller: Caller, filename: Filename = "file", *, redirect: bool = True
) -> Response:
    url = await parts.files.download_url(caller, digest, filename)
    if redirect:
        return RedirectResponse(url, status_code=302, headers={"Cache-Control": "no-store"})
    return Response(DownloadView(url=url).model_dump_json(), media_type="application/json")
