import { availableParallelism } from "node:os";
import { join } from "node:path";
import { RenderError, type RenderErrorJson } from "@hyperframes-engine/errors";
import {
  BrowserPool,
  explainSystemError,
  render,
  type Environment,
  type RenderOptions,
} from "@hyperframes-engine/renderer";
import type { HostAnswer, HostRequest, HostWork, HostResult } from "./host-messages.ts";

/** What renders in such a process have in common. */
export interface HostSettings {
  readonly environment: Environment;
  /** Makes narrations. */
  readonly narration: NonNullable<RenderOptions["narration"]> | null;
}

/** Between two times that a render tells how far it is. */
const PROGRESS_MS = 250;

/**
 * Renders what the process that has started this one asks for, until that one is gone. Browsers stay warm from one render to the next.
 *
 * @returns when everything has ended.
 */
export async function hostRenders(settings: HostSettings): Promise<void> {
  const { temporaryFolder } = settings.environment;
  await using browsers = new BrowserPool({ temporaryFolder, keep: availableParallelism() });
  const running = new Map<number, { readonly abort: AbortController; readonly done: Promise<void> }>();
  const say = (answer: HostAnswer): void => {
    if (process.connected) process.send?.(answer);
  };
  process.on("message", (request: HostRequest) => {
    if (request.kind === "cancel") return running.get(request.ticket)?.abort.abort();
    const abort = new AbortController();
    const told = { ...settings, browsers, signal: abort.signal };
    const done = answerTo(request, say, told).finally(() => running.delete(request.ticket));
    return running.set(request.ticket, { abort, done });
  });
  const gone = new Promise<void>((resolve) => {
    process.once("disconnect", resolve);
  });
  say({ kind: "ready" });
  await gone;
  const left = [...running.values()];
  for (const { abort } of left) abort.abort();
  await Promise.all(left.map(({ done }) => done));
}

interface ToldSettings extends HostSettings {
  readonly browsers: BrowserPool;
  readonly signal: AbortSignal;
}

async function answerTo(
  { ticket, work }: Extract<HostRequest, { kind: "render" }>,
  say: (answer: HostAnswer) => void,
  settings: ToldSettings,
): Promise<void> {
  let told = 0;
  try {
    const result = await renderWork(work, {
      ...settings,
      onProgress: (event) => {
        const now = performance.now();
        if (event.event === "progress" && event.frame < event.frames && now - told < PROGRESS_MS) return;
        if (event.event === "progress") told = now;
        say({ kind: "event", ticket, event });
      },
    });
    say({ kind: "done", ticket, result });
  } catch (error_) {
    const error = explainSystemError(error_);
    const ours =
      error instanceof RenderError
        ? error
        : new RenderError("capture-failed", error instanceof Error ? error.message : String(error), {
            cause: error,
          });
    say({ kind: "failed", ticket, error: withoutPlaces(ours.toJSON(), work) });
  }
}

/** Where things lie on this machine is nobody's business. */
function withoutPlaces(error: RenderErrorJson, { folder, project }: HostWork): RenderErrorJson {
  const message = error.message.replaceAll(`${folder}/`, "").replaceAll(`${project}/`, "");
  return { ...error, message, location: null };
}

async function renderWork(
  { order, project, folder }: HostWork,
  {
    onProgress,
    narration,
    ...settings
  }: ToldSettings & { readonly onProgress: NonNullable<RenderOptions["onProgress"]> },
): Promise<HostResult> {
  // Paths are told from there.
  const environment = { ...settings.environment, workingFolder: project };
  const { data, size, format, quality, fps, scale } = order;
  const result = await render(project, {
    ...{ ...settings, environment },
    ...{ size: size ?? null, quality, fps: fps ?? null, scale, onProgress },
    ...(data ? { data } : {}),
    ...(narration ? { narration } : {}),
    output: join(folder, `video.${format}`),
    poster: "50%",
    // One that goes through the queue shares the machine with others.
    workers: 1,
  });
  return {
    ...{ video: result.file, poster: result.poster, captions: null },
    seconds: result.frames / rateOf(result.rate),
    ...{ width: result.width, height: result.height, frames: result.frames, rate: result.rate },
    warnings: result.warnings,
  };
}

function rateOf(text: string): number {
  const [numerator = "30", denominator = "1"] = text.split("/");
  return Number(numerator) / Number(denominator);
}
