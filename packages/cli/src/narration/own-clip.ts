import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { RenderError, type NarrationClip } from "@hyperframes-engine/renderer";

/** Files with the words of a clip, by their names' ends; the first that is there counts. */
const wordsEndings = [".words.json", ".srt", ".vtt"];

/**
 * The clip that the user named, with the words of the file beside it: `clip.words.json`, `clip.srt` or `clip.vtt` of `clip.mp4`.
 *
 * @throws {RenderError} if there is no such file.
 */
export async function ownClip(name: string, workingFolder: string): Promise<NarrationClip> {
  const file = resolve(workingFolder, name);
  if (!(await isFile(file)))
    throw new RenderError("invalid-option", `--narration ${name} is not there, or is no file.`);
  for (const ending of wordsEndings) {
    const words = file.replace(/\.\w+$/, "") + ending;
    if (!(await isFile(words))) continue;
    const { readWords } = await import("@hyperframes-engine/heygen");
    return { file, ...(await readWords(words, words)) };
  }
  return { file, words: [], subtitles: null };
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() ?? false;
}
