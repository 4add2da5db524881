/** Waiting: between tries, and for no longer than allowed. */

import { ConnectionError } from "./errors.ts";

const FIRST_SECONDS = 0.5;
const MOST_SECONDS = 20;

/** Seconds to wait before try number `tries` + 1: at random up to a bound that doubles, so that clients do not march in step. */
export function backoff(tries: number): number {
  return Math.random() * Math.min(MOST_SECONDS, FIRST_SECONDS * 2 ** tries);
}

/** Wait; rejects at once when `signal` is aborted. */
export function pause(seconds: number, signal?: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, seconds * 1000);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

/** Aborts with the caller's signal, or when nothing was heard for some time. */
export class Watchdog {
  readonly #controller = new AbortController();
  readonly #seconds: number;
  readonly #outer: AbortSignal | undefined;
  readonly #stop = () => this.#controller.abort(this.#outer?.reason);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(seconds: number, outer?: AbortSignal | undefined) {
    this.#seconds = seconds;
    this.#outer = outer;
    if (outer?.aborted) this.#stop();
    outer?.addEventListener("abort", this.#stop, { once: true });
    this.heard();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Something came: the time begins anew. */
  heard(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => this.#controller.abort(new ConnectionError(`Nothing was heard for ${this.#seconds} seconds.`)),
      this.#seconds * 1000,
    );
  }

  /** Let go of the timer and of the caller's signal. */
  end(): void {
    clearTimeout(this.#timer);
    this.#outer?.removeEventListener("abort", this.#stop);
  }
}
