import { api } from "../../api/api.ts";
import {
  JobFailedError,
  JobTimeoutError,
  waitForSessionVideo,
  waitForVideo,
  type JobState,
  type SessionState,
  type VideoState,
  type WaitOptions,
} from "../../client/wait-for.ts";
import { HeyGenError } from "../../errors.ts";
import { idOf, type JobRecord } from "./job-record.ts";
import { secondsLeft, tell, withAdvice, type NarrationWork } from "./narration-work.ts";

/** A webhook may never come: nothing is believed for longer than that. */
const silenceSeconds = 300;

/**
 * Waits until HeyGen has made a job's video.
 *
 * @throws {HeyGenError} if it failed, or is not done in time. What to do is in the message; asking again costs nothing.
 */
export async function awaitVideo(work: NarrationWork, record: JobRecord): Promise<VideoState> {
  const { client, folder } = work;
  try {
    const video = record.video ?? (await awaitSession(work, record));
    const state = await waitForVideo(client, video, waitOptions(work, video));
    if (record.state === "failed") await folder.writeJob({ ...record, video, state: "taken" });
    return state;
  } catch (error) {
    throw await explain(work, error);
  }
}

/** New addresses for a finished video and its subtitles, when those that there were have expired. */
export async function readVideo(
  { client, dependencies }: NarrationWork,
  videoId: string,
): Promise<VideoState> {
  const { signal } = dependencies;
  return (await client.call(api.video.get, { path: { video_id: videoId } }, { signal })).data;
}

async function awaitSession(work: NarrationWork, record: JobRecord): Promise<string> {
  const session = record.session ?? "";
  const video = await waitForSessionVideo(work.client, session, waitOptions<SessionState>(work, session));
  await work.folder.writeJob({ ...record, video });
  return video;
}

function waitOptions<T extends JobState & { readonly progress?: number | undefined }>(
  work: NarrationWork,
  job: string,
): WaitOptions<T> {
  const { dependencies } = work;
  const { signal, events } = dependencies;
  const onState = ({ status, progress }: T): void =>
    tell(dependencies, {
      state: "waiting",
      message: `HeyGen makes the narration: ${status}`,
      job,
      status,
      progress,
    });
  return {
    timeoutSeconds: secondsLeft(work),
    signal,
    onState,
    ...(events && {
      pause: async () => events.next(job, Math.min(silenceSeconds, secondsLeft(work)), signal),
    }),
  };
}

async function explain(work: NarrationWork, error: unknown): Promise<unknown> {
  if (!(error instanceof HeyGenError) || error.failure === "interrupted") return error;
  const record = await work.folder.readJob();
  const id = (record && idOf(record)) ?? "";
  if (error instanceof JobTimeoutError) {
    return withAdvice(error, `Try the same again: it goes on waiting for ${id}, and nothing is paid.`);
  }
  if (error instanceof JobFailedError || error.status === 404) {
    if (record) await work.folder.writeJob({ ...record, state: "failed" });
    const advice = `The job is ${id}; it is not made again by itself. To have another made: \`anew\`.`;
    return withAdvice(error, advice);
  }
  const advice = `The job is ${id}. Try the same again: it goes on from there, and nothing is paid.`;
  return withAdvice(error, advice);
}
