"""The description that SDKs are made of is the application's own."""

import json

from api.error_table import ROOT
from api.openapi import text


def test_the_kept_description_is_what_the_application_publishes() -> None:
    assert (ROOT / "sdk" / "openapi.json").read_text() == text(), "run: make sdk"


def test_a_description_is_the_same_whatever_the_order_of_its_routes() -> None:
    document = json.loads(text())
    assert list(document["paths"]) == sorted(document["paths"])
    assert list(document["components"]["schemas"]) == sorted(document["components"]["schemas"])


def test_properties_stay_as_they_were_declared() -> None:
    assert list(json.loads(text())["components"]["schemas"]["ArtifactRef"]["properties"]) == [
        "digest",
        "size",
        "media_type",
    ]
