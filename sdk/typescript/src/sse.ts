/** Server-Sent Events out of a stream of bytes, as the HTML standard parses them. */

import { ConnectionError } from "./errors.ts";

export interface Block {
  /** The position in the log, where the block carries one. */
  id?: string;
  event?: string;
  data?: string;
  /** Milliseconds after which to come back. */
  retry?: number;
}

/** The blocks of a stream, also those without data; `heard` is called for every piece that arrives. */
export async function* blocksOf(stream: ReadableStream<Uint8Array>, heard: () => void): AsyncGenerator<Block> {
  let block: Block = {};
  for await (const line of linesOf(stream, heard)) {
    if (line === "") {
      if (Object.keys(block).length > 0) yield block;
      block = {};
      continue;
    }
    const colon = line.indexOf(":");
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (name === "data") block.data = block.data === undefined ? value : `${block.data}\n${value}`;
    else if (name === "id") block.id = value;
    else if (name === "event") block.event = value;
    else if (name === "retry" && /^\d+$/.test(value)) block.retry = Number(value);
  }
}

async function* linesOf(stream: ReadableStream<Uint8Array>, heard: () => void): AsyncGenerator<string> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw new ConnectionError("The stream broke off.", { cause: error });
      });
      if (done) return; // a line without an end is no line
      heard();
      rest += decoder.decode(value, { stream: true });
      const lines = rest.split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? "";
      yield* lines;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
