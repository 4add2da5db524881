/** Sends requests: with the credential, again where that is safe, and never longer than allowed. */

import type { CallOptions, Method } from "./calls.ts";
import { ConnectionError, CutdownError } from "./errors.ts";
import { backoff, pause, Watchdog } from "./waiting.ts";

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface ClientOptions {
  /** Where the API is, e.g. `https://cutdown.example.com`. */
  url: string;
  /** An API key or an access token; a function is asked before each request, so that it can renew one. */
  token?: string | (() => string | Promise<string>);
  /** How often a call is sent again when that is safe: 4 by default, so five tries. */
  retries?: number;
  /** For each try: 60 by default. */
  timeoutSeconds?: number;
  /** Instead of the platform's own. */
  fetch?: Fetch;
}

/** A request as the transport takes it. */
export interface Request extends CallOptions {
  method: Method;
  path: string;
  query?: object | undefined;
  body?: unknown;
  headers?: Record<string, string>;
}

// A server that wants to be left alone for longer is told of instead.
const MOST_RETRY_AFTER_SECONDS = 60;
const PASSING = new Set([408, 429, 502, 503, 504]);

export class Transport {
  readonly fetch: Fetch;
  readonly retries: number;
  readonly #url: string;
  readonly #token: ClientOptions["token"];
  readonly #timeoutSeconds: number;

  constructor(options: ClientOptions) {
    this.#url = options.url.replace(/\/+$/, "");
    this.#token = options.token;
    this.retries = options.retries ?? 4;
    this.#timeoutSeconds = options.timeoutSeconds ?? 60;
    // Not as a method of this object: browsers insist on their own `this`.
    this.fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
  }

  /** Send until `read` has its answer. Throws CutdownError for a refusal, ConnectionError where no answer came. */
  async send<T>(request: Request, read: (response: Response) => Promise<T>): Promise<T> {
    const headers = headersOf(request);
    const most = request.retries ?? this.retries;
    for (let tries = 0; ; tries++) {
      try {
        return await this.#once(request, headers, read);
      } catch (error) {
        request.signal?.throwIfAborted();
        const again = tries < most && this.#isSafe(request, error, tries);
        const wanted = error instanceof CutdownError ? error.retryAfter : undefined;
        if (!again || (wanted ?? 0) > MOST_RETRY_AFTER_SECONDS) throw error;
        await pause(wanted === undefined ? backoff(tries) : wanted + Math.random() * 0.1, request.signal);
      }
    }
  }

  /** Open a stream: the timeout ends with the headers, and `dog` watches over the rest. */
  async open(request: Request, dog: Watchdog): Promise<ReadableStream<Uint8Array>> {
    const init = { method: request.method.toUpperCase(), headers: headersOf(request), signal: dog.signal };
    const response = await this.#fetched(this.#address(request), await this.#withCredential(init), dog);
    if (!response.ok) throw await CutdownError.of(response);
    if (response.body === null) throw new ConnectionError("The server sent an empty stream.");
    return response.body;
  }

  async #once<T>(
    request: Request,
    headers: Record<string, string>,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    const dog = new Watchdog(request.timeoutSeconds ?? this.#timeoutSeconds, request.signal);
    try {
      const init: RequestInit = { method: request.method.toUpperCase(), headers, signal: dog.signal };
      if (request.body !== undefined) init.body = JSON.stringify(request.body);
      const response = await this.#fetched(this.#address(request), await this.#withCredential(init), dog);
      if (!response.ok) throw await CutdownError.of(response);
      return await read(response).catch((error: unknown) => {
        throw new ConnectionError("The answer broke off.", { cause: error });
      });
    } finally {
      dog.end();
    }
  }

  async #fetched(url: string, init: RequestInit, dog: Watchdog): Promise<Response> {
    try {
      return await this.fetch(url, init);
    } catch (error) {
      if (dog.signal.aborted) throw dog.signal.reason;
      throw new ConnectionError(`${this.#url} cannot be reached.`, { cause: error });
    }
  }

  async #withCredential(init: RequestInit): Promise<RequestInit> {
    const token = typeof this.#token === "function" ? await this.#token() : this.#token;
    return token ? { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } } : init;
  }

  /** Whether the request may be sent again after this failure without a second effect. */
  #isSafe(request: Request, error: unknown, tries: number): boolean {
    const { method } = request;
    if (error instanceof CutdownError) {
      if (error.code === "auth.expired") return typeof this.#token === "function" && tries === 0;
      if (error.code === "idempotency.in_flight") return true;
      // Nothing was done yet where the server counts requests; after other failures a PATCH may have been.
      return error.status === 429 || (PASSING.has(error.status) && method !== "patch");
    }
    // A POST carries its key, and the others say what shall be, not what shall change.
    return error instanceof ConnectionError && method !== "patch";
  }

  #address(request: Request): string {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(request.query ?? {})) {
      for (const one of Array.isArray(value) ? value : [value]) {
        if (one !== undefined && one !== null) query.append(name, String(one));
      }
    }
    const written = query.toString();
    return this.#url + request.path + (written ? `?${written}` : "");
  }
}

function headersOf(request: Request): Record<string, string> {
  const headers: Record<string, string> = { Accept: "application/json", ...request.headers };
  if (request.body !== undefined) headers["Content-Type"] = "application/json";
  if (request.method === "post") headers["Idempotency-Key"] = request.idempotencyKey ?? randomKey();
  if (request.ifMatch !== undefined) {
    headers["If-Match"] = typeof request.ifMatch === "number" ? `"${request.ifMatch}"` : request.ifMatch;
  }
  return headers;
}

/** A key that nobody else has; it needs to be unique, not secret. */
function randomKey(): string {
  const crypto: Partial<Crypto> | undefined = globalThis.crypto; // missing in Node 18, in part on insecure pages
  if (crypto?.randomUUID) return crypto.randomUUID();
  return `${Date.now().toString(36)}-${Array.from({ length: 4 }, () => Math.random().toString(36).slice(2)).join("")}`;
}
