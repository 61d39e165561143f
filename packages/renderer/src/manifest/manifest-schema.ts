import { frameSourceKinds } from "../capture/frame-source.ts";
import { codecNames, formatNames } from "../encode/format-names.ts";
import { qualities } from "../encode/quality.ts";

const text = { type: "string", maxLength: 2 ** 24 } as const;
const short = { type: "string", maxLength: 1000 } as const;
const digest = { type: "string", pattern: "^[0-9a-f]{64}$" } as const;
/** Below the project: no name of it leads upwards or begins anew, on any system. */
const path = {
  type: "string",
  maxLength: 4096,
  pattern: "^(?!\\.{1,2}(?:/|$))[^/\\\\\\u0000]+(?:/(?!\\.{1,2}(?:/|$))[^/\\\\\\u0000]+)*$",
} as const;
const ending = { type: "string", pattern: "^(?:\\.[^/\\\\\\u0000]{0,50})?$" } as const;
const flag = { type: "boolean" } as const;
const amount = { type: "number", minimum: 0 } as const;
const time = { type: "number" } as const;
const whole = (minimum: number, maximum = Number.MAX_SAFE_INTEGER) => ({
  type: "integer",
  minimum,
  maximum,
});
const orNull = (schema: object) => ({ anyOf: [{ type: "null" }, schema] });
const list = (items: object, maxItems = 2 ** 20) => ({ type: "array", items, maxItems });
const pair = list(text, 2);
/** All fields are there; those of ours that come from pages are checked where they are used. */
const record = (properties: Readonly<Record<string, object>>, optional: readonly string[] = []) => ({
  type: "object",
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});
const closed = (properties: Readonly<Record<string, object>>, optional: readonly string[] = []) => ({
  ...record(properties, optional),
  additionalProperties: false,
});

const engine = closed({
  ...{ version: short, browser: short, ffmpeg: short, ffmpegConfiguration: digest, architecture: short },
  ...{ frameSource: orNull({ enum: frameSourceKinds }), anyProcessor: flag },
});

const project = closed({
  title: orNull(text),
  entry: path,
  files: list(closed({ path, digest, bytes: whole(0), shown: digest }, ["shown"])),
  rules: orNull(
    closed({
      ...{ nonce: short, scripts: list(text), handlers: list(text), addresses: list(text) },
      ...{ hosts: list(text), allowsEval: flag, hasBase: flag, pictures: list(pair) },
    }),
  ),
  pinned: list(pair),
  libraries: list(closed({ address: text, digest, contentType: short, source: short })),
  ...{ packages: list(short), levels: list(short) },
});

const rate = closed({ numerator: whole(1), denominator: whole(1) });

const page = record({
  ...{ url: text, compositionId: orNull(text), wantsTimeline: flag, timelinePatience: amount },
  ...{ width: whole(1, 8192), height: whole(1, 8192), scale: whole(1, 4), rate, transparent: flag },
  ...{ limit: amount, scriptNonce: orNull(short), heldFrom: orNull(whole(0)) },
  narration: orNull({ type: "object" }),
  nested: record({ variables: { type: "object" }, hosts: list({}), parts: list({ type: "object" }) }),
});

const media = list(
  closed({ url: text, digest, ending, duration: amount, length: amount, colors: orNull({ type: "object" }) }),
);

const format = closed({
  ...{ name: { enum: formatNames }, codec: orNull({ enum: codecNames }), alpha: flag },
  ...{ quality: { enum: qualities }, crf: orNull(amount), bitrate: orNull(amount), loop: whole(0, 65_535) },
});

const narration = closed({
  ...{ clip: digest, ending },
  plan: record({ first: whole(0), end: whole(0), clipFrames: whole(1), start: amount, soundEnd: amount }),
  presenter: orNull(closed({ video: { type: "object" }, placement: { type: "object" } })),
  captions: orNull(closed({ groups: list({ type: "object" }), beside: flag, track: flag })),
});

const cue = closed({
  ...{ digest, media: record({ format: short, origin: time, audio: { type: "object" } }) },
  ...{ start: time, end: time, inPoint: time, outPoint: orNull(time), rate: amount, loop: flag },
  ...{ loopLength: orNull(amount), envelopes: list(list(closed({ time, gain: amount }))) },
});

const sound = closed({
  ...{ page: list(cue), spoken: orNull(cue), loudness: orNull(time) },
  duck: orNull(closed({ depth: time, attack: amount, release: amount })),
});

const plan = closed({
  ...{ duration: amount, frames: whole(1), first: whole(0), end: whole(1), pageFrames: whole(0) },
  chunks: list(closed({ index: whole(0), first: whole(0), end: whole(1) })),
  chapters: list(closed({ title: text, start: amount })),
  stepped: flag,
});

/** The form of a manifest: https://json-schema.org/draft/2020-12 */
export const manifestSchema = closed({
  version: { const: 1 },
  ...{ engine, project, page, media, format, plan },
  ...{ narration: orNull(narration), sound: orNull(sound), strict: flag },
});
