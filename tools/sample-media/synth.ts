/** Samples a second. */
export const RATE = 44_100;

/** Two channels that are written into. */
export interface Track {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

/** A sound: what it gives at a time since it began, in seconds. */
export type Voice = (time: number) => number;

/** When, how long, how loud a voice is heard, and where: −1 is left, 1 is right. */
export interface Note {
  /** Seconds. */
  readonly at: number;
  readonly length: number;
  readonly level: number;
  readonly pan?: number;
}

/** Silence. */
export function emptyTrack(length: number): Track {
  const samples = Math.round(length * RATE);
  return { left: new Float32Array(samples), right: new Float32Array(samples) };
}

/** Adds a voice. */
export function play(track: Track, voice: Voice, { at, length, level, pan = 0 }: Note): void {
  const first = Math.round(at * RATE);
  const [left, right] = [level * Math.sqrt((1 - pan) / 2), level * Math.sqrt((1 + pan) / 2)];
  for (let index = 0; index < Math.round(length * RATE); index += 1) {
    const place = first + index;
    if (place >= track.left.length) return;
    const sample = voice(index / RATE);
    track.left[place] = (track.left[place] ?? 0) + sample * left;
    track.right[place] = (track.right[place] ?? 0) + sample * right;
  }
}

/** The frequency of a note by its number: 69 is 440 Hz. */
export function hertz(note: number): number {
  return 440 * 2 ** ((note - 69) / 12);
}

/** The same noise in every run. */
export function noise(seed: number): Voice {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

/** A saw whose overtones above what can be heard are left out; softer with fewer. */
export function saw(frequency: number, overtones: number, phase = 0): Voice {
  const count = Math.max(1, Math.min(overtones, Math.floor(16_000 / frequency)));
  return (time) => {
    let sum = 0;
    for (let k = 1; k <= count; k += 1) sum += Math.sin(2 * Math.PI * k * (frequency * time + phase)) / k;
    return sum * 0.6;
  };
}

/** Up within `attack`, then down by half each `half`, in seconds; silent after `length`. */
export function pluck(voice: Voice, attack: number, half: number): Voice {
  return (time) => voice(time) * Math.min(1, time / attack) * 2 ** (-time / half);
}

/** Up within `attack`, held, down within `release` before the end. */
export function hold(voice: Voice, length: number, [attack, release]: readonly [number, number]): Voice {
  return (time) => voice(time) * Math.min(1, time / attack, Math.max(0, (length - time) / release));
}

/** What is above a frequency. */
export function above(voice: Voice, frequency: number): Voice {
  const share = 1 - Math.exp((-2 * Math.PI * frequency) / RATE);
  let low = 0;
  return (time) => {
    const sample = voice(time);
    low += (sample - low) * share;
    return sample - low;
  };
}

/** Echoes, each in the other ear, each softer. */
export function echo({ left, right }: Track, delay: number, feedback: number): void {
  const samples = Math.round(delay * RATE);
  for (let index = samples; index < left.length; index += 1) {
    const [a, b] = [left[index - samples] ?? 0, right[index - samples] ?? 0];
    left[index] = (left[index] ?? 0) + b * feedback;
    right[index] = (right[index] ?? 0) + a * feedback;
  }
}

/** A room: many short echoes. https://ccrma.stanford.edu/~jos/pasp/Schroeder_Reverberators.html */
export function room(track: Track, level: number): void {
  for (const [channel, offset] of [
    [track.left, 0],
    [track.right, 23],
  ] as const) {
    const wet = new Float32Array(channel.length);
    for (const delay of [1557, 1617, 1491, 1422, 1277, 1356].map((one) => one + offset))
      comb(channel, wet, delay);
    for (let index = 0; index < channel.length; index += 1)
      channel[index] = (channel[index] ?? 0) + (wet[index] ?? 0) * level;
  }
}

function comb(dry: Float32Array, wet: Float32Array, delay: number): void {
  const line = new Float32Array(delay);
  let damped = 0;
  for (let index = 0; index < dry.length; index += 1) {
    const at = index % delay;
    const out = line[at] ?? 0;
    damped = out * 0.75 + damped * 0.25;
    line[at] = (dry[index] ?? 0) + damped * 0.84;
    wet[index] = (wet[index] ?? 0) + out / 6;
  }
}

/** Adds a track to another, quieter at each kick: `depth` of it is gone at the kick, and back after `back` seconds. */
export function addDucked(
  into: Track,
  from: Track,
  {
    kicks,
    depth,
    back,
  }: { readonly kicks: readonly number[]; readonly depth: number; readonly back: number },
): void {
  let next = 0;
  for (let index = 0; index < into.left.length; index += 1) {
    const time = index / RATE;
    while ((kicks[next + 1] ?? Infinity) <= time) next += 1;
    const since = time - (kicks[next] ?? Infinity);
    const gain = since < 0 ? 1 : 1 - depth * Math.max(0, 1 - since / back) ** 2;
    into.left[index] = (into.left[index] ?? 0) + (from.left[index] ?? 0) * gain;
    into.right[index] = (into.right[index] ?? 0) + (from.right[index] ?? 0) * gain;
  }
}

/** Rounds peaks off, so that nothing is louder than 1, and gives 16-bit samples, interleaved. */
export function mastered({ left, right }: Track, gain: number): Int16Array {
  const samples = new Int16Array(left.length * 2);
  for (let index = 0; index < left.length; index += 1) {
    samples[index * 2] = Math.round(Math.tanh((left[index] ?? 0) * gain) * 29_000);
    samples[index * 2 + 1] = Math.round(Math.tanh((right[index] ?? 0) * gain) * 29_000);
  }
  return samples;
}
