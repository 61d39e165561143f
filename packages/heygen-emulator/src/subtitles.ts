import type { SpokenWord } from "@hyperframes-engine/heygen";

/** Words as SRT: seven a line. */
export function srtOf(words: readonly SpokenWord[]): string {
  return lines(words)
    .map(
      (line, index) =>
        `${index + 1}\n${line.from.replaceAll(".", ",")} --> ${line.to.replaceAll(".", ",")}\n${line.text}\n`,
    )
    .join("\n");
}

/** Words as WebVTT: seven a line. */
export function vttOf(words: readonly SpokenWord[]): string {
  return `WEBVTT\n\n${lines(words)
    .map((line) => `${line.from} --> ${line.to}\n${line.text}\n`)
    .join("\n")}`;
}

function lines(words: readonly SpokenWord[]): Array<{ from: string; to: string; text: string }> {
  const count = Math.ceil(words.length / 7);
  return Array.from({ length: count }, (_, index) => {
    const part = words.slice(index * 7, index * 7 + 7);
    const text = part.map(({ word }) => word).join(" ");
    return { from: clock(part[0]?.start ?? 0), to: clock(part.at(-1)?.end ?? 0), text };
  });
}

function clock(seconds: number): string {
  return new Date(Math.round(seconds * 1000)).toISOString().slice(11, 23);
}
