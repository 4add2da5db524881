import assert from "node:assert/strict";
import { test } from "node:test";
import { ConnectionError, CutdownError, type Fetch } from "@cutdown/sdk";
import { client, lossy, token, unique } from "./world.ts";

test("a refusal carries its code, its status, its fields and the id of the request", async () => {
  const cutdown = client();
  await assert.rejects(cutdown.get("/v1/jobs/{job_id}", { path: { job_id: "job_unknown" } }), (error) => {
    assert(error instanceof CutdownError);
    assert.deepEqual([error.status, error.code], [404, "job.not_found"]);
    assert.match(error.message, /job_unknown/);
    assert(error.requestId);
    return true;
  });
  const wrong = { filename: "talk.mp4", size: -1 };
  await assert.rejects(cutdown.post("/v1/uploads", { body: wrong }), (error) => {
    assert(error instanceof CutdownError);
    assert.equal(error.code, "request.invalid");
    assert.deepEqual(error.errors.map((one) => one.field), ["body.size"]);
    return true;
  });
  await assert.rejects(client({ token: "cd_live_wrong" }).get("/v1/jobs"), { code: "auth.invalid", status: 401 });
});

test("no answer at all is an error of its own kind, after as many tries as were allowed", async () => {
  const { fetch, sent } = lossy(() => "request");
  await assert.rejects(client({ fetch, retries: 2 }).get("/v1/jobs"), ConnectionError);
  assert.equal(sent.length, 3);
  const slow: Fetch = (_, init) =>
    new Promise((_resolve, reject) => init.signal!.addEventListener("abort", () => reject(init.signal!.reason)));
  await assert.rejects(client({ fetch: slow, retries: 0, timeoutSeconds: 0.05 }).get("/v1/jobs"), ConnectionError);
});

test("what stands on the way and speaks another language is told by its status", async () => {
  const fetch: Fetch = async () => new Response("<h1>Bad gateway</h1>", { status: 502 });
  await assert.rejects(client({ fetch, retries: 0 }).get("/v1/jobs"), { code: "http.502", status: 502 });
});

test("a POST whose answer was lost is sent again with its key and has one effect", async () => {
  const { fetch, sent } = lossy(({ number }) => (number === 0 ? "answer" : undefined));
  const name = unique("project");
  const reply = await client({ fetch }).post("/v1/projects", { body: { name } });
  assert.equal(reply.replayed, true);
  assert.equal(reply.status, 201);
  const keys = sent.map((request) => request.headers.get("idempotency-key"));
  assert.equal(keys.length, 2);
  assert(keys[0]);
  assert.equal(keys[0], keys[1]);
  const found = [];
  for await (const project of client().list("/v1/projects")) if (project.name === name) found.push(project.id);
  assert.deepEqual(found, [reply.data.id]);
  const other = await client().post("/v1/projects", { body: { name } });
  assert.notEqual(other.data.id, reply.data.id, "each call has a key of its own");
});

test("a change whose answer was lost is not made again blindly", async () => {
  const kit = (await client().post("/v1/brand-kits", { body: { name: "Acme" } })).data;
  const { fetch, sent } = lossy(({ number }) => (number === 0 ? "answer" : undefined));
  const call = { path: { kit_id: kit.id }, body: { name: "Other" } };
  await assert.rejects(client({ fetch }).patch("/v1/brand-kits/{kit_id}", call), ConnectionError);
  assert.equal(sent.length, 1);
});

test("a server that asks to be left alone is, for as long as it says, and not for ever", async () => {
  const refusing = (times: number, after: string) => {
    const asked: number[] = [];
    const fetchIt: Fetch = async (url, init) => {
      asked.push(performance.now());
      if (asked.length > times) return fetch(url, init);
      return new Response("", { status: 503, headers: { "Retry-After": after } });
    };
    return { fetch: fetchIt, asked };
  };
  const once = refusing(1, "1");
  assert.equal((await client({ fetch: once.fetch }).get("/v1/projects")).status, 200);
  assert(once.asked[1]! - once.asked[0]! >= 1000);
  const always = refusing(100, "0");
  await assert.rejects(client({ fetch: always.fetch, retries: 3 }).get("/v1/projects"), { status: 503, retryAfter: 0 });
  assert.equal(always.asked.length, 4);
  const long = refusing(100, "3600");
  await assert.rejects(client({ fetch: long.fetch }).get("/v1/projects"), { status: 503, retryAfter: 3600 });
  assert.equal(long.asked.length, 1);
});

test("a token that has expired is asked for anew, once", async () => {
  const expired = { code: "auth.expired", detail: "The access token has expired.", status: 401 };
  const fetchIt: Fetch = async (url, init) =>
    new Headers(init.headers).get("authorization") === "Bearer old"
      ? new Response(JSON.stringify(expired), { status: 401, headers: { "Content-Type": "application/problem+json" } })
      : fetch(url, init);
  const tokens = ["old", token];
  const renewed = await client({ fetch: fetchIt, token: () => tokens.shift()! }).get("/v1/projects");
  assert.equal(renewed.status, 200);
  let asked = 0;
  const stale = () => (asked++, "old");
  await assert.rejects(client({ fetch: fetchIt, token: stale }).get("/v1/projects"), { code: "auth.expired" });
  assert.equal(asked, 2);
});

test("a list is read page after page, with its filters", async () => {
  const cutdown = client();
  const made = [];
  for (let number = 0; number < 5; number++) {
    made.unshift((await cutdown.post("/v1/brand-kits", { body: { name: unique("paged") } })).data.id);
  }
  const { fetch, sent } = lossy(() => undefined);
  const found = [];
  for await (const kit of client({ fetch }).list("/v1/brand-kits", { query: { limit: 2 } })) {
    found.push(kit.id);
    if (found.length === 5) break;
  }
  assert.deepEqual(found, made);
  assert.equal(sent.length, 3, "nothing is fetched that nobody asked for");
  assert(sent.every((request) => request.url.includes("limit=2")));
});

test("a change on an old state is refused, and edit makes it on the new one", async () => {
  const cutdown = client();
  const { data: kit, etag } = await cutdown.post("/v1/brand-kits", { body: { name: "a" } });
  const path = { kit_id: kit.id };
  assert.equal(etag, '"1"');
  await cutdown.patch("/v1/brand-kits/{kit_id}", { path, body: { name: "b" }, ifMatch: etag! });
  const late = cutdown.patch("/v1/brand-kits/{kit_id}", { path, body: { name: "c" }, ifMatch: 1 });
  await assert.rejects(late, { code: "revision.stale", status: 412 });
  const append = (letter: string) =>
    cutdown.edit("/v1/brand-kits/{kit_id}", { path }, (current) => ({ name: current.name + letter }));
  await Promise.all([..."123"].map(append));
  const { data: after } = await cutdown.get("/v1/brand-kits/{kit_id}", { path });
  assert.deepEqual([...after.name].sort(), ["1", "2", "3", "b"]);
  assert.equal(after.revision, 5);
  let shown = 0;
  const wrong = cutdown.edit("/v1/brand-kits/{kit_id}", { path }, () => (shown++, { name: "" }));
  await assert.rejects(wrong, { code: "request.invalid" });
  assert.equal(shown, 1);
});

test("a call is given up when its signal says so", async () => {
  const stop = new AbortController();
  const { fetch } = lossy(() => "request");
  setTimeout(() => stop.abort(), 50);
  await assert.rejects(client({ fetch, retries: 100 }).get("/v1/projects", { signal: stop.signal }), { name: "AbortError" });
});
