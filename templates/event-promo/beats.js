// When the beats of a piece of music are. All times are seconds.

const SLOWEST = 0.8;
const FASTEST = 0.4;
/** Of what is listened to. */
const LONGEST = 60;

/** Beats for every moment of a promo, from a list, a tempo, or a sound's levels (100 a second). The first one is where the music begins. */
function beatGrid({ beats, bpm, firstBeat, levels }, count) {
  if (beats?.length > 1) return steady(listed([...beats].sort((a, b) => a - b), count));
  if (bpm) return steady(even(60 / bpm, firstBeat ?? 0, count));
  const found = levels && findBeats(levels);
  return found ? steady(even(found.period, found.first, count)) : even(0.5, 0, count);
}

function even(period, first, count) {
  return Array.from({ length: count * 2 }, (_, index) => first + index * period);
}

/** A list that ends early goes on as it went. */
function listed(beats, count) {
  const steps = beats.slice(1).map((beat, index) => beat - beats[index]);
  const usual = steps.toSorted((a, b) => a - b)[steps.length >> 1] || 0.5;
  while (beats.length < count * 2) beats.push(beats.at(-1) + usual);
  return beats;
}

/** Every other beat where they are too quick to be read by, and one more between those that are too slow. */
function steady(beats) {
  const steps = beats.slice(1).map((beat, index) => beat - beats[index]);
  const usual = steps.toSorted((a, b) => a - b)[steps.length >> 1];
  if (usual < FASTEST) return steady(beats.filter((_, index) => index % 2 === 0));
  if (usual <= SLOWEST) return beats;
  return steady(beats.flatMap((beat, index) => (index > 0 ? [(beats[index - 1] + beat) / 2, beat] : [beat])));
}

/**
 * The tempo and the first beat of a sound: the comb of even times on which most begins, drums above all. Tempi around 120 a minute
 * go before their halves and doubles.
 */
function findBeats({ perSecond, bass, loudness }) {
  const length = Math.min(bass.length, LONGEST * perSecond);
  const drums = onsetsOf(bass, length);
  const others = onsetsOf(loudness, length);
  const strength = drums.map((onset, index) => onset + 0.5 * others[index]);
  if (Math.max(...strength) < 0.02) return null;
  let best = { score: -1 };
  const attempt = (period) => {
    for (let phase = 0; phase < period * perSecond; phase += 1) {
      const score = combScore(strength, phase, period * perSecond) * favour(period);
      if (score > best.score) best = { score, period, first: phase / perSecond };
    }
  };
  for (let bpm = 70; bpm <= 180; bpm += 0.5) attempt(60 / bpm);
  const coarse = 60 / best.period;
  for (let bpm = coarse - 0.5; bpm <= coarse + 0.5; bpm += 0.02) attempt(60 / bpm);
  // One that is a period late is the same comb.
  return { period: best.period, first: best.period - best.first < 0.03 ? 0 : best.first };
}

/** How much louder each moment is than those before it. */
function onsetsOf(levels, length) {
  return Array.from({ length }, (_, index) => Math.max(0, levels[index] - Math.max(levels[index - 1] ?? 0, levels[index - 2] ?? 0)));
}

/** The mean of what begins at even times; times between two moments take part of both. */
function combScore(strength, phase, period) {
  let sum = 0;
  let count = 0;
  for (let at = phase; at < strength.length - 1; at += period) {
    const index = Math.floor(at);
    const part = at - index;
    sum += Math.sqrt(strength[index] * (1 - part) + strength[index + 1] * part);
    count += 1;
  }
  return count > 0 ? sum / count : 0;
}

function favour(period) {
  return Math.exp(-0.5 * (Math.log2(0.5 / period) / 0.7) ** 2);
}
