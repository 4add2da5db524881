"""Glossaries over HTTP: kept like every other thing, and taken into the orders that they hold for."""

import pytest

from tests.api.conftest import World

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_terms_of_glossaries_go_into_the_orders_that_they_hold_for(world: World, video_id: str):
    project = (await world.http.post("/v1/projects", json={"name": "with words"})).json()
    await world.http.patch(f"/v1/videos/{video_id}", json={"project_id": project["id"]})
    for name, where, terms in (
        ("all", {}, [{"source": "Cutdown"}, {"source": "clip", "target": "recorte"}]),
        ("own", {"project_id": project["id"], "target_language": "es"}, [{"source": "clip", "target": "clip"}]),
        ("other", {"target_language": "fr"}, [{"source": "never"}]),
    ):
        made = await world.http.post("/v1/glossaries", json={"name": name, "terms": terms, **where})
        assert made.status_code == 201, made.text
    made = (await world.http.post("/v1/dubs", json={"video_id": video_id, "wish": {"language": "es"}})).json()
    terms = {term["source"]: term["target"] for term in made["wish"]["glossary"]}
    assert terms == {"clip": "clip", "Cutdown": None}, "the project's word comes before that of all"


async def test_a_glossary_is_kept_like_every_other_thing(world: World):
    made = (await world.http.post("/v1/glossaries", json={"name": "g", "terms": [{"source": "a"}]})).json()
    path = f"/v1/glossaries/{made['id']}"
    changed = await world.http.patch(path, json={"terms": []}, headers={"If-Match": '"1"'})
    assert (changed.json()["terms"], changed.json()["revision"]) == ([], 2)
    stale = await world.http.delete(path, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    assert (await world.http.delete(path, headers={"If-Match": '"2"'})).status_code == 204
    assert (await world.http.get(path)).json()["code"] == "glossary.not_found"
    wrong = await world.http.post("/v1/glossaries", json={"name": "g", "project_id": "prj_none"})
    assert (wrong.status_code, wrong.json()["code"]) == (404, "project.not_found")
