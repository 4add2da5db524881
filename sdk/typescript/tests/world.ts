/** What a test has at hand: the running API, a hand that lets things happen in it, and ways to lose what is sent. */

import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { type ClientOptions, Cutdown, type Fetch } from "@cutdown/sdk";

function given(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: these tests are run by pytest tests/sdk/typescript`);
  return value;
}

export const url = given("CUTDOWN_URL");
export const token = given("CUTDOWN_TOKEN");
/** A video's file in the storage: its digest. */
export const artifact = given("CUTDOWN_TEST_ARTIFACT");
export const videoId = given("CUTDOWN_TEST_VIDEO");

export function client(options: Partial<ClientOptions> = {}): Cutdown {
  return new Cutdown({ url, token, ...options });
}

/** Append an event to a job's log, as the workers do. */
export async function tell(jobId: string, key: string, kind: string): Promise<void> {
  const response = await fetch(given("CUTDOWN_TEST_HAND"), { method: "POST", body: JSON.stringify([jobId, key, kind]) });
  if (!response.ok) throw new Error(await response.text());
}

export async function newJob(): Promise<string> {
  return (await client().post("/v1/jobs", { body: { video_id: videoId } })).data.id;
}

export function unique(word: string): string {
  return `${word}-${randomBytes(6).toString("hex")}`;
}

/** The platform's fetch, with what is sent in `sent`, and `lose` deciding what becomes of an answer. */
export function lossy(lose: (request: { url: string; method: string; number: number }) => "answer" | "request" | undefined): {
  fetch: Fetch;
  sent: { url: string; method: string; headers: Headers }[];
} {
  const sent: { url: string; method: string; headers: Headers }[] = [];
  const lossyFetch: Fetch = async (address, init) => {
    const request = { url: address, method: init.method ?? "GET", number: sent.length };
    sent.push({ ...request, headers: new Headers(init.headers) });
    const lost = lose(request);
    if (lost === "request") throw new TypeError("fetch failed");
    const response = await fetch(address, init);
    if (lost === "answer") {
      await response.arrayBuffer();
      throw new TypeError("fetch failed");
    }
    return response;
  };
  return { fetch: lossyFetch, sent };
}

/** A door to the API through which connections can be cut. */
export class Door {
  readonly #server = createServer((socket) => this.#let(socket));
  readonly #pairs = new Set<Socket>();
  opened = 0;

  static async open(): Promise<Door> {
    const door = new Door();
    door.#server.listen(0, "127.0.0.1");
    await once(door.#server, "listening");
    return door;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get connections(): number {
    return this.#pairs.size;
  }

  /** Cut every connection, in the middle of whatever is said. */
  cut(): void {
    for (const socket of this.#pairs) socket.resetAndDestroy();
  }

  close(): void {
    this.cut();
    this.#server.close();
  }

  #let(socket: Socket): void {
    const { hostname, port } = new URL(url);
    const inner = connect(Number(port), hostname);
    this.opened++;
    this.#pairs.add(socket);
    socket.pipe(inner).pipe(socket);
    const end = () => {
      this.#pairs.delete(socket);
      socket.destroy();
      inner.destroy();
    };
    for (const one of [socket, inner]) one.on("error", end).on("close", end);
  }
}
