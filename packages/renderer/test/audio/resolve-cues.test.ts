import { describe, expect, it } from "vitest";
import { decoderArguments, tempoChain } from "../../src/audio/decoder-arguments.ts";
import { GainWalker } from "../../src/audio/gain-walker.ts";
import { resolveCues, type CueContext } from "../../src/audio/resolve-cues.ts";
import { SAMPLE_RATE, type Envelope, type SoundCue } from "../../src/audio/sound-cue.ts";
import type { AudioTrackInfo, MediaInfo } from "../../src/ffmpeg/media-info.ts";
import { readProbe } from "../../src/ffmpeg/read-probe.ts";
import type { MediaReport } from "../../src/page/protocol.ts";
import { seconds } from "../../src/timeline/units.ts";
import { mediaReport } from "../support/sound-files.ts";

const audio: AudioTrackInfo = {
  ...{ index: 1, codec: "aac", sampleRate: 44_100, channels: 2 },
  ...{ start: seconds(0), duration: seconds(8) },
};
const info = readProbe(
  JSON.stringify({
    format: { format_name: "mov,mp4,m4a,3gp,3g2,mj2", start_time: "0", duration: "8" },
    streams: [
      {
        index: 0,
        codec_type: "video",
        codec_name: "h264",
        width: 64,
        height: 36,
        start_time: "0",
        duration: "5",
      },
      { ...audio, sample_rate: "44100", codec_type: "audio", codec_name: "aac", duration: "8" },
    ],
  }),
);

function cueOf(
  report: Partial<MediaReport>,
  context: Partial<CueContext> = {},
  media: MediaInfo = info,
): SoundCue | undefined {
  const sources = new Map([["u", { file: "f.mp4", info: media }]]);
  const whole = { sources, duration: seconds(20), volumes: new Map(), ...context };
  return resolveCues([mediaReport({ url: "u", ...report })], whole)[0];
}

describe("cues", () => {
  it("take the composition's end where the element says none", () => {
    expect(cueOf({ start: 2, inPoint: 1 })).toMatchObject({
      start: 2,
      end: 20,
      inPoint: 1,
      outPoint: 8,
      loop: false,
    });
    expect(cueOf({ start: 2, end: 30 })).toMatchObject({ end: 20 });
  });

  it("are none for what is muted, silent, missing, over, or begins too late", () => {
    const faulty = new Map([["u", { fault: "is damaged" }]]);
    const silent: MediaInfo = { ...info, audio: null };
    const cues = [
      cueOf({ muted: true }),
      cueOf({ volume: 0 }),
      cueOf({}, { sources: faulty }),
      cueOf({}, {}, silent),
      cueOf({ start: -4, end: -1 }),
      cueOf({ start: 20 }),
    ];
    expect(cues).toEqual(Array.from({ length: 6 }));
  });

  it("of a video repeat with its picture", () => {
    expect(cueOf({ tag: "video", loop: true, inPoint: 1 })).toMatchObject({ loopLength: 4 });
    expect(cueOf({ tag: "audio", loop: true, inPoint: 1 })).toMatchObject({ loopLength: null });
  });

  it("fade at the ends of what is heard", () => {
    expect(cueOf({ start: 1, fadeIn: 2, fadeOut: 3, volume: 0.5 })?.envelopes).toEqual([
      [{ time: 1, gain: 0.5 }],
      [
        { time: 1, gain: 0 },
        { time: 3, gain: 1 },
      ],
      [
        { time: 6, gain: 1 },
        { time: 9, gain: 0 },
      ],
    ]);
  });

  it("follow the volumes that scripts set", () => {
    const envelope: Envelope = [
      { time: seconds(0), gain: 0 },
      { time: seconds(1), gain: 0.7 },
    ];
    expect(cueOf({ volume: 0 }, { volumes: new Map([[0, envelope]]) })?.envelopes).toEqual([envelope]);
  });
});

describe("gains", () => {
  const gainsOf = (
    envelope: ReadonlyArray<readonly [number, number]>,
    blocks: readonly number[],
  ): number[] => {
    const walker = new GainWalker(
      envelope.map(([sample, gain]) => ({ time: seconds(sample / SAMPLE_RATE), gain })),
    );
    let first = 0;
    return blocks.flatMap((length) => {
      const gains = new Float64Array(length).fill(1);
      walker.apply(gains, first);
      first += length;
      return Array.from(gains, (gain) => Number(gain.toFixed(6)));
    });
  };

  it("are held before the first point and after the last, and straight between", () => {
    const expected = [1, 1, 1, 0.75, 0.5, 0.25, 0, 0, 0, 0];
    expect(
      gainsOf(
        [
          [2, 1],
          [6, 0],
        ],
        [10],
      ),
    ).toEqual(expected);
    expect(
      gainsOf(
        [
          [2, 1],
          [6, 0],
        ],
        [1, 2, 3, 4],
      ),
    ).toEqual(expected);
  });

  it("jump where two points have one time", () => {
    expect(
      gainsOf(
        [
          [2, 1],
          [2, 0.5],
          [4, 0.5],
          [4.5, 0],
        ],
        [6],
      ),
    ).toEqual([1, 1, 0.5, 0.5, 0.5, 0]);
  });
});

describe("decoders", () => {
  it("change the rate in steps that sound well", () => {
    expect([1, 0.1, 5, 20, 0.5].map(tempoChain)).toEqual([
      [],
      [0.5, 0.5, 0.5, 0.8],
      [2, 2, 1.25],
      [2, 2, 2, 2, 1.25],
      [0.5],
    ]);
  });

  it("open nothing but the file", () => {
    const cue = cueOf({})!;
    const list = decoderArguments({ ...cue, file: "http://127.0.0.1/a" }, { from: 0, to: null }).join(" ");
    expect(list).toContain("-protocol_whitelist file -format_whitelist mov,");
    expect(list).toContain("-i file:http://127.0.0.1/a -map 0:1");
  });
});
