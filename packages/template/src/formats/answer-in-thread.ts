import { parentPort, workerData } from "node:worker_threads";
import { DataError } from "../template-error.ts";

/** What a thread answers: what it has read, or what is wrong with that. */
export type ThreadAnswer<Value> = { readonly value: Value } | { readonly fault: string };

/** Reads what this thread was given, and hands it over. */
export async function answerInThread(read: (given: never) => unknown): Promise<void> {
  try {
    parentPort?.postMessage({ value: await read(workerData as never) } satisfies ThreadAnswer<unknown>, []);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    parentPort?.postMessage({ fault: error.message } satisfies ThreadAnswer<unknown>, []);
  }
}
