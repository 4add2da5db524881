/** Sends files straight to object storage, in parts that survive a break. */

import type { Cutdown } from "./client.ts";
import { ConnectionError, CutdownError } from "./errors.ts";
import type { PartTicketView, UploadView } from "./generated.ts";
import { sha256 } from "./sha256.ts";
import { backoff, pause } from "./waiting.ts";

export interface UploadProgress {
  /** The file is read once before it is sent, so that an upload that was torn off can be found again. */
  phase: "hashing" | "sending";
  /** Bytes of `size` that are done with, those of an earlier try included. */
  done: number;
  size: number;
}

export interface UploadOptions {
  /** The name of a File is taken without it. */
  filename?: string;
  mediaType?: string;
  /** The SHA-256 of the file in hexadecimal, where it is known already. */
  sha256?: string;
  /** Whether to send it in parts; above 32 MiB by default. */
  parts?: boolean;
  /** How many parts at once: 3 by default. */
  concurrency?: number;
  onProgress?: (progress: UploadProgress) => void;
  signal?: AbortSignal;
}

const PARTS_ABOVE = 32 * 1024 ** 2;
const READ_BYTES = 4 * 1024 ** 2;
const FIRST_ROUNDS = 2;

export class Uploads {
  readonly #client: Cutdown;

  constructor(client: Cutdown) {
    this.#client = client;
  }

  /**
   * Send a file; the answer is its completed upload. Called again with the same file after a break, it goes on with the
   * parts that are missing; a file that the organisation has already is not sent at all.
   *
   * In Node: `send(await openAsBlob("talk.mp4"), { filename: "talk.mp4" })`.
   */
  async send(file: Blob, options: UploadOptions = {}): Promise<UploadView> {
    const { signal } = options;
    const size = file.size;
    const digest = options.sha256 ?? (await digestOf(file, options));
    const upload = (await this.#torn(digest, size, signal)) ?? (await this.#begun(file, digest, options));
    if (upload.status === "completed") {
      options.onProgress?.({ phase: "sending", done: size, size });
      return upload;
    }
    for (let rounds = 1; ; rounds++) {
      if (upload.part_size !== null) await this.#sendParts(file, upload, upload.part_size, options);
      try {
        const call = { path: { upload_id: upload.id }, signal };
        return (await this.#client.post("/v1/uploads/{upload_id}/complete", call)).data;
      } catch (error) {
        // A part was replaced or lost while we were at it: see what is missing now.
        const lost = error instanceof CutdownError && LOST.has(error.code);
        if (!lost || rounds >= FIRST_ROUNDS) throw error;
      }
    }
  }

  /** The upload in parts from which an earlier try was torn. */
  async #torn(digest: string, size: number, signal?: AbortSignal): Promise<UploadView | undefined> {
    const query = { sha256: digest, status: "pending", limit: 50 } as const;
    const { data } = await this.#client.get("/v1/uploads", { query, signal });
    return data.items.find((upload) => upload.size === size && upload.part_size !== null);
  }

  /** A new upload; where it takes one request, the file is there when this returns. */
  async #begun(file: Blob, digest: string, options: UploadOptions): Promise<UploadView> {
    const size = file.size;
    const own = "name" in file && typeof file.name === "string" ? file.name : "file";
    const name = options.filename ?? own;
    const inParts = options.parts ?? size > PARTS_ABOVE;
    const body = {
      filename: name,
      size,
      sha256: digest,
      media_type: options.mediaType || file.type || "application/octet-stream",
      ...(inParts ? { parts: true } : {}),
    };
    const { data: ticket } = await this.#client.post("/v1/uploads", { body, signal: options.signal });
    if (ticket.url !== null) {
      const put = { url: ticket.url, headers: ticket.headers };
      await this.#put(file, async () => put, options.signal, PRECONDITION_FAILED);
      options.onProgress?.({ phase: "sending", done: size, size });
    }
    return ticket.upload;
  }

  async #sendParts(file: Blob, upload: UploadView, partSize: number, options: UploadOptions): Promise<void> {
    const { signal } = options;
    const path = { upload_id: upload.id };
    const sizeOf = (number: number) => Math.min(partSize, upload.size - (number - 1) * partSize);
    const { data: arrived } = await this.#client.get("/v1/uploads/{upload_id}/parts", { path, signal });
    const there = new Set(arrived.items.filter((part) => part.size === sizeOf(part.number)).map((part) => part.number));
    const count = Math.ceil(upload.size / partSize);
    const missing = Array.from({ length: count }, (_, index) => index + 1).filter((number) => !there.has(number));
    let done = [...there].reduce((sum, number) => sum + sizeOf(number), 0);
    const tell = () => options.onProgress?.({ phase: "sending", done, size: upload.size });
    tell();

    const ticketOf = async (number: number): Promise<PartTicketView> => {
      const call = { path, body: { numbers: [number] }, signal };
      const { data } = await this.#client.post("/v1/uploads/{upload_id}/parts", call);
      return data.items[0]!;
    };
    const work = async (): Promise<void> => {
      for (let number = missing.shift(); number !== undefined; number = missing.shift()) {
        const one = number;
        const start = (one - 1) * partSize;
        await this.#put(file.slice(start, start + sizeOf(one)), () => ticketOf(one), signal);
        done += sizeOf(one);
        tell();
      }
    };
    const workers = Array.from({ length: Math.max(1, options.concurrency ?? 3) }, () =>
      work().catch((error: unknown) => {
        missing.length = 0; // the others end after the part that they are at
        throw error;
      }),
    );
    const outcomes = await Promise.allSettled(workers);
    for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  }

  /** PUT bytes to the storage; each try asks for its address anew, since addresses expire. */
  async #put(
    bytes: Blob,
    ticket: () => Promise<{ url: string; headers: Record<string, string> }>,
    signal?: AbortSignal,
    arrived?: number,
  ): Promise<void> {
    const { fetch, retries } = this.#client.transport;
    for (let tries = 0; ; tries++) {
      const { url, headers } = await ticket();
      let failure: Error;
      try {
        const init: RequestInit = { method: "PUT", body: bytes, headers };
        const response = await fetch(url, signal ? { ...init, signal } : init);
        await response.arrayBuffer();
        // The storage takes one PUT only: after a broken one this says that it had come through.
        if (response.ok || (tries > 0 && response.status === arrived)) return;
        failure = new ConnectionError(`The storage answered with status ${response.status}.`);
        if (response.status < 500 && response.status !== 403) throw failure;
      } catch (error) {
        signal?.throwIfAborted();
        failure = error instanceof ConnectionError ? error : new ConnectionError("The storage cannot be reached.", { cause: error });
      }
      if (tries >= retries) throw failure;
      await pause(backoff(tries), signal);
    }
  }
}

const PRECONDITION_FAILED = 412;
const LOST = new Set<string>(["upload.parts_changed", "upload.incomplete_parts"]);

async function digestOf(file: Blob, options: UploadOptions): Promise<string> {
  const hash = sha256();
  for (let start = 0; start < file.size; start += READ_BYTES) {
    options.signal?.throwIfAborted();
    const piece = await file.slice(start, start + READ_BYTES).arrayBuffer();
    hash.update(new Uint8Array(piece));
    options.onProgress?.({ phase: "hashing", done: start + piece.byteLength, size: file.size });
  }
  return hash.hex();
}
