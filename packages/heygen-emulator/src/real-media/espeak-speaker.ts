import { execa, ExecaError } from "execa";
import type { Manner, Speaker } from "./spoken-sound.ts";

/** What eSpeak NG writes: https://github.com/espeak-ng/espeak-ng/blob/master/docs/guide.md */
const rate = 22_050;
const headerBytes = 44;
const wordsPerMinute = 190;
/** What is quieter is taken for silence: −46 dB. */
const silence = 0.005;

/** A speaker by eSpeak NG, or null if it cannot be run. */
export async function findEspeak(executable: string): Promise<Speaker | null> {
  try {
    const { stdout } = await execa(executable, ["--version"], { timeout: 5000, stdin: "ignore" });
    return espeakSpeaker(executable, /[\d.]+/.exec(stdout)?.[0] ?? "unknown");
  } catch (error) {
    if (error instanceof ExecaError) return null;
    throw error;
  }
}

function espeakSpeaker(executable: string, version: string): Speaker {
  const known = new Map<string, Float32Array>();
  return {
    name: `espeak-ng ${version}`,
    rate,
    // A word at a time, as the program does not tell when it says which.
    say: async (word, { high, speed }, signal) => {
      const name = JSON.stringify([word, high, speed]);
      const samples = known.get(name) ?? (await run(executable, word, { high, speed, signal }));
      if (known.size < 10_000) known.set(name, samples);
      return samples;
    },
  };
}

async function run(
  executable: string,
  word: string,
  { high, speed, signal }: Manner & { readonly signal: AbortSignal },
): Promise<Float32Array> {
  const voice = high ? "en-us+f3" : "en-us+m3";
  const flags = ["--stdin", "--stdout", "-z", "-v", voice, "-s", `${Math.round(wordsPerMinute * speed)}`];
  const options = { input: word, encoding: "buffer", cancelSignal: signal, timeout: 20_000 } as const;
  const { stdout } = await execa(executable, flags, options);
  const bytes = Buffer.from(stdout.subarray(headerBytes));
  const samples = Float32Array.from({ length: Math.floor(bytes.length / 2) }, (_, index) => {
    return bytes.readInt16LE(index * 2) / 32_768;
  });
  return trimmed(samples);
}

/** Signs that nobody says give a moment of silence. */
function trimmed(samples: Float32Array): Float32Array {
  const first = samples.findIndex((sample) => Math.abs(sample) > silence);
  const last = samples.findLastIndex((sample) => Math.abs(sample) > silence);
  return first < 0 ? new Float32Array(Math.round(rate / 20)) : samples.slice(first, last + 1);
}
