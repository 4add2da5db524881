"""Refusals become exceptions with the API's own code and sentence."""

import httpx
import pytest

import cutdown_sdk
from cutdown_sdk import ApiError, Cutdown, InvalidRequestError, UnexpectedAnswerError
from cutdown_sdk.errors import kind_of
from tests.sdk.python.conftest import Clock, Script


def refused(answer: httpx.Response) -> ApiError:
    client = Cutdown("https://cutdown.example", transport=Script(answer), patience=0)
    with client, pytest.raises(ApiError) as error:
        client.jobs.get("job_1")
    return error.value


def test_a_problem_is_told_with_all_that_it_says(clock: Clock) -> None:
    error = refused(
        httpx.Response(
            422,
            json={
                "type": "urn:cutdown:problem:request.invalid",
                "title": "Unprocessable Content",
                "status": 422,
                "detail": "The request is not as described in the API guide: body.spec.style.",
                "code": "request.invalid",
                "request_id": "4f1c",
                "errors": [{"field": "body.spec.style", "message": "none of bold, clean, neon"}],
            },
        )
    )
    assert isinstance(error, InvalidRequestError)
    assert (error.code, error.status, error.request_id) == ("request.invalid", 422, "4f1c")
    assert [(one.field, one.message) for one in error.errors] == [("body.spec.style", "none of bold, clean, neon")]
    assert "API guide" in str(error)
    assert "request 4f1c" in str(error)
    assert "body.spec.style: none of bold" in str(error)


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (400, "InvalidRequestError"),
        (401, "UnauthorizedError"),
        (403, "ForbiddenError"),
        (404, "NotFoundError"),
        (409, "ConflictError"),
        (412, "StaleRevisionError"),
        (413, "TooLargeError"),
        (418, "ApiError"),
        (422, "InvalidRequestError"),
        (429, "RateLimitedError"),
        (500, "ServerError"),
        (503, "ServerError"),
    ],
)
def test_each_status_has_its_exception(clock: Clock, status: int, name: str) -> None:
    problem = {"type": "t", "title": "t", "status": status, "detail": "No.", "code": "a.code"}
    assert type(refused(httpx.Response(status, json=problem))) is getattr(cutdown_sdk, name)
    assert kind_of(status).__name__ == name


def test_a_proxys_own_page_is_told_as_that(clock: Clock) -> None:
    error = refused(httpx.Response(502, text="<html>Bad Gateway</html>"))
    assert (error.code, error.status) == ("api.error", 502)


def test_an_answer_that_is_none_of_cutdown_is_told_as_that(clock: Clock) -> None:
    for answer in (httpx.Response(200, text="<html>Welcome</html>"), httpx.Response(200, json={"hello": "world"})):
        with pytest.raises(UnexpectedAnswerError, match="address"):
            Cutdown("https://cutdown.example", transport=Script(answer)).jobs.get("job_1")
