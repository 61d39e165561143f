import { readFile, stat } from "node:fs/promises";
import { extname } from "node:path";
import { z } from "zod";
import { wordTimes, type WordTime } from "../../client/word-times.ts";
import { HeyGenError } from "../../errors.ts";
import type { NarrationClip } from "../narration-clip.ts";
import { subtitleWords } from "./subtitle-words.ts";

const list = z
  .array(z.object({ word: z.string(), start: z.number().min(0), end: z.number().min(0) }))
  .max(100_000);
/** A list of words, or HeyGen's own answer that holds one. */
const wordsFile = z.union([
  list,
  z.object({ words: list }).transform(({ words }) => words),
  z.object({ word_timestamps: list }).transform((holder) => holder.word_timestamps),
  z.object({ data: z.object({ word_timestamps: list }) }).transform(({ data }) => data.word_timestamps),
]);
const maxBytes = 8 * 2 ** 20;

/**
 * The words of a file: JSON (`[{"word", "start", "end"}]` in seconds, or the answer of `voice speech create`), SRT or VTT,
 * told apart by what is in them.
 *
 * @param name What the user calls the file, for messages.
 * @throws {HeyGenError} if it cannot be read, or holds no words with times.
 */
export async function readWords(
  file: string,
  name: string,
): Promise<Pick<NarrationClip, "words" | "subtitles">> {
  const text = await readBounded(file, name);
  if (/^\uFEFF?\s*[[{]/.test(text)) return { words: parseWords(text, name), subtitles: null };
  try {
    const subtitles = extname(name).toLowerCase() === ".srt" ? text : null;
    return { words: subtitleWords(text), subtitles };
  } catch (error) {
    throw new HeyGenError("invalid-request", `${name}: ${(error as Error).message}`, { cause: error });
  }
}

function parseWords(text: string, name: string): WordTime[] {
  const parsed = wordsFile.safeParse(jsonOf(text, name));
  if (!parsed.success) {
    throw new HeyGenError(
      "invalid-request",
      `${name} must be a list of {"word": "…", "start": seconds, "end": seconds}, or SRT or VTT.`,
    );
  }
  const words = wordTimes(parsed.data);
  const wrong = words.find(({ start, end }, index) => end < start || start < (words[index - 1]?.start ?? 0));
  if (!wrong) return words;
  throw new HeyGenError(
    "invalid-request",
    `${name}: “${wrong.word.slice(0, 100)}” at ${wrong.start} s ends before it begins, or comes before the word before it.`,
  );
}

function jsonOf(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new HeyGenError("invalid-request", `${name} is not JSON: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

async function readBounded(file: string, name: string): Promise<string> {
  try {
    const info = await stat(file);
    if (!info.isFile()) throw new Error("it is no file");
    if (info.size <= maxBytes) return await readFile(file, "utf8");
  } catch (error) {
    throw new HeyGenError("file-failed", `${name} cannot be read.`, { cause: error });
  }
  throw new HeyGenError("invalid-request", `${name} is larger than ${maxBytes} bytes.`);
}
