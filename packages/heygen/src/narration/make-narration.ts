import { awaitVideo } from "./job/await-video.ts";
import { fetchSpeech, fetchVideo } from "./job/fetch-clip.ts";
import { tell, type NarrationWork } from "./job/narration-work.ts";
import { takeJob } from "./job/take-job.ts";
import { makePlaceholder } from "./make-placeholder.ts";
import type { NarrationClip } from "./narration-clip.ts";
import type { NarrationDependencies } from "./narration-dependencies.ts";
import { NarrationFolder } from "./narration-folder.ts";
import { lockNarration } from "./narration-lock.ts";
import { narrationOrder } from "./narration-order.ts";
import type { FileSource, MadeSource, NarrationSource } from "./narration-source.ts";
import { orderKey } from "./order-key.ts";
import { pruneNarrations } from "./prune-narrations.ts";
import { readWords } from "./words/read-words.ts";

const usualSeconds = 1200;

/**
 * Has a narration made, once: what was made before is used again, what is being made is waited for, whichever process
 * asked for it, and whatever broke in on it.
 *
 * @returns a clip whose file is local, and stays where it is.
 * @throws {HeyGenError} that says what to do; unless it says otherwise, the same call goes on where this one ended.
 */
export async function makeNarration(
  source: NarrationSource,
  dependencies: NarrationDependencies,
): Promise<NarrationClip> {
  if (source.type === "file") return useFile(source, dependencies);
  const { placeholder, queue, signal } = dependencies;
  if (placeholder) return makePlaceholder(source, placeholder, dependencies);
  const make = (): Promise<NarrationClip> => makeOnce(source, dependencies);
  return queue ? queue.run(make, signal) : make();
}

async function useFile(
  { src, words }: FileSource,
  { locate }: NarrationDependencies,
): Promise<NarrationClip> {
  const file = await locate(src);
  if (words === undefined) return { file, words: [], subtitles: null };
  return { file, ...(await readWords(await locate(words), words)) };
}

async function makeOnce(source: MadeSource, dependencies: NarrationDependencies): Promise<NarrationClip> {
  const { apiBase, cacheFolder, now, signal, anew, timeoutSeconds = usualSeconds } = dependencies;
  const order = narrationOrder(source);
  const key = orderKey(order, apiBase);
  const folder = new NarrationFolder(cacheFolder, key);
  const early = anew === undefined ? await folder.readClip() : null;
  if (early) return cached(early, dependencies);
  await folder.make();
  const end = now() + timeoutSeconds * 1000;
  const onWait = (): void =>
    tell(dependencies, { state: "shared", message: "Another process has this narration made" });
  await using _lock = await lockNarration(folder.path, { limitMs: end - now(), signal, onWait });
  if (anew !== undefined && ((await folder.readJob())?.sentAt ?? 0) < anew) await folder.clear();
  const clip = await folder.readClip();
  if (clip) return cached(clip, dependencies);
  const client = await dependencies.client();
  const made = await makeClip({ order, key, folder, client, dependencies, end });
  await folder.writeClip(made);
  await pruneNarrations(cacheFolder);
  tell(dependencies, { state: "done", message: "The narration is there" });
  return made;
}

async function makeClip(work: NarrationWork): Promise<NarrationClip> {
  const record = await takeJob(work);
  if (work.order.type === "speech") return fetchSpeech(work, record);
  return fetchVideo(work, record, await awaitVideo(work, record));
}

function cached(clip: NarrationClip, dependencies: NarrationDependencies): NarrationClip {
  tell(dependencies, { state: "cached", message: "The narration was made before, and is used again" });
  return clip;
}
