import { seconds } from "../../timeline/units.ts";
import type {
  CaptionKind,
  ChromaKey,
  Corner,
  Length,
  LengthRule,
  NarrationSettings,
  NarrationCues,
  NarrationSound,
  NarrationSource,
  Passage,
  Placement,
  Position,
  Shape,
} from "./narration-settings.ts";

type WrittenLength = number | string;
type WrittenPassage = Passage["type"] | { readonly type: Passage["type"]; readonly seconds?: number };

/** The `placement` of a block, as it is written. */
export interface WrittenPlacement {
  readonly corner?: Corner;
  readonly x?: WrittenLength;
  readonly y?: WrittenLength;
  readonly size?: WrittenLength;
  readonly shape?: Shape;
  readonly aspect?: string;
  readonly radius?: WrittenLength;
  readonly border?: false | { readonly color?: string; readonly width?: number };
  readonly shadow?:
    | boolean
    | { readonly color?: string; readonly blur?: number; readonly x?: number; readonly y?: number };
  readonly margin?: WrittenLength;
  readonly safeArea?: boolean;
  readonly focus?: string;
  readonly zoom?: number;
  readonly key?: false | (Partial<ChromaKey> & Pick<ChromaKey, "color">);
  readonly start?: number | string;
  readonly enter?: WrittenPassage;
  readonly exit?: WrittenPassage;
  readonly full?: ReadonlyArray<{
    readonly from: number | string;
    readonly to: number | string;
    readonly ease?: number;
  }>;
}

/** A whole block as it is written, known to fit the schema. */
export interface WrittenNarration {
  readonly source: NarrationSource;
  readonly placement?: WrittenPlacement;
  readonly sound?: {
    readonly level?: number | string;
    readonly fadeIn?: number;
    readonly fadeOut?: number;
    readonly duck?: false | { readonly depth?: number; readonly attack?: number; readonly release?: number };
    readonly loudness?: number | false;
  };
  readonly length?: LengthRule;
  readonly captions?: false | CaptionKind | readonly CaptionKind[];
  readonly cues?: NarrationCues;
}

const placementDefaults: Required<Omit<WrittenPlacement, "corner" | "x" | "y" | "aspect">> = {
  ...{ size: "28%", margin: "4%", radius: "12%", safeArea: true, focus: "50% 50%", zoom: 1 },
  ...{ border: {}, shadow: true, key: false, start: 0, full: [] },
  shape: "circle",
  enter: "scale",
  exit: "scale",
};
const defaults = {
  block: { placement: {}, sound: {}, length: "extend", captions: false, cues: {} },
  border: { color: "#ffffff", width: 6 },
  shadow: { color: "#00000066", blur: 24, x: 0, y: 8 },
  key: { similarity: 0.12, blend: 0.06, despill: true },
  ease: 0.6,
  /** In LUFS: what Google asks of spoken stereo sound, https://developers.google.cn/assistant/tools/audio-loudness.md.txt */
  sound: { level: 1, fadeIn: 0, fadeOut: 0, duck: {}, loudness: -16 },
  duck: { depth: 12, attack: 0.2, release: 0.6 },
} as const;

/** Puts a default wherever nothing is said. */
export function completeNarration(written: WrittenNarration): NarrationSettings {
  const { source, placement, sound, length, captions, cues } = { ...defaults.block, ...written };
  return {
    source,
    placement: completePlacement(placement),
    sound: completeSound(sound),
    length,
    captions: typeof captions === "string" ? [captions] : captions || [],
    cues,
  };
}

function completeSound(written: NonNullable<WrittenNarration["sound"]>): NarrationSound {
  const { level, fadeIn, fadeOut, duck, loudness } = { ...defaults.sound, ...written };
  const { depth, attack, release } = { ...defaults.duck, ...duck };
  return {
    level: readLevel(level),
    fadeIn: seconds(fadeIn),
    fadeOut: seconds(fadeOut),
    duck: duck === false ? null : { depth, attack: seconds(attack), release: seconds(release) },
    loudness: loudness === false ? null : loudness,
  };
}

function completePlacement(written: WrittenPlacement): Placement {
  const given = { ...placementDefaults, ...written };
  return {
    ...{ shape: given.shape, safeArea: given.safeArea, zoom: given.zoom, start: String(given.start) },
    ...completeEdges(given),
    position: completePosition(written),
    size: readLength(given.size),
    aspect: written.aspect === undefined ? null : readRatio(written.aspect),
    radius: readLength(given.radius),
    margin: readLength(given.margin),
    focus: readFocus(given.focus),
    enter: completePassage(given.enter),
    exit: completePassage(given.exit),
    full: given.full.map(({ from, to, ease = defaults.ease }) => ({
      from: String(from),
      to: String(to),
      ease: seconds(ease),
    })),
  };
}

function completeEdges({
  shape,
  border,
  shadow,
  key,
}: Required<Pick<WrittenPlacement, "shape" | "border" | "shadow" | "key">>): Pick<
  Placement,
  "border" | "shadow" | "key"
> {
  const isPlain = shape === "cut-out";
  const given = typeof shadow === "object" ? shadow : {};
  return {
    border: border === false || isPlain ? null : { ...defaults.border, ...border },
    shadow: shadow === false || isPlain ? null : { ...defaults.shadow, ...given },
    key: key === false ? null : { ...defaults.key, ...key },
  };
}

function completePosition({ corner, x, y }: WrittenPlacement): Position {
  if (x === undefined || y === undefined) return { corner: corner ?? "bottom-right" };
  return { x: readLength(x), y: readLength(y) };
}

function completePassage(written: WrittenPassage): Passage {
  const { type, seconds: length = 0.5 } = typeof written === "string" ? { type: written } : written;
  return { type, seconds: seconds(type === "none" ? 0 : length) };
}

function readLength(written: WrittenLength): Length {
  return typeof written === "number" ? { pixels: written } : { part: Number.parseFloat(written) / 100 };
}

function readRatio(written: string): number {
  const [width = 1, height = 1] = written.split(":").map(Number);
  return width / height;
}

function readFocus(written: string): Placement["focus"] {
  const [x = 50, y = 50] = written.split(" ").map(Number.parseFloat);
  return { x: Math.min(100, x) / 100, y: Math.min(100, y) / 100 };
}

function readLevel(written: number | string): number {
  return typeof written === "number" ? written : 10 ** (Number.parseFloat(written) / 20);
}
