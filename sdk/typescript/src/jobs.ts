/** Following jobs, and the organisation's whole log. */

import type { Cutdown } from "./client.ts";
import type { EventView, JobView } from "./generated.ts";
import { follow, type WatchOptions } from "./watch.ts";

const FINAL = new Set<JobView["status"]>(["completed", "failed", "cancelled"]);

export class Jobs {
  readonly #client: Cutdown;

  constructor(client: Cutdown) {
    this.#client = client;
  }

  /** The job's events from its first one on, as they happen; ends with the job. Connections that break are made again. */
  watch(jobId: string, options: WatchOptions = {}): AsyncGenerator<EventView, void, undefined> {
    const path = `/v1/jobs/${encodeURIComponent(jobId)}/events`;
    return follow(this.#client.transport, path, { kind: options.kind }, options, async (last) => {
      // Also a proxy may end a stream in good order; only the job knows whether it is over.
      if (last !== undefined && FINAL.has(last.kind.replace(/^job\./, "") as JobView["status"])) return true;
      const { data } = await this.#client.get("/v1/jobs/{job_id}", { path: { job_id: jobId }, signal: options.signal });
      return FINAL.has(data.status);
    });
  }

  /** Wait for the job's end; the answer is the job as it ended, which may be `failed`. */
  async wait(jobId: string, options: WatchOptions & { onEvent?: (event: EventView) => void } = {}): Promise<JobView> {
    for await (const event of this.watch(jobId, options)) options.onEvent?.(event);
    return (await this.#client.get("/v1/jobs/{job_id}", { path: { job_id: jobId }, signal: options.signal })).data;
  }
}

export class Events {
  readonly #client: Cutdown;

  constructor(client: Cutdown) {
    this.#client = client;
  }

  /** The organisation's events from now on, or after `after`; never ends by itself. */
  watch(options: WatchOptions & { jobId?: string[] } = {}): AsyncGenerator<EventView, void, undefined> {
    const query = { kind: options.kind, job_id: options.jobId };
    return follow(this.#client.transport, "/v1/events", query, options, async () => false);
  }
}
