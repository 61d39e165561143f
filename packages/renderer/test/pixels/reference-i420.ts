/** One sample of luma and chroma, unrounded. */
export interface Sample {
  readonly y: number;
  readonly cb: number;
  readonly cr: number;
}

/** A picture in BGRA. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

/** ITU-R BT.709 in limited range, by the book. Channels go from 0 to 255. */
export function bt709([red, green, blue]: readonly [number, number, number]): Sample {
  const luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return {
    y: 16 + (219 / 255) * luma,
    cb: 128 + ((224 / 255) * (blue - luma)) / 1.8556,
    cr: 128 + ((224 / 255) * (red - luma)) / 1.5748,
  };
}

/** The I420 of an opaque picture, of even size, in double precision and rounded at the very end. */
export function referenceI420({ width, height, bytes }: Pixels): Uint8Array {
  const columns = width + (width % 2);
  const rows = height + (height % 2);
  const output = new Uint8Array((columns * rows * 3) / 2);
  const sample = (x: number, y: number): Sample => {
    const at = (Math.min(y, height - 1) * width + Math.min(x, width - 1)) * 4;
    return bt709([bytes[at + 2]!, bytes[at + 1]!, bytes[at]!]);
  };
  for (let y = 0; y < rows; y += 1) {
    for (let x = 0; x < columns; x += 1) output[y * columns + x] = Math.round(sample(x, y).y);
  }
  let chroma = columns * rows;
  const red = chroma / 4;
  for (let y = 0; y < rows; y += 2) {
    for (let x = 0; x < columns; x += 2) {
      const four = [sample(x, y), sample(x + 1, y), sample(x, y + 1), sample(x + 1, y + 1)];
      output[chroma] = Math.round(four.reduce((sum, { cb }) => sum + cb, 0) / 4);
      output[chroma + red] = Math.round(four.reduce((sum, { cr }) => sum + cr, 0) / 4);
      chroma += 1;
    }
  }
  return output;
}

/** Pre-multiplied pixels divided by their alpha in single precision, and rounded to even, as Skia does. */
export function referenceOpaque(bytes: Uint8Array): Uint8Array {
  return bytes.map((value, index) => {
    const alpha = bytes[index | 3]!;
    if (index % 4 === 3) return 255;
    return alpha === 0 ? 0 : roundToEven(divideByAlpha(value, alpha));
  });
}

function divideByAlpha(value: number, alpha: number): number {
  const { fround } = Math;
  const unit = fround(1 / 255);
  const divided = fround(fround(value * unit) * fround(1 / fround(alpha * unit)));
  return fround(Math.min(1, divided) * 255);
}

function roundToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}

/** The largest difference between bytes at the same place. */
export function largestDifference(one: Uint8Array, other: Uint8Array): number {
  if (one.length !== other.length) return Infinity;
  let largest = 0;
  for (const [index, value] of one.entries()) largest = Math.max(largest, Math.abs(value - other[index]!));
  return largest;
}
