import { createHash } from "node:crypto";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { h264Arguments } from "../../src/encode/h264-arguments.ts";
import { anyProcessor } from "../../src/ffmpeg/any-processor.ts";

const size = { width: 320, height: 180 };
const rate = { numerator: 30, denominator: 1 };
/** Moving, detailed and noisy enough that an encoder has to choose. */
const pictures = async (): Promise<Uint8Array> => {
  const source = `testsrc2=size=${size.width}x${size.height}:rate=30:duration=0.5,noise=alls=20:allf=t:all_seed=7`;
  const made = [
    "-v",
    "error",
    "-f",
    "lavfi",
    "-i",
    source,
    "-pix_fmt",
    "yuv420p",
    "-f",
    "rawvideo",
    "pipe:1",
  ];
  return (await execa("ffmpeg", made, { encoding: "buffer" })).stdout;
};

async function encode(
  input: Uint8Array,
  quality: "draft" | "standard" | "high",
  asm: string,
): Promise<string> {
  const wanted = h264Arguments({ ...size, rate, quality, crf: null, bitrate: null });
  const limited = wanted.map((word) => (word.includes("mbtree=") ? `${word}:asm=${asm}` : word));
  const { stdout } = await execa("ffmpeg", ["-v", "error", ...limited, "pipe:1"], {
    input,
    encoding: "buffer",
  });
  return createHash("sha256").update(stdout).digest("hex");
}

// x264 knows no instruction sets by these names elsewhere.
describe.runIf(process.arch === "x64")("a processor of any age", () => {
  test.each(["draft", "standard", "high"] as const)(
    "encodes the same bytes of quality %s",
    async (quality) => {
      const input = await pictures();
      const sums = new Set<string>();
      for (const asm of ["0", "SSE2", "SSSE3", "AVX2", "1"]) sums.add(await encode(input, quality, asm));
      expect(sums.size).toBe(1);
    },
  );

  test("decodes sound with nothing that only newer ones can do", async () => {
    const { stderr } = await execa("ffmpeg", ["-v", "debug", ...anyProcessor, "-version"], { reject: false });
    expect(stderr).not.toMatch(/error|invalid/i);
    const [, flags = ""] = anyProcessor;
    for (const name of ["avx512", "avx2", "avx", "fma3", "fma4", "xop"]) expect(flags).toContain(`-${name}`);
  });
});
