/** Client of the Cutdown API. */

export type { Answer, BodyOf, Call, CallOptions, ItemOf, Method, PagedPath, PathOf, Reply } from "./calls.ts";
export { Cutdown } from "./client.ts";
export type { DownloadOptions } from "./download.ts";
export { ConnectionError, CutdownError, type ErrorCode } from "./errors.ts";
export type * from "./generated.ts";
export type { ClientOptions, Fetch } from "./transport.ts";
export type { UploadOptions, UploadProgress } from "./upload.ts";
export type { WatchOptions } from "./watch.ts";
