/** What a clip is to show and say. */
export interface MediaOrder {
  /** `video` has a picture; `speech` is sound alone. */
  readonly kind: "video" | "speech";
  readonly format: "mp4" | "webm" | "mp3";
  /** What is said; empty if only the picture counts. */
  readonly script: string;
  /** A sound or video file that is heard instead. */
  readonly sound?: Uint8Array | undefined;
  /** Pixels; 0 for speech. */
  readonly width: number;
  readonly height: number;
  /** The picture has an alpha channel. */
  readonly transparent: boolean;
  /** 0.5 to 2; 1 is as usual. */
  readonly speed: number;
  /** A colour of CSS; ours if it is left out. */
  readonly background?: string | undefined;
  readonly avatarId?: string | undefined;
  readonly voiceId?: string | undefined;
}

/** A word and when it is said, in seconds. */
export interface SpokenWord {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** A finished clip. */
export interface Media {
  readonly content: Uint8Array;
  /** Its media type. */
  readonly type: string;
  readonly durationSeconds: number;
  readonly words: readonly SpokenWord[];
}

/** Makes what the emulated HeyGen delivers. It may take its time: a job ends when its clip is there. */
export interface MediaMaker {
  make(order: MediaOrder, signal: AbortSignal): Promise<Media>;
}

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
