/** Follows a log of events, over as many connections as it takes, without a gap and without telling one twice. */

import { ConnectionError, CutdownError } from "./errors.ts";
import type { EventView } from "./generated.ts";
import { type Block, blocksOf } from "./sse.ts";
import type { Transport } from "./transport.ts";
import { backoff, pause, Watchdog } from "./waiting.ts";

export interface WatchOptions {
  /** Go on after this position: `seq` of a job's events, `org_seq` of the organisation's. */
  after?: number | undefined;
  /** Only these kinds; `job.*` is all that begin with `job.`. */
  kind?: string[];
  signal?: AbortSignal | undefined;
  /** How many connections in a row may fail before anything was heard: 10 by default. */
  reconnects?: number;
}

/** A stream that the server closed with one of these is meant to be opened again. */
const PASSING = new Set(["stream.restarting", "stream.interrupted", "stream.too_slow"]);
/** The server sends a heartbeat every 15 seconds. */
const QUIET_SECONDS = 40;

/** The events at `path`. When the server ends the stream, `isOver` decides whether there is more to come. */
export async function* follow(
  transport: Transport,
  path: string,
  query: object,
  options: WatchOptions,
  isOver: (last: EventView | undefined) => Promise<boolean>,
): AsyncGenerator<EventView, void, undefined> {
  const { signal } = options;
  const most = options.reconnects ?? 10;
  let position = options.after?.toString();
  let last: EventView | undefined;
  let failures = 0;
  let waitSeconds = 1;
  for (;;) {
    const dog = new Watchdog(QUIET_SECONDS, signal);
    try {
      const headers: Record<string, string> = { Accept: "text/event-stream" };
      if (position !== undefined) headers["Last-Event-ID"] = position;
      const stream = await transport.open({ method: "get", path, query, headers }, dog);
      for await (const block of blocksOf(stream, () => dog.heard())) {
        failures = 0;
        if (block.retry !== undefined) waitSeconds = block.retry / 1000;
        if (block.event === "stream.closed") throw closing(block);
        if (block.data !== undefined) {
          last = JSON.parse(block.data) as EventView;
          yield last;
        }
        // After the event was taken: who throws in between has not had it.
        if (block.id !== undefined) position = block.id;
      }
      if (await isOver(last)) return;
    } catch (error) {
      signal?.throwIfAborted();
      if (!isPassing(error) || failures >= most) throw error;
    } finally {
      dog.end();
    }
    await pause(failures === 0 ? waitSeconds * Math.random() : backoff(failures), signal);
    failures++;
  }
}

function closing(block: Block): CutdownError {
  const { code } = JSON.parse(block.data ?? "{}") as { code?: string };
  return new CutdownError({ code: code ?? "stream.closed", detail: `The stream was closed: ${code}.`, status: 0 });
}

function isPassing(error: unknown): boolean {
  if (error instanceof CutdownError) {
    return PASSING.has(error.code) || error.status === 429 || error.status >= 500;
  }
  return error instanceof ConnectionError;
}
