import {
  above,
  addDucked,
  echo,
  emptyTrack,
  hertz,
  hold,
  mastered,
  noise,
  play,
  pluck,
  room,
  saw,
  type Track,
  type Voice,
} from "./synth.ts";

/** The music of event-promo: 40 beats of half a second, 120 a minute, from the very first sample on. */
export const BEAT = 0.5;
const BEATS = 40;
/** The last hit, after which all that was played fades away. */
const LAST = 32;

/** F minor: one chord a bar. */
const chords: ReadonlyArray<readonly number[]> = [
  [53, 60, 63, 68, 72],
  [49, 56, 63, 65, 72],
  [56, 60, 63, 67, 72],
  [51, 58, 62, 65, 70],
];
const chordOf = (bar: number): readonly number[] => chords[(bar + 3) % 4] ?? [];

/** Bars: one to begin, two for the title, four with everything, one without drums, two to end. */
const hasDrums = (beat: number): boolean => beat >= 4 && beat < 28;

/** Composes it: 16-bit stereo samples. */
export function music(): Int16Array {
  const kicks = Array.from({ length: BEATS }, (_, beat) => beat).filter(
    (beat) => hasDrums(beat) || beat === LAST,
  );
  const [drums, tones, lead] = [0, 1, 2].map(() => emptyTrack(BEATS * BEAT)) as [Track, Track, Track];
  playDrums(drums, kicks);
  playChords(tones);
  playBass(tones);
  playLead(lead);
  echo(lead, BEAT * 0.75, 0.34);
  addDucked(tones, lead, { kicks: [], depth: 0, back: 1 });
  room(tones, 0.34);
  const mix = emptyTrack(BEATS * BEAT);
  addDucked(mix, tones, { kicks: kicks.map((beat) => beat * BEAT), depth: 0.72, back: 0.38 });
  room(drums, 0.07);
  addDucked(mix, drums, { kicks: [], depth: 0, back: 1 });
  fadeOut(mix, 1.4);
  return mastered(mix, 1.15);
}

/** From 150 Hz down to 46 within a tenth of a second. */
const kick: Voice = (time) =>
  Math.sin(2 * Math.PI * (46 * time + (104 * (1 - Math.exp(-time * 32))) / 32)) * 2 ** (-time / 0.11);

function playDrums(track: Track, kicks: readonly number[]): void {
  for (const beat of kicks) play(track, kick, { at: beat * BEAT, length: 0.6, level: 1.05 });
  for (let beat = 4; beat < 28; beat += 1) {
    if (beat % 2 === 1) play(track, clap(beat), { at: beat * BEAT, length: 0.3, level: 0.5, pan: 0.05 });
    if (beat < 12) continue;
    for (const [part, level] of [
      [0.25, 0.1],
      [0.5, 0.26],
      [0.75, 0.12],
    ] as const) {
      const hat = pluck(above(noise(beat * 8 + part * 4), 7000), 0.001, 0.03);
      play(track, hat, { at: (beat + part) * BEAT, length: 0.15, level, pan: part === 0.5 ? 0.2 : -0.25 });
    }
  }
  for (const beat of [4, 12, LAST]) {
    const crash = pluck(above(noise(99 + beat), 4500), 0.002, 0.5);
    play(track, crash, { at: beat * BEAT, length: 3, level: 0.32, pan: -0.1 });
  }
  for (let step = 0; step < 16; step += 1) {
    const roll = pluck(above(noise(300 + step), 1200), 0.001, 0.05);
    play(track, roll, { at: (28 + step / 4) * BEAT, length: 0.12, level: 0.05 + 0.02 * step });
  }
  for (const [from, beats] of [
    [0, 4],
    [28, 4],
  ] as const) {
    const length = beats * BEAT;
    const rise = above(noise(7 + from), 2500);
    play(track, (time) => rise(time) * (time / length) ** 3, { at: from * BEAT, length, level: 0.3 });
  }
}

function clap(seed: number): Voice {
  const body = above(noise(seed * 31), 1100);
  return (time) => {
    const burst = [0, 0.011, 0.023].reduce(
      (sum, at) => sum + (time >= at ? 2 ** (-(time - at) / 0.006) : 0),
      0,
    );
    return body(time) * (0.55 * burst + 0.7 * 2 ** (-time / 0.055));
  };
}

function playChords(track: Track): void {
  for (let bar = 0; bar < 8; bar += 1) {
    const isQuiet = bar === 0 || bar === 7;
    for (const [index, note] of chordOf(bar).entries()) {
      const pan = (index - 2) / 3;
      for (const detune of [-0.07, 0.07]) {
        const voice = saw(hertz(note + detune), isQuiet ? 3 : 9, index * 0.37 + detune);
        const length = 4 * BEAT;
        play(track, hold(voice, length, [isQuiet ? 0.3 : 0.01, 0.08]), {
          at: bar * 4 * BEAT,
          length,
          level: 0.05,
          pan,
        });
      }
    }
  }
  for (const [index, note] of chordOf(1).entries()) {
    const voice = pluck(saw(hertz(note), 8, index * 0.21), 0.005, 0.9);
    play(track, voice, { at: LAST * BEAT, length: 4, level: 0.11, pan: (index - 2) / 3 });
  }
}

function playBass(track: Track): void {
  for (let beat = 4; beat < 28; beat += 1) {
    const root = hertz((chordOf(Math.floor(beat / 4))[0] ?? 53) - 24);
    for (const part of [0.5, 0.75]) {
      const voice = pluck(saw(root, 7), 0.004, 0.16);
      play(track, voice, { at: (beat + part) * BEAT, length: 0.24, level: part === 0.5 ? 0.42 : 0.26 });
    }
  }
  play(track, pluck(saw(hertz(chordOf(1)[0] ?? 53) / 4, 4), 0.004, 0.8), {
    at: LAST * BEAT,
    length: 4,
    level: 0.5,
  });
}

/** Sixteenths that climb through the chord; open where everything plays. */
function playLead(track: Track): void {
  const order = [1, 3, 2, 4, 3, 4, 2, 3];
  for (let step = 0; step < LAST * 4; step += 1) {
    const beat = step / 4;
    const isOpen = beat >= 12 && beat < 28;
    if (!isOpen && step % 2 === 1) continue;
    const note = (chordOf(Math.floor(beat / 4))[order[step % 8] ?? 1] ?? 60) + (isOpen ? 12 : 0);
    const voice = pluck(saw(hertz(note), isOpen ? 6 : 3), 0.003, 0.08);
    play(track, voice, { at: beat * BEAT, length: 0.4, level: 0.11, pan: Math.sin(step * 0.9) * 0.5 });
  }
}

function fadeOut({ left, right }: Track, length: number): void {
  const samples = Math.round(length * 44_100);
  for (const channel of [left, right]) {
    for (let index = 1; index <= samples; index += 1) {
      const at = channel.length - index;
      channel[at] = (channel[at] ?? 0) * (index / samples) ** 1.5;
    }
  }
}
