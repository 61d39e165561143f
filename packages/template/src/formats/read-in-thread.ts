import { once } from "node:events";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { DataError } from "../template-error.ts";
import type { ThreadAnswer } from "./answer-in-thread.ts";

/** What reads large files, each a file beside this one. */
type ThreadName = "yaml-thread" | "xlsx-thread";

/**
 * Reads data in a thread of its own, so that everything else goes on meanwhile. It ends with the signal.
 *
 * @param given what the thread reads: data that can be copied.
 * @throws {DataError} as the thread does.
 */
export async function readInThread<Value>(
  name: ThreadName,
  given: object,
  signal: AbortSignal | null,
): Promise<Value> {
  const script = new URL(`${name}${extname(import.meta.url)}`, import.meta.url);
  const thread = new Worker(script, { workerData: given });
  try {
    const answers = await once(thread, "message", signal ? { signal } : {});
    const [answer] = answers as [ThreadAnswer<Value>];
    if ("fault" in answer) throw new DataError(answer.fault);
    return answer.value;
  } finally {
    await thread.terminate();
  }
}
