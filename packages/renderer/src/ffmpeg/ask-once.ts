import { open } from "node:fs/promises";
import { identityText } from "@hyperframes-engine/store";

/** What an ffmpeg says of itself, and the list of its encoders. */
export interface FfmpegAnswer {
  readonly about: string;
  readonly encoders: string;
}

interface Remembered {
  /** Which file has answered. */
  readonly file: string;
  readonly answer: FfmpegAnswer;
}

const SCRIPT = "#!";
const remembered = new Map<string, Remembered>();

/**
 * Asks an executable, or remembers what this very file has said: to start an ffmpeg with all its libraries takes 0.1 s and more. What a
 * name without a path leads to is up to the system, and what a script starts is up to the script: these are asked each time.
 */
export async function askOnce(executable: string, ask: () => Promise<FfmpegAnswer>): Promise<FfmpegAnswer> {
  const file = executable.includes("/") ? await identify(executable) : null;
  if (file === null) return ask();
  const known = remembered.get(executable);
  if (known?.file === file) return known.answer;
  const answer = await ask();
  remembered.set(executable, { file, answer });
  return answer;
}

/** What changes with a program's file; `null` if it is a script, or cannot be read. */
async function identify(executable: string): Promise<string | null> {
  try {
    await using file = await open(executable);
    const info = await file.stat({ bigint: true });
    const start = await file.read(Buffer.alloc(SCRIPT.length), 0, SCRIPT.length, 0);
    if (start.buffer.toString("latin1") === SCRIPT) return null;
    return identityText(info);
  } catch {
    // Whoever asks it will be told what is wrong.
    return null;
  }
}
