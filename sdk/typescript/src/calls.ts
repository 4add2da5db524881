/** The types of every call, drawn from the generated `paths`: a new endpoint needs no code here. */

import type { paths } from "./generated.ts";

export type Method = "get" | "post" | "put" | "patch" | "delete";

/** The paths that have an operation of this method. */
export type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends { [N in M]: { responses: unknown } } ? P : never;
}[keyof paths];

type Operation<M extends Method, P extends PathOf<M>> = paths[P] extends { [N in M]: infer O } ? O : never;

type Parameters<O, Where extends string> = O extends { parameters: { [N in Where]?: infer V } } ? NonNullable<V> : never;

type Json<O> = O extends { content: { "application/json": infer B } } ? B : never;

type Body<O> = O extends { requestBody?: infer B } ? Json<NonNullable<B>> : never;

/** A part of a call: left out where the operation has none of it, optional where nothing of it is required. */
type Part<Name extends string, V> = [V] extends [never]
  ? { [N in Name]?: never }
  : object extends V
    ? { [N in Name]?: V }
    : { [N in Name]: V };

type Answered<O> = O extends { responses: infer R } ? R[Extract<keyof R, 200 | 201 | 202 | 204>] : never;

type Content<A> = A extends { content: infer C } ? (C extends { "application/json": infer B } ? B : Blob) : undefined;

/** What an operation answers with: its JSON, a Blob of another type, or undefined. */
export type Answer<M extends Method, P extends PathOf<M>> = Content<Answered<Operation<M, P>>>;

/** What an operation takes as its JSON body. */
export type BodyOf<M extends Method, P extends PathOf<M>> = Body<Operation<M, P>>;

/** What may be said of any call. */
export interface CallOptions {
  /** For POST; a random one by default, so that a call that is sent again has one effect. */
  idempotencyKey?: string;
  /** The `etag` of a reply, or a revision: the change is refused (412) when it is another by now. */
  ifMatch?: string | number;
  signal?: AbortSignal | undefined;
  /** How often the call is sent again when that is safe. */
  retries?: number;
  timeoutSeconds?: number;
}

/** Everything that a call takes. */
export type Call<M extends Method, P extends PathOf<M>> = CallOptions &
  Part<"path", Parameters<Operation<M, P>, "path">> &
  Part<"query", Parameters<Operation<M, P>, "query">> &
  Part<"body", BodyOf<M, P>>;

/** The argument list: a call of which nothing is required may be left out. */
export type Arguments<M extends Method, P extends PathOf<M>> =
  object extends Call<M, P> ? [call?: Call<M, P>] : [call: Call<M, P>];

/** The paths that answer with pages. */
export type PagedPath = {
  [P in PathOf<"get">]: Answer<"get", P> extends { items: unknown[]; next: string | null } ? P : never;
}[PathOf<"get">];

/** What the pages of a path hold. */
export type ItemOf<P extends PagedPath> = Answer<"get", P> extends { items: (infer I)[] } ? I : never;

/** An answer, and what came with it. */
export interface Reply<T> {
  data: T;
  status: number;
  /** For `ifMatch`; undefined for what has no revision. */
  etag: string | undefined;
  /** Whether the answer was given before, to the same `idempotencyKey`. */
  replayed: boolean;
  headers: Headers;
}
