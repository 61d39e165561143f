import { replacementOf } from "@hyperframes-engine/heygen";
import { UsageError } from "../usage-error.ts";

/** Words that HeyGen's own tool once had, or has another way, and ours for the same; the first that fits counts. */
const renamed: ReadonlyArray<readonly [words: string, now: string]> = [
  ["voice clone create", "voice clone"],
  ["asset search list", "asset search"],
  ["brand-kit list", "brand kits list"],
  ["brand-glossary list", "brand glossaries list"],
];

/** Words that are answered by the name of what replaced them. */
const replaced: ReadonlyArray<readonly [words: string, now: string]> = [
  ["video-agent sessions create", "video-agent create --mode chat"],
  ["video-agent sessions get", "video-agent get <session-id>"],
  ["video-agent sessions list", "video-agent list"],
  ["video-agent sessions stop", "video-agent stop <session-id>"],
  ["video-agent sessions messages", "video-agent send <session-id> --message <text>"],
  ["video-agent sessions resources", "video-agent resources get <session-id> <resource-id>"],
  ["video-agent sessions", "video-agent create, get, list, send, stop and resources get"],
  ["feedback", "nothing: this tool sends HeyGen no ratings"],
];

/** What was typed in the words of this tool. */
export function currentWords(words: readonly string[]): string[] {
  const found = renamed.find(([old]) => startsWith(words, old));
  return found ? [...found[1].split(" "), ...words.slice(found[0].split(" ").length)] : [...words];
}

/** @throws {UsageError} that names what replaced the words, or a path of v1 or v2 among them. */
export function refuseRetired(words: readonly string[]): void {
  const found = replaced.find(([old]) => startsWith(words, old));
  if (found) throw new UsageError(`'${found[0]}' has ended. In its place: ${found[1]}.`);
  const [first = "", second = ""] = words;
  const path = /^(GET|POST|PUT|PATCH|DELETE)$/i.test(first) ? second : first;
  const sentence = /^(https:\/\/[\w.-]*heygen\.com)?\/v\d\//.test(path) ? replacementOf(path) : undefined;
  if (sentence !== undefined) throw new UsageError(sentence);
}

function startsWith(words: readonly string[], line: string): boolean {
  return line.split(" ").every((word, at) => words[at] === word);
}
