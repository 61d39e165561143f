import { describe, expect, it } from "vitest";
import type { EncodeRequest } from "../../src/encode/format.ts";
import { h264Arguments } from "../../src/encode/h264-arguments.ts";

const request: EncodeRequest = {
  width: 320,
  height: 180,
  rate: { numerator: 30_000, denominator: 1001 },
  quality: "standard",
  crf: null,
  bitrate: null,
};
const valueOf = (flag: string, given: Partial<EncodeRequest> = {}): string | undefined => {
  const list = h264Arguments({ ...request, ...given });
  return list[list.indexOf(flag) + 1];
};

describe("H.264 arguments", () => {
  it("say how pictures come in", () => {
    expect(valueOf("-video_size")).toBe("320x180");
    expect(valueOf("-framerate")).toBe("30000/1001");
    expect(valueOf("-pix_fmt")).toBe("yuv420p");
  });

  it("give each quality its rate factor, and let an own one win", () => {
    const factors = (["draft", "standard", "high"] as const).map((quality) =>
      Number(valueOf("-crf", { quality })),
    );
    expect(factors).toEqual(factors.toSorted((a, b) => b - a));
    expect(valueOf("-crf", { crf: 30 })).toBe("30");
  });

  it("take a bit rate instead of a rate factor", () => {
    const list = h264Arguments({ ...request, bitrate: 2_000_000 });
    expect(list).not.toContain("-crf");
    expect(valueOf("-b:v", { bitrate: 2_000_000 })).toBe("2000000");
  });

  it("make streams that still pictures can be inserted into, the same on any number of cores", () => {
    expect([valueOf("-bf"), valueOf("-refs"), valueOf("-threads")]).toEqual(["0", "1", "1"]);
  });
});
