import type { NarrationDependencies } from "./narration-dependencies.ts";
import { NarrationFolder } from "./narration-folder.ts";
import { narrationOrder, textOf } from "./narration-order.ts";
import type { NarrationSource } from "./narration-source.ts";
import { orderKey } from "./order-key.ts";
import { countWords, promptSeconds, speechSeconds } from "./words/speech-length.ts";

/** What a narration would take. */
export interface NarrationEstimate {
  readonly type: NarrationSource["type"];
  /** The request that would be paid for; null for a file. */
  readonly endpoint: string | null;
  /**
   * `cached`: it is there; `pending`: HeyGen was asked already, and it is only fetched; `failed`: HeyGen could not make it;
   * `missing`: it would be made and paid for; `file`: nothing is made.
   */
  readonly state: "cached" | "pending" | "failed" | "missing" | "file";
  /** Of the script or the prompt. */
  readonly characters: number;
  readonly words: number;
  /** Of speech, about. */
  readonly seconds: number;
}

/**
 * Says what `makeNarration` would have made, without making it: no request is sent, and no key needed.
 *
 * @throws {HeyGenError} if the text is empty, or longer than HeyGen takes.
 */
export async function estimateNarration(
  source: NarrationSource,
  { apiBase, cacheFolder }: Pick<NarrationDependencies, "apiBase" | "cacheFolder">,
): Promise<NarrationEstimate> {
  if (source.type === "file") {
    return { type: "file", endpoint: null, state: "file", characters: 0, words: 0, seconds: 0 };
  }
  const order = narrationOrder(source);
  const text = textOf(source);
  const folder = new NarrationFolder(cacheFolder, orderKey(order, apiBase));
  const seconds = source.type === "agent" ? promptSeconds(text) : speechSeconds(text, source.speed);
  return {
    type: source.type,
    endpoint: order.endpoint,
    state: await stateOf(folder),
    characters: text.length,
    words: countWords(text),
    seconds: Math.round(seconds),
  };
}

async function stateOf(folder: NarrationFolder): Promise<NarrationEstimate["state"]> {
  if (await folder.readClip()) return "cached";
  const job = await folder.readJob();
  if (!job) return "missing";
  return job.state === "failed" ? "failed" : "pending";
}
