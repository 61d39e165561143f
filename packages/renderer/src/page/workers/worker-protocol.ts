/** What every message between a window and its worker is wrapped in, so that it waits for the clock. */
const envelopeKey = "__hyperframesEnvelope";

/** Goes to a time, in milliseconds since the page's navigation, and says when that is done. */
export interface Ask {
  readonly kind: "ask";
  readonly time: number;
  /** Whether a frame begins. */
  readonly frame: boolean;
  /** Whether a frame is shown, so that pictures are wanted. */
  readonly show: boolean;
}

/** What has become of an {@link Ask}. */
export interface Answer {
  readonly kind: "answer";
  /** When the next timer falls due, in the milliseconds of the ask; `null` if none is set. */
  readonly next: number | null;
  readonly pictures: readonly CanvasPicture[];
}

/** The last that is heard of a worker which ends by itself. */
interface Ending {
  readonly kind: "end";
}

/** What is in an envelope. */
type Content = Ask | Answer | Ending | Mail;

/** A message of the page's own. */
export interface Mail {
  readonly kind: "mail";
  readonly data: unknown;
  /** The canvases in it that a window shows, and their names. */
  readonly canvases: ReadonlyArray<readonly [canvas: OffscreenCanvas, name: string]>;
}

/** What a canvas that a window shows looks like in a frame. */
export interface CanvasPicture {
  readonly name: string;
  readonly picture: ImageBitmap;
}

/** What a worker is told by its name, before its script runs. */
export interface WorkerToken {
  /** Names its place among the page's workers. */
  readonly id: string;
  /** When it was made, in milliseconds since the page's navigation. */
  readonly born: number;
  /** The name that the page has given it. */
  readonly name: string;
}

/** Wraps a message. */
export function envelope(content: Content): Record<string, unknown> {
  return { [envelopeKey]: content };
}

/** What is in a wrapped message; `null` for any other. */
export function readEnvelope(data: unknown): Content | null {
  if (typeof data !== "object" || data === null || !(envelopeKey in data)) return null;
  return data[envelopeKey] as Content;
}

const tokenMark = "hyperframes:";

/** A token as a worker's name. */
export function formatToken(token: WorkerToken): string {
  return tokenMark + JSON.stringify(token);
}

/** The token in a worker's name; `null` if it has none. */
export function readToken(name: string): WorkerToken | null {
  return name.startsWith(tokenMark) ? (JSON.parse(name.slice(tokenMark.length)) as WorkerToken) : null;
}
