/** What goes wrong: a refusal of the API, or no answer at all. */

import type { FieldProblem, KnownCode, Problem } from "./generated.ts";

/** A code of docs/errors.md. New ones may come at any time, so keep a branch for those you do not know. */
export type ErrorCode = KnownCode | (string & {});

/** The API refused. `code` never changes its meaning; `message` is a sentence that a person can act on. */
export class CutdownError extends Error {
  override readonly name = "CutdownError";
  /** The HTTP status; 0 where a stream was closed with a reason. */
  readonly status: number;
  readonly code: ErrorCode;
  /** Under this the server's log knows the request. */
  readonly requestId: string | undefined;
  /** For `request.invalid`: what is wrong, field by field. */
  readonly errors: readonly FieldProblem[];
  /** Seconds after which the server wants to be asked again. */
  readonly retryAfter: number | undefined;

  constructor(problem: Pick<Problem, "code" | "detail" | "status"> & Partial<Problem>, retryAfter?: number) {
    super(problem.detail);
    this.status = problem.status;
    this.code = problem.code;
    this.requestId = problem.request_id ?? undefined;
    this.errors = problem.errors ?? [];
    this.retryAfter = retryAfter;
  }

  /** The refusal in a response; also of something on the way that does not speak the API's language. */
  static async of(response: Response): Promise<CutdownError> {
    const text = await response.text().catch(() => "");
    const retryAfter = secondsOf(response.headers.get("retry-after"));
    try {
      const problem: unknown = JSON.parse(text);
      if (isProblem(problem)) return new CutdownError(problem, retryAfter);
    } catch {
      // told below
    }
    const detail = `The server answered with status ${response.status} and no problem description.`;
    return new CutdownError({ code: `http.${response.status}`, detail, status: response.status }, retryAfter);
  }
}

/** No answer came: the connection failed, broke or took too long. `cause` is what the platform says of it. */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError";
}

function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "code" in value && "detail" in value && "status" in value;
}

/** Seconds of a `Retry-After`, which is a number of them or a date. */
function secondsOf(header: string | null): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}
