import { EncodeError } from "../errors.ts";

/** What of a program's end tells who has ended it, as execa has it. */
export interface ProgramEnd {
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  /** Whether we have ended it ourselves, and why. */
  readonly timedOut?: boolean;
  readonly isCanceled?: boolean;
  readonly isMaxBuffer?: boolean;
}

/** How a program was ended. */
interface Killing {
  /** @default ffmpeg */
  readonly program?: string;
  readonly signal: string;
  /** What it did: “writing a.mp4”. */
  readonly doing: string;
  readonly cause?: unknown;
}

/** What shells say of a program of theirs that SIGKILL has ended: https://tldp.org/LDP/abs/html/exitcodes.html */
const KILLED_IN_SHELL = 137;
const MOST_TRIES = 3;

/** A program was killed, by somebody or by a system without memory: another try may succeed. */
export class KilledError extends EncodeError {
  constructor({ program = "ffmpeg", signal, doing, cause }: Killing) {
    const hint = signal === "SIGKILL" ? " A machine that is short of memory does so, too." : "";
    super(`${program} was killed by ${signal} while ${doing}.${hint}`, cause);
  }
}

/** The signal by which somebody else has ended a program; `null` if it has ended by itself, or by us. */
export function killedBy(end: ProgramEnd): string | null {
  if (end.timedOut === true || end.isCanceled === true || end.isMaxBuffer === true) return null;
  return end.signal ?? (end.exitCode === KILLED_IN_SHELL ? "SIGKILL" : null);
}

/**
 * Does something whose program may be killed, and does it again if it was, twice at most.
 *
 * @param onKilled told of each try that failed before the last.
 */
export async function unlessKilled<Result>(
  work: () => Promise<Result>,
  onKilled: (attempt: number, error: KilledError) => void = () => undefined,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof KilledError) || attempt >= MOST_TRIES) throw error;
      onKilled(attempt, error);
    }
  }
}
