const text = { type: "string", minLength: 1, maxLength: 20_000 } as const;
const name = { type: "string", minLength: 1, maxLength: 200 } as const;

const between = (minimum: number, maximum: number) => ({ type: "number", minimum, maximum });
/** The description is what the user reads where none of the schemas fits. */
const oneOfThese = (description: string, ...anyOf: readonly object[]) => ({ description, anyOf });
const written = (description: string, pattern: string) => ({ type: "string", description, pattern });
const closed = (properties: Readonly<Record<string, unknown>>, required: readonly string[] = []) => ({
  type: "object",
  additionalProperties: false,
  required,
  properties,
});
const orFalse = (description: string, schema: object) =>
  oneOfThese(`${description}, or false`, { const: false }, schema);

const color = written(
  'a colour such as "#ffffff" or "#00000080"',
  "^#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})$",
);
const length = oneOfThese(
  'pixels such as 300, or a part such as "28%"',
  between(0, 8192),
  written("", "^\\d{1,3}(?:\\.\\d+)?%$"),
);
const moment = oneOfThese(
  'seconds, or a moment such as "intro + 0.5" or "narration.word(\'revenue\')"',
  between(0, 360_000),
  { type: "string", minLength: 1, maxLength: 300 },
);

const source = {
  type: "object",
  required: ["type"],
  discriminator: { propertyName: "type" },
  oneOf: [
    closed(
      {
        ...{ type: { const: "agent" }, prompt: text, avatar: name, voice: name, style: name },
        orientation: { enum: ["landscape", "portrait"] },
      },
      ["type", "prompt"],
    ),
    closed(
      {
        ...{ type: { const: "avatar" }, script: text, avatar: name, voice: name },
        ...{ transparent: { type: "boolean" }, speed: between(0.5, 2), resolution: name, aspectRatio: name },
      },
      ["type", "script", "avatar"],
    ),
    closed({ type: { const: "speech" }, script: text, voice: name, speed: between(0.5, 2), language: name }, [
      "type",
      "script",
      "voice",
    ]),
    closed({ type: { const: "file" }, src: text, words: text }, ["type", "src"]),
  ],
};

const passages = { enum: ["fade", "slide", "scale", "none"] };
const passage = oneOfThese(
  'one of "fade", "slide", "scale" and "none", or an object with such a type and seconds',
  passages,
  closed({ type: passages, seconds: between(0, 10) }, ["type"]),
);

const placement = closed({
  corner: { enum: ["top-left", "top-right", "bottom-left", "bottom-right"] },
  ...{ x: length, y: length, size: length, radius: length, margin: length },
  shape: { enum: ["circle", "rounded", "rectangle", "cut-out"] },
  aspect: written('width to height such as "16:9"', "^[1-9]\\d{0,3}:[1-9]\\d{0,3}$"),
  border: orFalse("an object with color and width", closed({ color, width: between(0, 200) })),
  shadow: oneOfThese(
    "true, false, or an object with color, blur, x and y",
    { type: "boolean" },
    closed({ color, blur: between(0, 200), x: between(-200, 200), y: between(-200, 200) }),
  ),
  safeArea: { type: "boolean" },
  focus: written('two parts such as "50% 30%"', "^\\d{1,3}(?:\\.\\d+)?% \\d{1,3}(?:\\.\\d+)?%$"),
  zoom: between(1, 8),
  key: orFalse(
    "an object with color, similarity, blend and despill",
    closed(
      {
        color: written('a colour such as "#00ff00"', "^#[0-9a-fA-F]{6}$"),
        ...{ similarity: between(0.01, 1), blend: between(0, 1), despill: { type: "boolean" } },
      },
      ["color"],
    ),
  ),
  ...{ start: moment, enter: passage, exit: passage },
  full: {
    type: "array",
    maxItems: 100,
    items: closed({ from: moment, to: moment, ease: between(0, 10) }, ["from", "to"]),
  },
});

const sound = closed({
  level: oneOfThese(
    'a factor from 0 to 3.98, or decibels such as "-3 dB"',
    between(0, 3.98),
    written("", "^[+-]?\\d{1,2}(?:\\.\\d+)? ?dB$"),
  ),
  fadeIn: between(0, 60),
  fadeOut: between(0, 60),
  duck: orFalse(
    "an object with depth, attack and release",
    closed({ depth: between(0, 60), attack: between(0.01, 5), release: between(0.01, 10) }),
  ),
  loudness: orFalse("LUFS from -40 to -8", between(-40, -8)),
});

const captionKind = { enum: ["burned", "track", "file"] };

/** JSON Schema of the `narration` block, for Ajv with `discriminator`. */
export const narrationSchema = closed(
  {
    ...{ source, placement, sound },
    length: { enum: ["extend", "hold", "trim", "error"] },
    captions: oneOfThese(
      '"burned", "track", "file", a list of them, or false',
      { const: false },
      captionKind,
      { type: "array", items: captionKind, uniqueItems: true },
    ),
    cues: {
      type: "object",
      maxProperties: 1000,
      propertyNames: { pattern: "^[A-Za-z0-9_.:-]{1,100}$" },
      additionalProperties: oneOfThese(
        "a word or phrase, or seconds from the narration's start",
        { type: "string", minLength: 1, maxLength: 300 },
        between(0, 360_000),
      ),
    },
  },
  ["source"],
);
