import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { download } from "../../client/download.ts";
import type { VideoState } from "../../client/wait-for.ts";
import { HeyGenError } from "../../errors.ts";
import type { NarrationClip } from "../narration-clip.ts";
import { subtitleWords } from "../words/subtitle-words.ts";
import { readVideo } from "./await-video.ts";
import type { JobRecord } from "./job-record.ts";
import { tell, withAdvice, type NarrationWork } from "./narration-work.ts";

const maxSubtitleBytes = 4 * 2 ** 20;

/** Fetches a finished video with its subtitles, from which its words have their times. */
export async function fetchVideo(
  work: NarrationWork,
  { opaque }: JobRecord,
  state: VideoState,
): Promise<NarrationClip> {
  const { client, order, folder, dependencies } = work;
  const { signal } = dependencies;
  tell(dependencies, { state: "fetching", message: "The narration is made and is fetched", job: state.id });
  try {
    const isWebm = order.type === "avatar" && order.body.output_format === "webm" && !opaque;
    const refresh = async (): Promise<string> => urlOf((await readVideo(work, state.id)).video_url);
    const file = folder.clipFile(isWebm ? "video/webm" : "video/mp4");
    const url = urlOf(state.video_url);
    await download(client, { url, refresh, target: file, overwrite: true, types: ["video/"], signal });
    const subtitles = await fetchSubtitles(work, state);
    const words = subtitles === null ? [] : subtitleWords(subtitles);
    return { file, words, subtitles };
  } catch (error) {
    throw advise(
      error,
      `The video is made (${state.id}). Try the same again: it is fetched, and nothing is paid.`,
    );
  }
}

/** Fetches a speech, whose words HeyGen has told already. */
export async function fetchSpeech(work: NarrationWork, record: JobRecord): Promise<NarrationClip> {
  const { client, folder, dependencies } = work;
  const { url = "", words = [] } = record.speech ?? {};
  tell(dependencies, { state: "fetching", message: "The speech is made and is fetched" });
  const target = folder.clipFile("audio/mpeg");
  const { signal } = dependencies;
  try {
    await download(client, { url, target, overwrite: true, types: ["audio/"], signal });
  } catch (error) {
    const advice =
      "The speech is made. Try the same again: it is fetched, and nothing is paid. " +
      "If its address no longer holds, have it made again: `anew`.";
    throw advise(error, advice);
  }
  return { file: target, words, subtitles: null };
}

async function fetchSubtitles(work: NarrationWork, state: VideoState): Promise<string | null> {
  const { client, folder, dependencies } = work;
  if (!state.subtitle_url) {
    tell(dependencies, {
      state: "warning",
      message: "HeyGen gave no subtitles, so no word of the narration has a time",
    });
    return null;
  }
  const target = join(folder.path, "subtitles.srt");
  const { signal } = dependencies;
  const refresh = async (): Promise<string> => urlOf((await readVideo(work, state.id)).subtitle_url);
  const request = { url: state.subtitle_url, refresh, target, overwrite: true, signal };
  await download(client, { ...request, maxBytes: maxSubtitleBytes });
  const text = await readFile(target, "utf8");
  await rm(target, { force: true });
  return text;
}

function urlOf(url: string | null | undefined): string {
  if (url) return url;
  throw new HeyGenError("unexpected-answer", "HeyGen says that the video is made, but not where it is.");
}

function advise(error: unknown, advice: string): unknown {
  return error instanceof HeyGenError && error.failure !== "interrupted" ? withAdvice(error, advice) : error;
}
