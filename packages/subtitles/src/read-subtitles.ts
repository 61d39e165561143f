/** A line of subtitles and when it is shown, in seconds. */
export interface SubtitleCue {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const clock = String.raw`(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})`;
const timing = new RegExp(String.raw`^\s*${clock}\s*-->\s*${clock}`);
/** More than any film has. */
const mostCues = 20_000;

/**
 * The cues of an SRT (https://en.wikipedia.org/wiki/SubRip) or WebVTT file (https://www.w3.org/TR/webvtt1), without
 * their markup, in order of time. What is no cue is passed over; one may end before it begins.
 */
export function readSubtitles(text: string): SubtitleCue[] {
  const blocks = text.replaceAll(/\r\n?/g, "\n").split(/\n[ \t]*\n/);
  const cues = blocks.slice(0, mostCues).flatMap(cueOf);
  return cues.toSorted((a, b) => a.start - b.start);
}

/** One, or none for notes, styles and the header. */
function cueOf(block: string): SubtitleCue[] {
  const lines = block.split("\n");
  const at = lines.findIndex((line) => timing.test(line));
  const match = timing.exec(lines[at] ?? "");
  if (!match) return [];
  const [start = 0, end = 0] = [match.slice(1, 5), match.slice(5, 9)].map(secondsOf);
  const text = plain(lines.slice(at + 1).join(" "));
  return text === "" ? [] : [{ text, start, end }];
}

function secondsOf([hours = "0", minutes = "0", seconds = "0", fraction = "0"]: readonly string[]): number {
  const whole = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return whole + Number(fraction.padEnd(3, "0")) / 1000;
}

/** Without tags (`<i>`, `<v Ada>`, `{\an8}`), and with what stands for a character replaced by it. */
function plain(text: string): string {
  const bare = text.replaceAll(/<[^>]*>|\{\\[^}]*\}/g, "");
  const shown = bare.replaceAll(/&(amp|lt|gt|nbsp|lrm|rlm);/g, (_, name: string) => entities[name] ?? "");
  return shown.replaceAll(/\s+/g, " ").trim();
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", nbsp: " " };
