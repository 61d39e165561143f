/** What of `adjust` can be said, and how far each goes; 0 changes nothing. */
const adjustments = {
  exposure: 2,
  contrast: 1,
  highlights: 1,
  shadows: 1,
  whites: 1,
  blacks: 1,
  temperature: 1,
  tint: 1,
  vibrance: 1,
  saturation: 1,
} as const;

/** What of `details` can be said: from where to where, and what holds otherwise. */
const details = {
  vignette: [0, 1, 0],
  vignetteMidpoint: [0, 1, 0.5],
  vignetteRoundness: [-1, 1, 0],
  vignetteFeather: [0, 1, 0.65],
  grain: [0, 1, 0],
  grainSize: [0, 1, 0.25],
  grainRoughness: [0, 1, 0.5],
} as const;

/** The name of an adjustment. */
type Adjustment = keyof typeof adjustments;
/** The name of a detail. */
type Detail = keyof typeof details;

/** How a picture is graded: numbers within their ranges. */
export interface GradingSettings {
  /** How much of it all is seen: 0 to 1. */
  readonly intensity: number;
  readonly adjust: Readonly<Record<Adjustment, number>>;
  readonly details: Readonly<Record<Detail, number>>;
  /** A table of colours, as it is addressed from the page, and how much of it is seen. */
  readonly lut: { readonly src: string; readonly intensity: number } | null;
}

/** What an attribute says, and what is wrong with that, one sentence each. */
interface ReadGrading {
  /** `null` where nothing is graded. */
  readonly settings: GradingSettings | null;
  readonly problems: readonly string[];
}

type JsonObject = Readonly<Record<string, unknown>>;

/** Names that stand beside the others, and change nothing. */
const harmless = new Set(["enabled", "intensity", "adjust", "details", "lut", "colorSpace", "palette"]);

/** Reads `data-color-grading`. What cannot be done is told, and left out. */
export function readGrading(text: string): ReadGrading {
  const given = parse(text);
  if (typeof given === "string") return { settings: null, problems: [given] };
  if (given["enabled"] === false) return { settings: null, problems: [] };
  const problems: string[] = [];
  const adjust = { ...given, ...objectOf(given["adjust"]) };
  const settings = {
    intensity: numberIn(given, "intensity", { range: [0, 1, 1], problems }),
    adjust: mapObject(adjustments, (name, most) =>
      numberIn(adjust, name, { range: [-most, most, 0], problems }),
    ),
    details: mapObject(details, (name, range) =>
      numberIn(objectOf(given["details"]), name, { range, problems }),
    ),
    lut: readLut(given["lut"], problems),
  };
  problems.push(...unsupported(given));
  return { settings, problems };
}

function parse(text: string): JsonObject | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `data-color-grading is not JSON (${reason.slice(0, 200)}), so nothing is graded.`;
  }
  if (isObject(value)) return value;
  return 'data-color-grading must be names and values, such as {"adjust":{"exposure":0.5}}; nothing is graded.';
}

/** What is asked for and not done, by name. */
function unsupported(given: JsonObject): string[] {
  const known = (table: object, name: string): boolean => Object.hasOwn(table, name);
  const names = [
    ...Object.keys(given).filter((name) => !harmless.has(name) && !known(adjustments, name)),
    ...Object.keys(objectOf(given["adjust"]))
      .filter((name) => !known(adjustments, name))
      .map((name) => `adjust.${name}`),
    ...Object.keys(objectOf(given["details"]))
      .filter((name) => !known(details, name))
      .map((name) => `details.${name}`),
  ].filter((name) => name !== "effects" && name !== "preset");
  const effects = Object.entries(objectOf(given["effects"]))
    .filter(([, value]) => value !== 0)
    .map(([name]) => `effects.${name}`);
  const { preset, colorSpace } = given;
  const isPlain = preset === undefined || preset === null || preset === "neutral" || preset === "none";
  const others = [
    ...(isPlain ? [] : [`preset ${JSON.stringify(preset)}`]),
    ...(colorSpace === undefined || colorSpace === "rec709"
      ? []
      : [`colorSpace ${JSON.stringify(colorSpace)}`]),
  ];
  const all = [...names, ...effects, ...others].map((name) => name.slice(0, 100));
  return all.length > 0 ? [`data-color-grading: ${all.join(", ")} cannot be done, and is left out.`] : [];
}

function readLut(value: unknown, problems: string[]): GradingSettings["lut"] {
  if (value === undefined || value === null) return null;
  const lut = typeof value === "string" ? { src: value } : objectOf(value);
  const { src } = lut as { readonly src?: unknown };
  if (typeof src !== "string" || src.trim() === "") {
    problems.push('data-color-grading: lut needs the path of a .cube file: {"src":"look.cube"}.');
    return null;
  }
  return { src, intensity: numberIn(lut, "intensity", { range: [0, 1, 1], problems }) };
}

function numberIn(
  given: JsonObject,
  name: string,
  {
    range: [least, most, otherwise],
    problems,
  }: { readonly range: readonly [number, number, number]; readonly problems: string[] },
): number {
  const value = given[name];
  if (value === undefined) return otherwise;
  const isIn = typeof value === "number" && value >= least && value <= most;
  if (isIn) return value;
  const held =
    typeof value === "number" && !Number.isNaN(value) ? Math.min(most, Math.max(least, value)) : otherwise;
  problems.push(
    `data-color-grading: ${name} must be a number from ${least} to ${most}, but is ${JSON.stringify(value).slice(0, 50)}; ${held} is taken.`,
  );
  return held;
}

function mapObject<Name extends string, Value, Result>(
  table: Readonly<Record<Name, Value>>,
  map: (name: Name, value: Value) => Result,
): Record<Name, Result> {
  const entries = (Object.entries(table) as Array<[Name, Value]>).map(([name, value]) => [
    name,
    map(name, value),
  ]);
  return Object.fromEntries(entries) as Record<Name, Result>;
}

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
