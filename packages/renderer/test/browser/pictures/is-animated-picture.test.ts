import { readFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { expect, test } from "vitest";
import { DECISIVE_BYTES, isAnimatedPicture } from "../../../src/browser/pictures/is-animated-picture.ts";
import { fixture } from "../../support/fixtures.ts";

const picture = sharp({ create: { width: 8, height: 8, channels: 3, background: "red" } });

function svgAround(bytes: Uint8Array): Buffer {
  const href = `data:image/gif;base64,${Buffer.from(bytes).toString("base64")}`;
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg"><image href="${href}" /></svg>`);
}

test.each(["uneven.gif", "uneven.webp", "even.png", "embedded.svg"])("sees that %s moves", async (name) => {
  expect(isAnimatedPicture(await readFile(join(fixture("animated-pictures"), name)))).toBe(true);
});

test.each(["gif", "webp", "png", "avif", "jpeg"] as const)(
  "sees that one picture as %s stands still",
  async (format) => {
    expect(isAnimatedPicture(await picture.clone().toFormat(format).toBuffer())).toBe(false);
  },
);

test("looks at the pictures in an SVG, not at its other data", async () => {
  const gif = await picture.clone().gif().toBuffer();
  expect(isAnimatedPicture(svgAround(gif))).toBe(false);
  expect(isAnimatedPicture(Buffer.from("<svg>data:image/gif, GIF89a</svg>"))).toBe(false);
});

test("takes what is cut off, empty or damaged for still, and a GIF whose second picture is far off for moving", async () => {
  const gif = await readFile(join(fixture("animated-pictures"), "uneven.gif"));
  expect(isAnimatedPicture(gif.subarray(0, 20))).toBe(false);
  expect(isAnimatedPicture(new Uint8Array())).toBe(false);
  expect(isAnimatedPicture(gif.fill(0xff, 13))).toBe(false);
  const large = Buffer.alloc(DECISIVE_BYTES, 1);
  large.write("GIF89a");
  large.set([0x2c, 0, 0, 0, 0, 8, 0, 8, 0, 0, 2], 13);
  expect(isAnimatedPicture(large)).toBe(true);
});
