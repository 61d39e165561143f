import { execa, ExecaError } from "execa";
import { InterruptedError, MediaError } from "../errors.ts";
import { milliseconds, seconds, type Milliseconds } from "../timeline/units.ts";
import { checkFfprobe } from "./find-ffprobe.ts";
import { hostileInput } from "./hostile-input.ts";
import { killedBy, KilledError, unlessKilled } from "./killed-error.ts";
import { measureLength } from "./measure-length.ts";
import type { MediaInfo } from "./media-info.ts";
import { readProbe } from "./read-probe.ts";

/** How a file is looked at. */
interface ProbeRequest {
  /** A path, or a name that is looked up on the PATH. */
  readonly ffprobe: string;
  readonly signal: AbortSignal;
  /** @default 30 seconds */
  readonly limit?: Milliseconds;
}

const LIMIT = milliseconds(30_000);
/** The answer for an ordinary file has some 3 KB; pages of metadata tell nothing that is wanted. */
const MOST_OUTPUT = 2_000_000;

/**
 * Looks into a media file. Nothing else is opened, whatever the file says.
 *
 * @throws {MediaError} if there is neither picture nor sound in it, as the end of a sentence about the file.
 * @throws {ToolMissingError} if ffprobe does not run.
 */
export async function probeMedia(file: string, request: ProbeRequest): Promise<MediaInfo> {
  const info = readProbe(await unlessKilled(() => ask(file, request)));
  if (info.duration > 0) return info;
  // Recordings of browsers, and streams that were saved, do not say how long they are.
  return measureLength(file, info, { limit: LIMIT, ...request });
}

async function ask(file: string, { ffprobe, signal, limit = LIMIT }: ProbeRequest): Promise<string> {
  const options = ["-v", "error", "-show_format", "-show_streams", "-of", "json"];
  try {
    const { stdout } = await execa(ffprobe, [...options, ...hostileInput(file)], {
      stdin: "ignore",
      timeout: limit,
      killSignal: "SIGKILL",
      maxBuffer: MOST_OUTPUT,
      cancelSignal: signal,
    });
    return stdout;
  } catch (error) {
    if (signal.aborted) throw new InterruptedError();
    throw await probeFailure(ffprobe, limit, error);
  }
}

/** What to say of an ffprobe that did not answer. */
async function probeFailure(ffprobe: string, limit: Milliseconds, error: unknown): Promise<Error> {
  if (!(error instanceof ExecaError)) return new MediaError(`cannot be read (${String(error)})`, error);
  if (error.timedOut) return new MediaError(`is not understood within ${seconds(limit / 1000)} s`, error);
  const signal = killedBy(error);
  if (signal !== null)
    return new KilledError({ program: "ffprobe", signal, doing: "reading a file", cause: error });
  if (error.isMaxBuffer) return new MediaError("says more of itself than a media file should", error);
  await checkFfprobe(ffprobe);
  const words = typeof error.stderr === "string" ? error.stderr : "";
  return new MediaError(explain(words), error);
}

/** ffprobe's own words are for its makers; the two that authors meet get a sentence. They are never translated. */
function explain(words: string): string {
  if (words.includes("Format not on whitelist")) {
    return "is a playlist or the like, which leads to other files; only files that hold their own sound or picture are read";
  }
  if (words.includes("moov atom not found"))
    return "is cut off, or no media file: its table of contents is missing";
  return "is damaged, empty, or no media file";
}
