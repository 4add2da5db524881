import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { test } from "node:test";
import type { UploadProgress } from "@cutdown/sdk";
import { Sha256 } from "../src/sha256.ts";
import { client, lossy, unique } from "./world.ts";

const MIB = 1024 ** 2;
const PART = 5 * MIB;

function isPut(request: { method: string }): boolean {
  return request.method === "PUT";
}

test("an upload that was torn off goes on with the parts that are missing, and is not sent a third time", async () => {
  const bytes = randomBytes(2 * PART + MIB);
  const file = new File([bytes], "talk.mp4", { type: "video/mp4" });
  const stop = new AbortController();
  let puts = 0;
  const torn = lossy((request) => {
    if (isPut(request) && ++puts === 2) stop.abort();
    return undefined;
  });
  const first = client({ fetch: torn.fetch }).uploads.send(file, { parts: true, concurrency: 1, signal: stop.signal });
  await assert.rejects(first, { name: "AbortError" });

  // Another process, which knows nothing but the file.
  const told: UploadProgress[] = [];
  const second = lossy(() => undefined);
  const upload = await client({ fetch: second.fetch }).uploads.send(file, { onProgress: (one) => told.push(one) });
  assert.equal(upload.status, "completed");
  assert.equal(upload.filename, "talk.mp4");
  assert.equal(second.sent.filter(isPut).length, 2);
  assert(!second.sent.some((request) => request.method === "POST" && request.url.endsWith("/v1/uploads")));
  const sending = told.filter((one) => one.phase === "sending").map((one) => one.done);
  assert.deepEqual(sending, [...sending].sort((a, b) => a - b));
  assert.deepEqual([sending[0], sending.at(-1)], [PART, bytes.length]);

  const { data: video } = await client().post("/v1/videos", { body: { upload_id: upload.id } });
  assert.equal(video.filename, "talk.mp4");
});

test("a part that the storage did not take is sent again", async () => {
  const file = new Blob([randomBytes(PART + 10)]);
  let puts = 0;
  const { fetch, sent } = lossy((request) => (isPut(request) && ++puts === 1 ? "request" : undefined));
  const upload = await client({ fetch }).uploads.send(file, { filename: unique("part"), parts: true });
  assert.equal(upload.status, "completed");
  assert.equal(sent.filter(isPut).length, 3);
});

test("a file in one request whose answer was lost has arrived", async () => {
  const file = new Blob([randomBytes(1000)]);
  const { fetch, sent } = lossy((request) => (isPut(request) ? "answer" : undefined));
  await assert.rejects(client({ fetch, retries: 0 }).uploads.send(file), { name: "ConnectionError" });
  let puts = 0;
  const again = lossy((request) => (isPut(request) && ++puts === 1 ? "answer" : undefined));
  const upload = await client({ fetch: again.fetch }).uploads.send(new Blob([randomBytes(1000)]));
  assert.equal(upload.status, "completed");
  assert.equal(again.sent.filter(isPut).length, 2);
  assert.equal(sent.filter(isPut).length, 1);
});

test("a refusal of the API ends an upload at once", async () => {
  await assert.rejects(client().uploads.send(new Blob([])), { code: "media.empty" });
});

test("the digest that is counted here is the one that is counted elsewhere", () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 128, 1000, 70_001]) {
    const bytes = randomBytes(length);
    const hash = new Sha256();
    for (let start = 0; start < length; start += 777) hash.update(bytes.subarray(start, start + 777));
    assert.equal(hash.hex(), createHash("sha256").update(bytes).digest("hex"), `${length} bytes`);
  }
});
