/** The client: every operation of the API by its method and path, and what is more than one call. */

import type { Answer, Arguments, BodyOf, Call, ItemOf, Method, PagedPath, PathOf, Reply } from "./calls.ts";
import { Artifacts } from "./download.ts";
import { CutdownError } from "./errors.ts";
import { Events, Jobs } from "./jobs.ts";
import { type ClientOptions, Transport } from "./transport.ts";
import { Uploads } from "./upload.ts";

/** The paths that can be read and changed. */
type EditablePath = PathOf<"get"> & PathOf<"patch">;

const EDIT_TRIES = 5;

export class Cutdown {
  readonly transport: Transport;
  readonly uploads: Uploads;
  readonly jobs: Jobs;
  readonly events: Events;
  readonly artifacts: Artifacts;

  constructor(options: ClientOptions) {
    this.transport = new Transport(options);
    this.uploads = new Uploads(this);
    this.jobs = new Jobs(this);
    this.events = new Events(this);
    this.artifacts = new Artifacts(this);
  }

  get<P extends PathOf<"get">>(path: P, ...call: Arguments<"get", P>): Promise<Reply<Answer<"get", P>>> {
    return this.#call("get", path, call[0]);
  }

  post<P extends PathOf<"post">>(path: P, ...call: Arguments<"post", P>): Promise<Reply<Answer<"post", P>>> {
    return this.#call("post", path, call[0]);
  }

  put<P extends PathOf<"put">>(path: P, ...call: Arguments<"put", P>): Promise<Reply<Answer<"put", P>>> {
    return this.#call("put", path, call[0]);
  }

  patch<P extends PathOf<"patch">>(path: P, ...call: Arguments<"patch", P>): Promise<Reply<Answer<"patch", P>>> {
    return this.#call("patch", path, call[0]);
  }

  delete<P extends PathOf<"delete">>(path: P, ...call: Arguments<"delete", P>): Promise<Reply<Answer<"delete", P>>> {
    return this.#call("delete", path, call[0]);
  }

  /** Every item of a list, page after page, as they are asked for. */
  async *list<P extends PagedPath>(path: P, ...call: Arguments<"get", P>): AsyncGenerator<ItemOf<P>, void, undefined> {
    const plain: PlainCall = call[0] ?? {};
    for (let cursor: string | undefined; ; ) {
      const query = cursor === undefined ? plain.query : { ...plain.query, cursor };
      const { data } = await this.#call<Page<ItemOf<P>>>("get", path, { ...plain, query });
      yield* data.items;
      if (data.next === null) return;
      cursor = data.next;
    }
  }

  /**
   * Change a thing on the state that `change` was shown: when somebody else was quicker, it is shown the new state and asked
   * again. Nobody's change is lost that way.
   */
  async edit<P extends EditablePath>(
    path: P,
    call: Omit<Call<"patch", P>, "body" | "ifMatch">,
    change: (current: Answer<"get", P>) => BodyOf<"patch", P> | Promise<BodyOf<"patch", P>>,
  ): Promise<Reply<Answer<"patch", P>>> {
    for (let tries = 1; ; tries++) {
      const current = await this.#call<Answer<"get", P>>("get", path, call);
      const body = await change(current.data);
      try {
        return await this.#call("patch", path, { ...call, body, ifMatch: current.etag });
      } catch (error) {
        const late = error instanceof CutdownError && error.code === "revision.stale";
        if (!late || tries >= EDIT_TRIES) throw error;
      }
    }
  }

  async #call<T>(method: Method, path: string, call: PlainCall = {}): Promise<Reply<T>> {
    const { path: parameters, ...rest } = call;
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = parameters?.[name];
      if (value === undefined || value === "") throw new TypeError(`${path} needs ${name}`);
      return encodeURIComponent(String(value));
    });
    return await this.transport.send({ ...rest, method, path: filled } as Request, async (response) => ({
      data: (await contentOf(response)) as T,
      status: response.status,
      etag: response.headers.get("etag") ?? undefined,
      replayed: response.headers.get("idempotent-replayed") === "true",
      headers: response.headers,
    }));
  }
}

/** A call without the types that its path gives it. */
interface PlainCall {
  path?: Record<string, unknown> | undefined;
  query?: object | undefined;
  body?: unknown;
  ifMatch?: string | number | undefined;
}

interface Page<T> {
  items: T[];
  next: string | null;
}

type Request = Parameters<Transport["send"]>[0];

async function contentOf(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  const type = response.headers.get("content-type") ?? "";
  return /^application\/json\b/.test(type) ? response.json() : response.blob();
}
