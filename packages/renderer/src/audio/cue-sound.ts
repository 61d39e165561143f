import type { DecodedSounds } from "./decoded-sounds.ts";
import { CHANNELS, SAMPLE_RATE, type SoundCue } from "./sound-cue.ts";

type Frames = AsyncGenerator<Float32Array, void>;

/**
 * What a cue sounds like from its start on, before its gain: stereo frames.
 *
 * @param skipped how many frames of the beginning are not wanted.
 */
export function cueSound(cue: SoundCue, skipped: number, sounds: DecodedSounds): Frames {
  if (cue.loop) return dropFrames(loopSound(cue, sounds), skipped);
  return partSound(cue, cue.inPoint + (skipped / SAMPLE_RATE) * cue.rate, sounds);
}

function partSound(cue: SoundCue, from: number, sounds: DecodedSounds): Frames {
  const pictureEnd = cue.loopLength === null ? Infinity : cue.inPoint + cue.loopLength;
  const end = Math.min(cue.outPoint ?? Infinity, pictureEnd);
  return end <= from ? silence(0) : sounds.decode(cue, { from, to: Number.isFinite(end) ? end : null });
}

async function* loopSound(cue: SoundCue, sounds: DecodedSounds): Frames {
  const { inPoint, loopLength, rate } = cue;
  // Without a length, passes follow each other as long as they are.
  const period = loopLength === null ? Number.NaN : (loopLength / rate) * SAMPLE_RATE;
  for (let pass = 0; ; pass += 1) {
    // Each pass ends where the picture's does, so that nothing adds up over many.
    const length = Math.round((pass + 1) * period) - Math.round(pass * period);
    const sound = partSound(cue, inPoint, sounds);
    let samples = 0;
    for await (const block of Number.isNaN(length) ? sound : fitFrames(sound, length)) {
      samples += block.length;
      yield block;
    }
    if (samples === 0) return;
  }
}

/** Cuts sound to a number of frames, or puts silence at its end. */
async function* fitFrames(sound: Frames, frames: number): Frames {
  let missing = frames * CHANNELS;
  for await (const block of sound) {
    // The last bit is read all the same: only what was decoded to its end is remembered.
    if (missing > 0) yield block.subarray(0, missing);
    missing -= Math.min(missing, block.length);
  }
  yield* silence(missing);
}

async function* silence(samples: number): Frames {
  for (let missing = samples; missing > 0; missing -= SAMPLE_RATE) {
    yield await Promise.resolve(new Float32Array(Math.min(missing, SAMPLE_RATE)));
  }
}

async function* dropFrames(sound: Frames, frames: number): Frames {
  let dropped = frames * CHANNELS;
  for await (const block of sound) {
    if (dropped < block.length) yield block.subarray(dropped);
    dropped -= Math.min(dropped, block.length);
  }
}
