import { lookUp, type ColorCube } from "./color-cube.ts";
import type { GradingSettings } from "./grading-settings.ts";

/** RGBA with straight alpha, rows from the top. */
export interface Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** How light each channel looks: https://www.itu.int/rec/R-REC-BT.709 */
const LUMA = [0.2126, 0.7152, 0.0722] as const;
/** A row of a table that is looked up by light: fine enough that no step of 1/255 is missed. */
const LIGHT_STEPS = 4096;

/** Grades pictures by the same settings: the same colours become the same colours, on every machine. */
export class PixelGrader {
  readonly #settings: GradingSettings;
  readonly #cube: ColorCube | null;
  /** Each channel's value after exposure and white balance, by what it was. */
  readonly #channels: readonly Float64Array[];
  /** What highlights and shadows add, by how light a colour is. */
  readonly #tones: Float64Array;
  /** What colours became that were graded last, by a hash of them: pictures hold few colours at a time. */
  readonly #known = new Uint32Array(1 << 16);
  readonly #results = new Uint32Array(1 << 16);
  readonly #color = new Float64Array(3);

  constructor(settings: GradingSettings, cube: ColorCube | null) {
    this.#settings = settings;
    this.#cube = cube;
    this.#channels = channelTables(settings.adjust);
    this.#tones = toneTable(settings.adjust);
  }

  /** Grades a picture in place; grain differs with `seed`. */
  grade(pixels: Pixels, seed: number): void {
    const { details } = this.#settings;
    this.#gradeColors(pixels.data);
    if (details.grain > 0) addGrain(pixels, details, seed);
    if (details.vignette > 0) addVignette(pixels, details);
  }

  #gradeColors(data: Uint8ClampedArray): void {
    const colors = new Uint32Array(data.buffer, data.byteOffset, data.length / 4);
    const [known, results] = [this.#known, this.#results];
    for (let index = 0; index < colors.length; index += 1) {
      const pixel = colors[index] ?? 0;
      // With the highest bit set, so that none is like an empty place.
      const color = (pixel & 0xff_ff_ff) | 0x80_00_00_00;
      const place = Math.imul(color, 0x9e_37_79_b1) >>> 16;
      if (known[place] !== color >>> 0) {
        known[place] = color;
        results[place] = this.#gradeColor(pixel);
      }
      colors[index] = (pixel & 0xff_00_00_00) | (results[place] ?? 0);
    }
  }

  #gradeColor(pixel: number): number {
    const color = this.#color;
    const { adjust, intensity, lut } = this.#settings;
    for (let channel = 0; channel < 3; channel += 1)
      color[channel] = this.#channels[channel]?.[(pixel >>> (channel * 8)) & 0xff] ?? 0;
    const tone = this.#tones[Math.round(clamp(lumaOf(color)) * LIGHT_STEPS)] ?? 0;
    for (let channel = 0; channel < 3; channel += 1) {
      let value = (color[channel] ?? 0) + tone;
      value *= 1 + 0.25 * adjust.whites;
      value += 0.25 * adjust.blacks * (1 - value);
      color[channel] = (value - 0.5) * (1 + adjust.contrast) + 0.5;
    }
    saturate(color, adjust);
    if (this.#cube && lut) this.#applyCube(this.#cube, lut.intensity);
    let result = 0;
    for (let channel = 0; channel < 3; channel += 1) {
      const before = (pixel >>> (channel * 8)) & 0xff;
      const after = before + (clamp(color[channel] ?? 0) * 255 - before) * intensity;
      result |= Math.round(after) << (channel * 8);
    }
    return result;
  }

  #applyCube(cube: ColorCube, intensity: number): void {
    const color = this.#color;
    const [r = 0, g = 0, b = 0] = color;
    lookUp(cube, color);
    color[0] = r + ((color[0] ?? 0) - r) * intensity;
    color[1] = g + ((color[1] ?? 0) - g) * intensity;
    color[2] = b + ((color[2] ?? 0) - b) * intensity;
  }
}

/** A stop is twice the light, which sRGB's curve writes as less than twice the number. */
function channelTables({ exposure, temperature, tint }: GradingSettings["adjust"]): Float64Array[] {
  const gains = [2 ** (temperature / 2), 2 ** (-tint / 2), 2 ** (-temperature / 2)];
  // White balance changes no white's light.
  const light = gains.reduce((sum, gain, channel) => sum + gain * (LUMA[channel] ?? 0), 0);
  return gains.map((gain) => {
    const factor = (2 ** exposure * gain) / light;
    // What is not changed stays exactly what it was.
    if (factor === 1) return Float64Array.from({ length: 256 }, (_, value) => value / 255);
    return Float64Array.from({ length: 256 }, (_, value) => toSrgb(toLinear(value / 255) * factor));
  });
}

function toneTable({ highlights, shadows }: GradingSettings["adjust"]): Float64Array {
  return Float64Array.from({ length: LIGHT_STEPS + 1 }, (_, step) => {
    const light = step / LIGHT_STEPS;
    return 0.25 * (highlights * smoothstep(0.4, 1, light) + shadows * (1 - smoothstep(0, 0.6, light)));
  });
}

function saturate(color: Float64Array, { saturation, vibrance }: GradingSettings["adjust"]): void {
  if (saturation === 0 && vibrance === 0) return;
  const [r = 0, g = 0, b = 0] = color;
  const spread = Math.max(r, g, b) - Math.min(r, g, b);
  const factor = (1 + saturation) * (1 + vibrance * (1 - clamp(spread)));
  const grey = lumaOf(color);
  for (let channel = 0; channel < 3; channel += 1)
    color[channel] = grey + ((color[channel] ?? 0) - grey) * factor;
}

function addGrain(
  { data, width, height }: Pixels,
  { grain, grainSize, grainRoughness }: GradingSettings["details"],
  seed: number,
): void {
  const cell = Math.max(1, Math.round(1 + grainSize * 4));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const coarse = noise(Math.floor(x / cell), Math.floor(y / cell), seed);
      const value = coarse + (noise(x, y, seed + 1) - coarse) * grainRoughness;
      const place = (y * width + x) * 4;
      for (let at = place; at < place + 3; at += 1) data[at] = (data[at] ?? 0) + value * grain * 48;
    }
  }
}

function addVignette(
  { data, width, height }: Pixels,
  { vignette, vignetteMidpoint, vignetteRoundness, vignetteFeather }: GradingSettings["details"],
): void {
  // From the picture's own shape to a circle.
  const round = (vignetteRoundness + 1) / 2;
  const side = Math.min(width, height);
  const [across, down] = [width + (side - width) * round, height + (side - height) * round];
  const from = vignetteMidpoint;
  const to = from + Math.max(0.01, vignetteFeather);
  for (let y = 0; y < height; y += 1) {
    const dy = (2 * y + 1 - height) / down;
    for (let x = 0; x < width; x += 1) {
      const dx = (2 * x + 1 - width) / across;
      const factor = 1 - vignette * smoothstep(from, to, Math.sqrt(dx * dx + dy * dy));
      const place = (y * width + x) * 4;
      for (let at = place; at < place + 3; at += 1) data[at] = (data[at] ?? 0) * factor;
    }
  }
}

/** From -1 to 1, by whole numbers alone: the same on every machine. */
function noise(x: number, y: number, seed: number): number {
  let hash = Math.imul(x, 0x27_d4_eb_2d) ^ Math.imul(y, 0x16_56_67_b1) ^ Math.imul(seed, 0x9e_37_79_b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85_eb_ca_6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x7f_ff_ff_ff - 1;
}

function lumaOf(color: Float64Array): number {
  return (color[0] ?? 0) * LUMA[0] + (color[1] ?? 0) * LUMA[1] + (color[2] ?? 0) * LUMA[2];
}

/** https://www.w3.org/TR/css-color-4/#color-conversion-code */
function toLinear(value: number): number {
  return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function toSrgb(value: number): number {
  return value <= 0.003_130_8 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
}

function smoothstep(from: number, to: number, value: number): number {
  const part = clamp((value - from) / (to - from));
  return part * part * (3 - 2 * part);
}

function clamp(value: number): number {
  return value > 0 ? Math.min(1, value) : 0;
}
