/** Downloads as streams that go on after a break, and whose bytes were checked at their end. */

import type { Cutdown } from "./client.ts";
import { ConnectionError, CutdownError } from "./errors.ts";
import type { ArtifactRef } from "./generated.ts";
import { sha256 } from "./sha256.ts";
import { backoff, pause } from "./waiting.ts";

export interface DownloadOptions {
  /** The name under which a browser would save it. */
  filename?: string;
  signal?: AbortSignal;
}

type Stoppable = DownloadOptions & { signal: AbortSignal };

export class Artifacts {
  readonly #client: Cutdown;

  constructor(client: Cutdown) {
    this.#client = client;
  }

  /** An address that hands out the file for an hour, to whoever has it: for a link or a player. */
  async link(artifact: ArtifactRef | string, options: DownloadOptions = {}): Promise<string> {
    const path = { digest: digestOf(artifact) };
    const query = { redirect: false, ...(options.filename ? { filename: options.filename } : {}) };
    const { data } = await this.#client.get("/v1/artifacts/{digest}/download", { path, query, signal: options.signal });
    return data.url;
  }

  /** The bytes of a file. The stream fails at its end when they are not those of the digest. */
  async download(artifact: ArtifactRef | string, options: DownloadOptions = {}): Promise<ReadableStream<Uint8Array>> {
    // Ends what is under way, also a read that waits for its bytes.
    const stop = new AbortController();
    const relay = () => stop.abort(options.signal?.reason);
    if (options.signal?.aborted) relay();
    options.signal?.addEventListener("abort", relay, { once: true });
    const over = () => options.signal?.removeEventListener("abort", relay);

    const pieces = this.#pieces(digestOf(artifact), { ...options, signal: stop.signal });
    // The first piece is asked for at once, so that a file that is not there is told here.
    let first: IteratorResult<Uint8Array> | undefined = await pieces.next().catch((error: unknown) => {
      over();
      throw error;
    });
    const source: UnderlyingDefaultSource<Uint8Array> = {
      async pull(controller) {
        const { done, value } = first ?? (await pieces.next());
        first = undefined;
        if (!done) return controller.enqueue(value);
        over();
        controller.close();
      },
      cancel(reason) {
        over();
        stop.abort(reason);
      },
    };
    return new ReadableStream(source, { highWaterMark: 0 });
  }

  async *#pieces(digest: string, options: Stoppable): AsyncGenerator<Uint8Array, undefined, undefined> {
    const { signal } = options;
    const hash = sha256();
    let offset = 0;
    for (let failures = 0; ; failures++) {
      const from = offset;
      try {
        for await (const piece of this.#rest(digest, from, options)) {
          offset += piece.length;
          failures = 0;
          hash.update(piece);
          yield piece;
        }
        if (hash.hex() === digest) return;
        throw new CutdownError({ code: "client.damaged", detail: "These are not the bytes of this file.", status: 0 });
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof ConnectionError) || failures >= this.#client.transport.retries) throw error;
        await pause(backoff(failures), signal);
      }
    }
  }

  /** The bytes from `offset` on, over one connection. */
  async *#rest(digest: string, offset: number, options: Stoppable): AsyncGenerator<Uint8Array> {
    const { signal } = options;
    const url = await this.link(digest, options);
    const init: RequestInit = { signal, headers: offset > 0 ? { Range: `bytes=${offset}-` } : {} };
    const broken = (error: unknown): never => {
      throw new ConnectionError("The download broke off.", { cause: error });
    };
    const response = await this.#client.transport.fetch(url, init).catch(broken);
    if (!response.ok || response.body === null) {
      throw new ConnectionError(`The storage answered with status ${response.status}.`);
    }
    let skip = response.status === PARTIAL ? 0 : offset; // a storage that knows no ranges begins anew
    const expected = Number(response.headers.get("content-length") ?? Number.NaN);
    let got = 0;
    const reader = response.body.getReader();
    const cancel = () => void reader.cancel().catch(() => undefined);
    signal.addEventListener("abort", cancel, { once: true });
    try {
      for (;;) {
        const { done, value } = await reader.read().catch(broken);
        if (done) break;
        got += value.length;
        const piece = value.subarray(Math.min(skip, value.length));
        skip -= value.length - piece.length;
        if (piece.length > 0) yield piece;
      }
    } finally {
      signal.removeEventListener("abort", cancel);
      cancel();
    }
    if (got < expected) throw new ConnectionError("The download ended too early.");
  }
}

const PARTIAL = 206;

function digestOf(artifact: ArtifactRef | string): string {
  return typeof artifact === "string" ? artifact : artifact.digest;
}
