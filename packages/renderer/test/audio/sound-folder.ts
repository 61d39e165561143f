import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { clicks, sine, writeWav } from "../support/sound-files.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

/** When the clicks of `c48000.wav` and its like are, in seconds. */
export const sourceTimes = [0.25, 1.1, 2.3, 3.77];

/** A folder for the sounds of a test file, with clicks at three sample rates and a tone of 440 Hz in it. */
export interface SoundFolder {
  readonly folder: string;
  /** A file in it. */
  path(name: string): string;
}

/** Makes it before the file's tests, and removes it after them. */
export function useSoundFolder(): SoundFolder {
  let scratch: TemporaryFolder;
  const sounds = {
    get folder() {
      return scratch.path;
    },
    path: (name: string): string => join(scratch.path, name),
  };
  beforeAll(async () => {
    scratch = await temporaryFolder();
    await Promise.all(
      [22_050, 44_100, 48_000].map((rate) =>
        writeWav(sounds.path(`c${rate}.wav`), clicks(rate, 4, sourceTimes)),
      ),
    );
    await writeWav(sounds.path("tone.wav"), sine(48_000, 4));
  });
  afterAll(() => scratch[Symbol.asyncDispose]());
  return sounds;
}
