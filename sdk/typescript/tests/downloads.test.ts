import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { type Fetch } from "@cutdown/sdk";
import { artifact, client, lossy, url } from "./world.ts";

async function digestOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of stream) hash.update(piece);
  return hash.digest("hex");
}

function isStorage(request: { url: string }): boolean {
  return !request.url.startsWith(url);
}

/** What the storage sends, changed on the way. */
function changed(change: (bytes: Uint8Array, number: number) => BodyInit): { fetch: Fetch; ranges: (string | null)[] } {
  const ranges: (string | null)[] = [];
  const fetchIt: Fetch = async (address, init) => {
    const response = await fetch(address, init);
    if (!isStorage({ url: address })) return response;
    ranges.push(new Headers(init.headers).get("range"));
    const body = change(new Uint8Array(await response.arrayBuffer()), ranges.length);
    return new Response(body, { status: response.status, headers: response.headers });
  };
  return { fetch: fetchIt, ranges };
}

test("a file comes as a stream, without the credential being shown to the storage", async () => {
  const { fetch, sent } = lossy(() => undefined);
  assert.equal(await digestOf(await client({ fetch }).artifacts.download(artifact)), artifact);
  const [asked] = sent.filter(isStorage);
  assert.equal(asked!.headers.get("authorization"), null);
});

test("a download that breaks off goes on where it was", async () => {
  const { fetch, ranges } = changed((bytes, number) => {
    if (number > 2) return bytes as Uint8Array<ArrayBuffer>;
    let pulls = 0;
    return new ReadableStream({
      pull(controller) {
        if (pulls++ === 0) controller.enqueue(bytes.slice(0, 1000));
        else controller.error(new TypeError("terminated"));
      },
    });
  });
  assert.equal(await digestOf(await client({ fetch }).artifacts.download(artifact)), artifact);
  assert.deepEqual(ranges, [null, "bytes=1000-", "bytes=2000-"]);
});

test("a download that ends too early is not taken for the whole", async () => {
  const { fetch, ranges } = changed((bytes, number) => bytes.slice(0, number === 1 ? 100 : undefined));
  assert.equal(await digestOf(await client({ fetch }).artifacts.download(artifact)), artifact);
  assert.deepEqual(ranges, [null, "bytes=100-"]);
});

test("other bytes than those of the digest are an error at the end", async () => {
  const { fetch } = changed((bytes) => bytes.map((byte, index) => (index === 5 ? byte ^ 1 : byte)));
  await assert.rejects(digestOf(await client({ fetch }).artifacts.download(artifact)), { code: "client.damaged" });
});

test("a file that is not there is told before the stream", async () => {
  await assert.rejects(client().artifacts.download("0".repeat(64)), { code: "artifact.not_found" });
});

test("who leaves a download early ends it", async () => {
  let left = false;
  const { fetch } = changed(
    (bytes) => new ReadableStream({ start: (c) => c.enqueue(bytes.slice(0, 1000)), cancel: () => void (left = true) }),
  );
  for await (const piece of await client({ fetch }).artifacts.download(artifact)) {
    assert.equal(piece.length, 1000);
    break;
  }
  assert(left);
});
