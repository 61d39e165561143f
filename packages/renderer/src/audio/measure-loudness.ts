import { execa } from "execa";
import { EncodeError, InterruptedError } from "../errors.ts";
import { anyProcessor } from "../ffmpeg/any-processor.ts";
import { killedBy, KilledError } from "../ffmpeg/killed-error.ts";
import type { DecodeContext } from "./decode-sound.ts";
import { CHANNELS, SAMPLE_RATE } from "./sound-cue.ts";

/**
 * The integrated loudness of a file of stereo floats at 48 kHz in LUFS, by EBU R 128; `-Infinity` if all of it is
 * quieter than the gate. https://ffmpeg.org/ffmpeg-filters.html#ebur128-1
 *
 * @throws {EncodeError} if ffmpeg does not tell it.
 */
export async function measureLoudness(file: string, { ffmpeg, signal }: DecodeContext): Promise<number> {
  const input = ["-f", "f32le", "-ar", `${SAMPLE_RATE}`, "-ac", `${CHANNELS}`, "-i", `file:${file}`];
  const end = await execa(
    ffmpeg,
    [
      "-hide_banner",
      "-nostdin",
      "-nostats",
      ...anyProcessor,
      ...input,
      "-af",
      "ebur128=framelog=verbose",
      "-f",
      "null",
      "-",
    ],
    { stdin: "ignore", stdout: "ignore", reject: false, cancelSignal: signal },
  );
  if (signal.aborted) throw new InterruptedError();
  const killer = killedBy(end);
  if (killer !== null) throw new KilledError({ signal: killer, doing: `measuring ${file}` });
  const { stderr, failed } = end;
  const found = /Integrated loudness:\s+I:\s+(-?[\d.]+|-?inf|nan) LUFS/.exec(stderr)?.[1];
  if (failed || found === undefined) throw new EncodeError(`ffmpeg did not measure the loudness of ${file}.`);
  const loudness = Number(found);
  // The meter's lower end, where it has heard nothing: https://tech.ebu.ch/publications/r128
  return loudness > -70 ? loudness : -Infinity;
}
