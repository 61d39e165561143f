import { describe, expect, it } from "vitest";
import { GainWalker } from "../../src/audio/gain-walker.ts";
import { sampleVolumes } from "../../src/audio/sample-volumes.ts";
import { SAMPLE_RATE, type Envelope } from "../../src/audio/sound-cue.ts";
import { frame } from "../../src/timeline/units.ts";
import { openStudio, pageSpecOf } from "../support/open-studio.ts";

const spec = pageSpecOf("volume", { wantsTimeline: true });
const steady = { ...spec, url: spec.url.replace("index", "steady") };

/** The gain at a moment, as it is used in the mix. */
function gainAt(envelope: Envelope | undefined, time: number): number {
  const gains = new Float64Array(1).fill(1);
  new GainWalker(envelope ?? []).apply(gains, Math.round(time * SAMPLE_RATE));
  return gains[0]!;
}

describe.each(["begin-frame", "screenshot"] as const)("volumes that scripts set, seen with %s", (kind) => {
  it("are read from tweens, listeners and compositions inside, and begin as data-volume says", async () => {
    await using studio = await openStudio(kind);
    await using take = await studio.source.open(spec);
    const { media, changesVolume } = take.measure;
    expect(changesVolume).toBe(true);
    const envelopes = await sampleVolumes(studio.home, { spec, frames: frame(60), media });
    const gains = media.map(({ id, index }) => [
      id,
      ...[0, 0.25, 0.75, 1.25, 1.75].map((time) => Number(gainAt(envelopes.get(index), time).toFixed(3))),
    ]);
    expect(gains).toEqual([
      ["steady", 0.3, 0.3, 0.3, 0.3, 0.3],
      ["fade", 0, 0, 0.15, 0.45, 0.6],
      ["from", 0, 0.125, 0.375, 0.5, 0.5],
      ["loud", 2, 2, 2, 1.5, 0.5],
      ["listener", 1, 1, 1, 0.25, 0.25],
      ["nested", 0.8, 0.8, 0.8, 0.4, 0],
    ]);
  });

  it("are not looked for where no script speaks of them", async () => {
    await using studio = await openStudio(kind);
    await using take = await studio.source.open(steady);
    expect(take.measure).toMatchObject({ changesVolume: false, media: [{ volume: 0.3 }] });
  });
});
