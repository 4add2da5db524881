import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { CutdownError, type EventView, type Fetch } from "@cutdown/sdk";
import { blocksOf } from "../src/sse.ts";
import { client, Door, lossy, newJob, tell } from "./world.ts";

async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 5000; !holds(); await sleep(5)) assert(Date.now() < end, "waited too long");
}

test("a connection that is cut costs no event, and tells none twice", async () => {
  const door = await Door.open();
  const jobId = await newJob();
  const seen: EventView[] = [];
  const watching = (async () => {
    for await (const event of client({ url: door.url }).jobs.watch(jobId)) seen.push(event);
  })();
  await until(() => seen.length === 1);
  await tell(jobId, "1", "stage.started");
  await until(() => seen.length === 2);
  door.cut();
  await tell(jobId, "2", "stage.completed");
  await until(() => seen.length === 3);
  door.cut();
  await tell(jobId, "3", "stage.started");
  await tell(jobId, "end", "job.completed");
  await watching;
  assert.deepEqual(seen.map((event) => event.seq), [1, 2, 3, 4, 5]);
  assert.equal(seen[4]!.kind, "job.completed");
  assert(door.opened >= 3);
  door.close();
});

test("a stream that something on the way ends in good order is opened again while the job goes on", async () => {
  const jobId = await newJob();
  const { fetch: counted, sent } = lossy(() => undefined);
  let streams = 0;
  const shortened: Fetch = async (url, init) => {
    const response = await counted(url, init);
    if (!url.includes("/events") || ++streams > 1) return response;
    // Each frame has come through; then the connection is closed as if that had been all.
    const reader = response.body!.getReader();
    const { value } = await reader.read();
    void reader.cancel();
    return new Response(value, { headers: response.headers });
  };
  const kinds: string[] = [];
  const watching = (async () => {
    for await (const event of client({ fetch: shortened }).jobs.watch(jobId)) kinds.push(event.kind);
  })();
  await until(() => streams === 2);
  await tell(jobId, "end", "job.failed");
  await watching;
  assert.deepEqual(kinds, ["job.queued", "job.failed"]);
  assert(sent.some((request) => request.url.endsWith(`/v1/jobs/${jobId}`)), "the job itself was asked");
});

test("who has seen enough leaves, and the connection is given back", async () => {
  const door = await Door.open();
  const jobId = await newJob();
  for await (const event of client({ url: door.url }).jobs.watch(jobId)) {
    assert.equal(event.kind, "job.queued");
    break;
  }
  await until(() => door.connections === 0);
  door.close();
});

test("a watch is given up when its signal says so", async () => {
  const stop = new AbortController();
  const jobId = await newJob();
  const watching = (async () => {
    for await (const _ of client().jobs.watch(jobId, { signal: stop.signal })) stop.abort();
  })();
  await assert.rejects(watching, { name: "AbortError" });
});

test("the organisation's log is told from a position on, by kind and job", async () => {
  const [one, other] = [await newJob(), await newJob()];
  await tell(other, "a", "stage.started");
  await tell(one, "a", "stage.started");
  await tell(one, "b", "stage.completed");
  const found: string[] = [];
  for await (const event of client().events.watch({ after: 0, kind: ["stage.*"], jobId: [one] })) {
    found.push(`${event.job_id} ${event.kind}`);
    if (found.length === 2) break;
  }
  assert.deepEqual(found, [`${one} stage.started`, `${one} stage.completed`]);
});

test("waiting for a job answers with the job", async () => {
  const jobId = await newJob();
  const kinds: string[] = [];
  const waiting = client().jobs.wait(jobId, { onEvent: (event) => kinds.push(event.kind) });
  await tell(jobId, "end", "job.cancelled");
  assert.equal((await waiting).id, jobId);
  assert.deepEqual(kinds, ["job.queued", "job.cancelled"]);
});

test("a stream that is closed for good says why, one that is unknown is refused", async () => {
  const closed = 'retry: 1\nid: 0\n\nevent: stream.closed\ndata: {"code":"stream.access_ended"}\n\n';
  const fetch: Fetch = async () => new Response(closed);
  const watching = client({ fetch }).events.watch();
  await assert.rejects(watching.next(), (error) => error instanceof CutdownError && error.code === "stream.access_ended");
  await assert.rejects(client().jobs.watch("job_unknown").next(), { code: "job.not_found" });
});

test("a server that cannot be reached is given up after as many tries as were allowed", async () => {
  const { fetch, sent } = lossy(() => "request");
  await assert.rejects(client({ fetch }).events.watch({ reconnects: 1 }).next(), { name: "ConnectionError" });
  assert.equal(sent.length, 2);
});

test("events are parsed however the bytes are cut", async () => {
  const text = ': hello\r\n\r\nretry: 5\r\nid: 1\r\n\r\nevent: a\ndata: é\ndata: two\n\ndata:x\rid: 2\r\r\ndata: torn';
  const bytes = new TextEncoder().encode(text);
  for (const size of [1, 2, 3, 7, bytes.length]) {
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.slice(at, at + size));
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        const piece = pieces.shift();
        if (piece) controller.enqueue(piece);
        else controller.close();
      },
    });
    const blocks = [];
    for await (const block of blocksOf(stream, () => undefined)) blocks.push(block);
    assert.deepEqual(blocks, [{ retry: 5, id: "1" }, { event: "a", data: "é\ntwo" }, { data: "x", id: "2" }]);
  }
});
