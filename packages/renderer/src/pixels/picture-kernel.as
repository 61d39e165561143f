// AssemblyScript (https://www.assemblyscript.org), compiled by `tools/generate-picture-kernel.ts`. The file is not
// named `.ts`, because TypeScript knows neither these types nor decorators on functions.
//
// A picture is BGRA: four bytes a pixel, row after row without gaps. A vector holds four pixels. Pictures are turned
// into I420: a plane of luma, then one of blue and one of red difference at half the width and half the height.

@external("picture", "width") declare const width: i32;
@external("picture", "height") declare const height: i32;

const BYTES_PER_PIXEL: i32 = 4;
/** Pixels that are converted at once, in each of two rows. */
const BLOCK: i32 = 8;

/** Weights are fixed-point numbers, as many bits as a dot product of signed 16-bit numbers takes. */
const FRACTION_BITS: i32 = 15;
const ONE: f64 = f64(1 << FRACTION_BITS);
/** Sums over the four pixels that share a chroma sample are four times as large. */
const CHROMA_BITS: i32 = FRACTION_BITS + 2;

// ITU-R BT.709, items 3.2 and 3.3: https://www.itu.int/rec/R-REC-BT.709-6-201506-I/en
const KR: f64 = 0.2126;
const KB: f64 = 0.0722;
/** Item 3.4, the limited range: black is 16, white is 235, chroma spans 224 around 128. Channels span 255. */
const LUMA_RANGE: f64 = 219.0 / 255.0;
const CHROMA_RANGE: f64 = 224.0 / 255.0;

const LUMA_R: i16 = i16(KR * LUMA_RANGE * ONE + 0.5);
const LUMA_G: i16 = i16((1 - KR - KB) * LUMA_RANGE * ONE + 0.5);
const LUMA_B: i16 = i16(KB * LUMA_RANGE * ONE + 0.5);
/** Alpha is 255 wherever this counts, so its weight adds a constant: black, and a half to round by. */
const LUMA_A: i16 = i16((16.5 / 255) * ONE + 0.5);

const CB_B: i16 = i16(0.5 * CHROMA_RANGE * ONE + 0.5);
const CB_R: i16 = -i16((0.5 * KR) / (1 - KB) * CHROMA_RANGE * ONE + 0.5);
const CR_R: i16 = CB_B;
const CR_B: i16 = -i16((0.5 * KB) / (1 - KR) * CHROMA_RANGE * ONE + 0.5);
/** What is left, so that greys have no chroma at all. */
const CB_G: i16 = -CB_B - CB_R;
const CR_G: i16 = -CR_R - CR_B;
const CHROMA_A: i16 = i16((128.5 / 255) * ONE);

const LUMA_BLUE_RED: v128 = i16x8(LUMA_B, LUMA_R, LUMA_B, LUMA_R, LUMA_B, LUMA_R, LUMA_B, LUMA_R);
const LUMA_GREEN_ALPHA: v128 = i16x8(LUMA_G, LUMA_A, LUMA_G, LUMA_A, LUMA_G, LUMA_A, LUMA_G, LUMA_A);
const CB_BLUE_RED: v128 = i16x8(CB_B, CB_R, CB_B, CB_R, CB_B, CB_R, CB_B, CB_R);
const CB_GREEN_ALPHA: v128 = i16x8(CB_G, CHROMA_A, CB_G, CHROMA_A, CB_G, CHROMA_A, CB_G, CHROMA_A);
const CR_BLUE_RED: v128 = i16x8(CR_B, CR_R, CR_B, CR_R, CR_B, CR_R, CR_B, CR_R);
const CR_GREEN_ALPHA: v128 = i16x8(CR_G, CHROMA_A, CR_G, CHROMA_A, CR_G, CHROMA_A, CR_G, CHROMA_A);

const ALPHA: v128 = i32x4(0xff000000, 0xff000000, 0xff000000, 0xff000000);
const LOW_BYTES: v128 = i16x8(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff);

const ONES: v128 = f32x4(1, 1, 1, 1);
const FULL: v128 = f32x4(255, 255, 255, 255);
const UNIT: v128 = f32x4.div(ONES, FULL);

const BLOCK_ROW_BYTES: i32 = BLOCK * BYTES_PER_PIXEL;
/** Where the rest of two rows is made a whole block: its rows of pixels, then its luma and its chroma. */
const scratch: usize = memory.data(2 * BLOCK_ROW_BYTES + 32, 16);

/** Writes a picture's I420, and makes it opaque. An odd size is made even by repeating the last column or row. */
export function toI420(source: usize, target: usize): void {
  const rowBytes = width * BYTES_PER_PIXEL;
  const lumaWidth = evenUp(width);
  let chroma = target + lumaWidth * evenUp(height);
  for (let y = 0; y < height; y += 2) {
    const top = source + y * rowBytes;
    const below = y + 1 < height ? rowBytes : 0;
    const luma = target + y * lumaWidth;
    // Nearly always all are opaque, so it is cheapest to see that on the way, and to begin these rows again if not.
    if (isTranslucent(convertRows(top, below, luma, chroma))) {
      makeOpaque(top, rowBytes + below);
      convertRows(top, below, luma, chroma);
    }
    chroma += lumaWidth >> 1;
  }
}

/** Turns pre-multiplied pixels into opaque ones of the same colour, in place. */
export function makeOpaque(pixels: usize, bytes: usize): void {
  const end = pixels + bytes;
  // Nearly always all are opaque, which this finds out at sixteen pixels a step.
  for (; pixels + 64 <= end; pixels += 64) {
    const left = v128.and(v128.load(pixels), v128.load(pixels, 16));
    const right = v128.and(v128.load(pixels, 32), v128.load(pixels, 48));
    if (isTranslucent(v128.and(left, right))) divideByAlpha(pixels, 64);
  }
  divideByAlpha(pixels, end - pixels);
}

/** Converts two rows, of which one lies `below` bytes after the other; returns the bits that all pixels have. */
function convertRows(top: usize, below: usize, luma: usize, chroma: usize): v128 {
  let all = ALPHA;
  let left = 0;
  for (; left + BLOCK <= width; left += BLOCK) {
    const a = v128.load(top);
    const b = v128.load(top, 16);
    const c = v128.load(top + below);
    const d = v128.load(top + below, 16);
    all = v128.and(all, v128.and(v128.and(a, b), v128.and(c, d)));
    storeLuma(luma, lumaOf(a, b, c, d));
    storeChroma(chroma, chromaOf(a, b, c, d));
    top += BLOCK_ROW_BYTES;
    luma += BLOCK;
    chroma += BLOCK / 2;
  }
  if (left === width) return all;
  return v128.and(all, convertRest(top, below, luma, chroma));
}

@inline
function storeLuma(luma: usize, block: v128): void {
  v128.store64_lane(luma, block, 0);
  v128.store64_lane(luma + evenUp(width), block, 1);
}

@inline
function storeChroma(blue: usize, block: v128): void {
  v128.store32_lane(blue, block, 0);
  v128.store32_lane(blue + chromaBytes(), block, 1);
}

/** Converts what is narrower than a block at the end of two rows. */
function convertRest(top: usize, below: usize, luma: usize, chroma: usize): v128 {
  const pixels = width % BLOCK;
  copyBlock(scratch, top, pixels);
  copyBlock(scratch + BLOCK_ROW_BYTES, top + below, pixels);
  const a = v128.load(scratch);
  const b = v128.load(scratch, 16);
  const c = v128.load(scratch, BLOCK_ROW_BYTES);
  const d = v128.load(scratch, BLOCK_ROW_BYTES + 16);
  const output = scratch + 2 * BLOCK_ROW_BYTES;
  v128.store(output, lumaOf(a, b, c, d));
  v128.store(output, chromaOf(a, b, c, d), 16);
  const samples = evenUp(pixels);
  memory.copy(luma, output, samples);
  memory.copy(luma + evenUp(width), output + 8, samples);
  memory.copy(chroma, output + 16, samples >> 1);
  memory.copy(chroma + chromaBytes(), output + 20, samples >> 1);
  return v128.and(v128.and(a, b), v128.and(c, d));
}

/** Fills one row of a block with the pixels there are, repeating the last one. */
function copyBlock(target: usize, source: usize, pixels: i32): void {
  for (let index = 0; index < BLOCK; index += 1) {
    store<u32>(target + (index << 2), load<u32>(source + (min(index, pixels - 1) << 2)));
  }
}

/** The luma of eight pixels, then of the eight below. */
@inline
function lumaOf(a: v128, b: v128, c: v128, d: v128): v128 {
  const top = i16x8.narrow_i32x4_s(lumaOfFour(a), lumaOfFour(b));
  const bottom = i16x8.narrow_i32x4_s(lumaOfFour(c), lumaOfFour(d));
  return i8x16.narrow_i16x8_u(top, bottom);
}

@inline
function lumaOfFour(pixels: v128): v128 {
  const sum = i32x4.add(
    i32x4.dot_i16x8_s(blueRed(pixels), LUMA_BLUE_RED),
    i32x4.dot_i16x8_s(greenAlpha(pixels), LUMA_GREEN_ALPHA),
  );
  return i32x4.shr_u(sum, FRACTION_BITS);
}

/** The blue differences of four squares of four pixels, then their red differences; the rest is of no use. */
@inline
function chromaOf(a: v128, b: v128, c: v128, d: v128): v128 {
  const blueReds = addPairs(
    i16x8.add(blueRed(a), blueRed(c)),
    i16x8.add(blueRed(b), blueRed(d)),
  );
  const greenAlphas = addPairs(
    i16x8.add(greenAlpha(a), greenAlpha(c)),
    i16x8.add(greenAlpha(b), greenAlpha(d)),
  );
  const blue = i32x4.add(
    i32x4.dot_i16x8_s(blueReds, CB_BLUE_RED),
    i32x4.dot_i16x8_s(greenAlphas, CB_GREEN_ALPHA),
  );
  const red = i32x4.add(
    i32x4.dot_i16x8_s(blueReds, CR_BLUE_RED),
    i32x4.dot_i16x8_s(greenAlphas, CR_GREEN_ALPHA),
  );
  const both = i16x8.narrow_i32x4_s(i32x4.shr_u(blue, CHROMA_BITS), i32x4.shr_u(red, CHROMA_BITS));
  return i8x16.narrow_i16x8_u(both, both);
}

/** The sums of pixels that are neighbours, each of two channels of 16 bits. */
@inline
function addPairs(left: v128, right: v128): v128 {
  return i16x8.add(
    v128.shuffle<i32>(left, right, 0, 2, 4, 6),
    v128.shuffle<i32>(left, right, 1, 3, 5, 7),
  );
}

@inline
function blueRed(pixels: v128): v128 {
  return v128.and(pixels, LOW_BYTES);
}

@inline
function greenAlpha(pixels: v128): v128 {
  return i16x8.shr_u(pixels, 8);
}

@inline
function isTranslucent(pixels: v128): bool {
  return v128.any_true(v128.andnot(ALPHA, pixels));
}

function divideByAlpha(pixels: usize, bytes: usize): void {
  for (let end = pixels + bytes; pixels < end; pixels += BYTES_PER_PIXEL) {
    const alpha = <u32>load<u8>(pixels, 3);
    if (alpha === 255) continue;
    store<u32>(pixels, alpha === 0 ? 0 : unpremultiply(pixels, alpha));
    store<u8>(pixels, 255, 3);
  }
}

/** Rounds in the same places as Skia does when it encodes a PNG: the colours are then the official picture's. */
@inline
function unpremultiply(pixel: usize, alpha: u32): u32 {
  const words = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(pixel)));
  const colors = f32x4.mul(f32x4.convert_i32x4_u(words), UNIT);
  const scale = f32x4.splat(<f32>1 / (<f32>alpha * <f32>(1.0 / 255.0)));
  const divided = f32x4.mul(f32x4.min(f32x4.mul(colors, scale), ONES), FULL);
  const rounded = i32x4.trunc_sat_f32x4_u(f32x4.nearest(divided));
  const narrow = i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_u(rounded, rounded), rounded);
  return <u32>i32x4.extract_lane(narrow, 0);
}

@inline
function chromaBytes(): i32 {
  return (evenUp(width) * evenUp(height)) >> 2;
}

@inline
function evenUp(size: i32): i32 {
  return (size + 1) & ~1;
}
