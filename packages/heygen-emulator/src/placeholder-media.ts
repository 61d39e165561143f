import type { MediaMaker, SpokenWord } from "@hyperframes-engine/heygen";

/** Makes files that are no media, but have a length, a type and word times: enough for all but looking at them. */
export const placeholderMaker: MediaMaker = {
  make: async (order) => {
    const words = spokenWords(order.script, order.speed);
    const text = `${JSON.stringify({ ...order, sound: order.sound?.length })}\n`;
    return Promise.resolve({
      content: Buffer.from(text.repeat(Math.ceil(65_536 / text.length))),
      type: { mp4: "video/mp4", webm: "video/webm", mp3: "audio/mpeg" }[order.format],
      durationSeconds: Math.max(1, (words.at(-1)?.end ?? 0) + 0.2),
      words,
    });
  },
};

/** Times for words at an even pace, longer for longer ones. */
export function spokenWords(script: string, speed: number): SpokenWord[] {
  let start = 0.1;
  return script.split(/\s+/).flatMap((word) => {
    if (word === "") return [];
    const spoken = { word, start: seconds(start), end: seconds(start + (0.12 + word.length * 0.05) / speed) };
    start = spoken.end + 0.06 / speed;
    return [spoken];
  });
}

function seconds(value: number): number {
  return Math.round(value * 1000) / 1000;
}
