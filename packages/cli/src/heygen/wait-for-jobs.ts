import {
  HeyGenError,
  JobFailedError,
  JobTimeoutError,
  api,
  waitFor,
  waitForSessionVideo,
  waitForVideo,
  type HeyGenClient,
  type JobState,
  type ListedEndpoint,
  type WaitOptions,
} from "@hyperframes-engine/heygen";
import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { parseDuration } from "./parse-duration.ts";
import { printAnswer } from "./print-answer.ts";
import { ResumableError } from "./resumable-error.ts";
import { watchJob } from "./watch-job.ts";

/** What can be waited for: by noun. */
const waiters = {
  video: waitForVideo,
  "video-agent": async (client, id, options) => {
    const end = client.now() + (options.timeoutSeconds ?? 0) * 1000;
    const videoId = await waitForSessionVideo(client, id, options);
    const timeoutSeconds = Math.max(0, (end - client.now()) / 1000);
    return waitForVideo(client, videoId, { ...options, timeoutSeconds });
  },
  lipsync: async (client, id, options) => {
    const path = { lipsync_id: id };
    return waitFor(client, async () => (await client.call(api.lipsync.get, { path }, options)).data, options);
  },
  "video-translate": async (client, id, options) => {
    const path = { video_translation_id: id };
    const { get } = api.videoTranslate;
    return waitFor(client, async () => (await client.call(get, { path }, options)).data, options);
  },
} satisfies Record<string, (client: HeyGenClient, id: string, options: Options) => Promise<JobState>>;

interface Options extends Omit<WaitOptions<JobState>, "signal"> {
  readonly signal: AbortSignal;
}

/** What an answer says of the jobs to wait for. */
interface JobIds {
  readonly id?: string;
  readonly video_id?: string | null;
  readonly session_id?: string;
  readonly lipsync_id?: string;
  readonly video_translation_ids?: readonly string[];
}

/** The noun of a command whose job can be waited for: `create`, and `get`, which so takes up an interrupted wait. */
export function waitableOf({ command }: ListedEndpoint): keyof typeof waiters | undefined {
  const [noun = "", verb, more] = command;
  if (more !== undefined || (verb !== "create" && verb !== "get")) return undefined;
  return Object.hasOwn(waiters, noun) ? (noun as keyof typeof waiters) : undefined;
}

/** Gives a command `--wait`, and what belongs to it. */
export function addWaitOptions(command: Command): void {
  command.option("--wait", "wait until it is made");
  command.option("--timeout <duration>", "how long to wait, such as 90s, 20m, 1h30m", "20m");
  command.option("--quiet", "print no progress");
}

/** Waits for the jobs that an answer names, and prints what they are in the end, well or not. */
export async function waitForJobs(
  { client, listed, answer, flags }: Waiting,
  context: CliContext,
): Promise<void> {
  const noun = waitableOf(listed) ?? "video";
  const timeoutSeconds = parseDuration(String(flags["timeout"]));
  const end = client.now() + timeoutSeconds * 1000;
  const ids = idsOf((answer as { readonly data: JobIds }).data);
  const states: JobState[] = [];
  for (const id of ids) {
    using watch = watchJob(`${noun} ${id}`, context, { quiet: flags["quiet"] === true });
    const options = {
      signal: context.signal,
      timeoutSeconds: Math.max(0, (end - client.now()) / 1000),
      onState: watch.onState,
    };
    try {
      states.push(await waiters[noun](client, id, options));
    } catch (error) {
      watch[Symbol.dispose]();
      if (hasLast(error)) await printStates(context, flags, { noun, states: [...states, error.last] });
      throw resumable(error, `hyperframes heygen ${noun} get ${id} --wait`);
    }
  }
  await printStates(context, flags, { noun, states });
}

/** A command that waits. */
interface Waiting {
  readonly client: HeyGenClient;
  readonly listed: ListedEndpoint;
  readonly answer: unknown;
  readonly flags: Readonly<Record<string, unknown>>;
}

/** Translations come as a list, as their request may be for many languages. */
async function printStates(
  context: CliContext,
  flags: Waiting["flags"],
  { noun, states }: { readonly noun: string; readonly states: readonly JobState[] },
): Promise<void> {
  await printAnswer(context, flags, { data: noun === "video-translate" ? states : states[0] });
}

function idsOf(data: JobIds): readonly string[] {
  if (data.video_translation_ids) return data.video_translation_ids;
  const id = data.session_id ?? data.lipsync_id ?? data.video_id ?? data.id;
  return id === undefined ? [] : [id];
}

function hasLast(error: unknown): error is { readonly last: JobState } {
  return error instanceof JobTimeoutError || error instanceof JobFailedError;
}

/** Only a job that has ended cannot be waited for again. */
function resumable(error: unknown, hint: string): unknown {
  if (!(error instanceof HeyGenError) || error.failure === "job-failed") return error;
  return new ResumableError(error, hint);
}
