"""Errors as RFC 9457 problem details, each with the stable code of the failure language."""

import re
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from domain.errors import (
    AppError,
    ConflictError,
    ForbiddenError,
    NotFoundError,
    PermanentError,
    QuotaError,
    RejectedError,
    StaleError,
    TransientError,
    UnauthorizedError,
)
from domain.services.idempotency import InFlightError

RETRY_SECONDS = 5


# The most special class comes first.
_STATUS: tuple[tuple[type[AppError], HTTPStatus], ...] = (
    (UnauthorizedError, HTTPStatus.UNAUTHORIZED),
    (ForbiddenError, HTTPStatus.FORBIDDEN),
    (NotFoundError, HTTPStatus.NOT_FOUND),
    (ConflictError, HTTPStatus.CONFLICT),
    (StaleError, HTTPStatus.PRECONDITION_FAILED),
    (QuotaError, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (RejectedError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (TransientError, HTTPStatus.SERVICE_UNAVAILABLE),
    (PermanentError, HTTPStatus.BAD_REQUEST),
)


class FieldProblem(BaseModel):
    """What is wrong with one field; `field` is its place in the request, e.g. `body.spec.style`."""

    field: str
    message: str


class Problem(BaseModel):
    """The body of every error. `code` never changes its meaning, `detail` is a sentence that a person can act on."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    request_id: str | None = None
    errors: list[FieldProblem] = []


class ProblemResponse(JSONResponse):
    """A problem, with its own media type."""

    media_type = "application/problem+json"


def status_of(error: AppError) -> HTTPStatus:
    """The HTTP status of a failure."""
    return next(status for kind, status in _STATUS if isinstance(error, kind))


def problem_response(
    status: int,
    code: str,
    detail: str,
    request_id: str | None,
    errors: list[FieldProblem] | None = None,
    headers: dict[str, str] | None = None,
) -> ProblemResponse:
    """One problem as a response."""
    problem = Problem(
        type=f"urn:cutdown:problem:{code}",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        code=code,
        request_id=request_id,
        errors=errors or [],
    )
    body = problem.model_dump(exclude=set() if errors else {"errors"})
    return ProblemResponse(body, status_code=status, headers=headers)


def app_problem(error: AppError, request_id: str | None) -> ProblemResponse:
    """A failure of the failure language as a response, with the headers that its status asks for."""
    status = status_of(error)
    headers = {}
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = str(RETRY_SECONDS)
    if isinstance(error, InFlightError):
        headers["Retry-After"] = str(error.retry_after_seconds)
    if status is HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    return problem_response(status, error.code, error.message, request_id, headers=headers)


def install(app: FastAPI) -> None:
    """Let every refusal leave the app as a problem; crashes are told by `api.middleware.RequestLog`."""

    @app.exception_handler(AppError)
    async def refused(request: Request, error: AppError) -> ProblemResponse:
        return app_problem(error, _id_of(request))

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> ProblemResponse:
        fields = [
            FieldProblem(field=".".join(str(part) for part in one["loc"]), message=str(one["msg"]))
            for one in error.errors()
        ]
        named = ", ".join(field.field for field in fields[:5])
        detail = f"The request is not as described in the API guide: {named}."
        return problem_response(
            HTTPStatus.UNPROCESSABLE_ENTITY, "request.invalid", detail, _id_of(request), fields[:50]
        )

    @app.exception_handler(HTTPException)
    async def other(request: Request, error: HTTPException) -> ProblemResponse:
        code = "http." + re.sub(r"[^a-z]+", "_", HTTPStatus(error.status_code).phrase.lower())
        return problem_response(
            error.status_code, code, str(error.detail), _id_of(request), headers=dict(error.headers or {})
        )


def _id_of(request: Request) -> str | None:
    found: str | None = request.scope.get("state", {}).get("request_id")
    return found
