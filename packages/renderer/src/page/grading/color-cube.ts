/** A table of colours: `size` values on each side, red first; or, if it has one side, one curve for each channel. */
export interface ColorCube {
  readonly sides: 1 | 3;
  readonly size: number;
  /** Red, green and blue of each entry, one after the other. */
  readonly values: Float32Array;
  /** The colours that the table's first and last entries are for. */
  readonly low: readonly [number, number, number];
  readonly high: readonly [number, number, number];
}

const LARGEST_SIDE = { 1: 65_536, 3: 64 };

/**
 * Reads a `.cube` file: https://kono.phpage.fr/images/a/a1/Adobe-cube-lut-specification-1.0.pdf
 *
 * @throws {Error} that says what is wrong, and in which line.
 */
export function readColorCube(text: string): ColorCube {
  const head: CubeHead = { sides: null, size: 0, low: [0, 0, 0], high: [1, 1, 1] };
  const numbers: number[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, "")
    .split(/\r\n?|\n/)
    .entries()) {
    const words = line.replace(/#.*$/, "").trim().split(/\s+/);
    const [first = ""] = words;
    if (first === "" || first === "TITLE") continue;
    const fault =
      /^[A-Z]/i.test(first) && !/^(?:nan|inf)/i.test(first) ? readHead(head, words) : readRow(numbers, words);
    if (fault !== null) throw new Error(`line ${index + 1} ${fault}`);
  }
  const { sides, size, low, high } = head;
  if (sides === null) throw new Error("it says no LUT_3D_SIZE");
  const wanted = size ** sides * 3;
  if (numbers.length !== wanted)
    throw new Error(`it has ${numbers.length / 3} colours, and should have ${wanted / 3}`);
  return { sides, size, values: Float32Array.from(numbers), low, high };
}

interface CubeHead {
  sides: 1 | 3 | null;
  size: number;
  low: [number, number, number];
  high: [number, number, number];
}

/** Returns what is wrong, or `null`. */
function readHead(head: CubeHead, [name = "", ...words]: readonly string[]): string | null {
  const values = words.map(Number);
  if (values.length === 0 || values.some((value) => !Number.isFinite(value)))
    return `has no numbers after ${name}`;
  const [x = 0, y = x, z = x] = values;
  switch (name.toUpperCase()) {
    case "LUT_1D_SIZE":
      return readSize(head, 1, x);
    case "LUT_3D_SIZE":
      return readSize(head, 3, x);
    case "DOMAIN_MIN":
      head.low = [x, y, z];
      return null;
    case "DOMAIN_MAX":
      head.high = [x, y, z];
      return null;
    case "LUT_3D_INPUT_RANGE":
    case "LUT_1D_INPUT_RANGE":
      head.low = [x, x, x];
      head.high = [y, y, y];
      return null;
    default:
      return `begins with ${name.slice(0, 40)}, which means nothing here`;
  }
}

function readSize(head: CubeHead, sides: 1 | 3, size: number): string | null {
  if (head.sides !== null) return "says a second size; files with two tables are not read";
  if (!Number.isInteger(size) || size < 2 || size > LARGEST_SIDE[sides])
    return `says a size of ${size}; it must be from 2 to ${LARGEST_SIDE[sides]}`;
  head.sides = sides;
  head.size = size;
  return null;
}

function readRow(numbers: number[], words: readonly string[]): string | null {
  const values = words.map(Number);
  if (values.length !== 3 || values.some((value) => !Number.isFinite(value))) return "is not three numbers";
  if (numbers.length > 3 * LARGEST_SIDE[3] ** 3) return "is one colour too many";
  numbers.push(...values);
  return null;
}

/** Looks a colour up, from 0 to 1, between the entries of a table; the result replaces it. */
export function lookUp({ sides, size, values, low, high }: ColorCube, color: Float64Array): void {
  const last = size - 1;
  const at: [number, number, number] = [0, 0, 0];
  for (let channel = 0; channel < 3; channel += 1) {
    const span = (high[channel] ?? 1) - (low[channel] ?? 0);
    const place = (((color[channel] ?? 0) - (low[channel] ?? 0)) / span) * last;
    at[channel] = place > 0 ? Math.min(place, last) : 0;
  }
  if (sides === 1) lookUpCurves(values, last, { at, color });
  else lookUpCube(values, size, { at, color });
}

interface LookUp {
  readonly at: readonly [number, number, number];
  readonly color: Float64Array;
}

function lookUpCurves(values: Float32Array, last: number, { at, color }: LookUp): void {
  for (let channel = 0; channel < 3; channel += 1) {
    const place = at[channel] ?? 0;
    const from = Math.min(Math.floor(place), last - 1);
    const [a = 0, b = 0] = [values[from * 3 + channel], values[(from + 1) * 3 + channel]];
    color[channel] = a + (b - a) * (place - from);
  }
}

function lookUpCube(values: Float32Array, size: number, { at: [r, g, b], color }: LookUp): void {
  const last = size - 2;
  const [r0, g0, b0] = [
    Math.min(Math.floor(r), last),
    Math.min(Math.floor(g), last),
    Math.min(Math.floor(b), last),
  ];
  const [fr, fg, fb] = [r - r0, g - g0, b - b0];
  const start = (r0 + size * (g0 + size * b0)) * 3;
  const [dg, db] = [size * 3, size * size * 3];
  for (let channel = 0; channel < 3; channel += 1) {
    const from = start + channel;
    const along = (place: number): number =>
      (values[place] ?? 0) + ((values[place + 3] ?? 0) - (values[place] ?? 0)) * fr;
    const near = along(from) + (along(from + dg) - along(from)) * fg;
    const far = along(from + db) + (along(from + db + dg) - along(from + db)) * fg;
    color[channel] = near + (far - near) * fb;
  }
}
