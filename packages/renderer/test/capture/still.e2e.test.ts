import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { frameSourceKinds } from "../../src/capture/frame-source.ts";
import { filmPage, openStudio, pageSpecOf, type TestStudio } from "../support/open-studio.ts";

/** The frames at which `test/fixtures/still` changes. */
const changes = [3, 4, 7, 10, 11, 12, 16];
const FRAMES = 19;

const visible = [
  ...["pixel", "color", "pixelColor", "opacity", "text", "letter", "svg"],
  ...["canvasPixel", "canvasColor", "webglPixel", "webglColor"],
];
const invisible = ["nothing", "sameColor", "sameCanvas", "covered", "outside"];

describe.each(frameSourceKinds)("%s", (kind) => {
  let studio: TestStudio;

  beforeAll(async () => {
    studio = await openStudio(kind);
  });

  afterAll(async () => {
    await studio[Symbol.asyncDispose]();
  });

  test.each(visible)("takes a change for one, however small, and nothing else: %s", async (name) => {
    const pictures = await filmPage(studio.source, pageSpecOf(`still?${name}`), FRAMES);
    const shown = pictures.flatMap((picture, frame) => (picture ? [frame] : []));
    expect(shown).toEqual([0, ...changes]);
    const distinct = pictures.filter((picture) => picture !== null);
    const repeated = distinct.filter((picture, index) => index > 0 && picture.equals(distinct[index - 1]!));
    expect(repeated).toEqual([]);
  });

  test.each(invisible)("reports a frame as still if nothing shows of what changes: %s", async (name) => {
    const pictures = await filmPage(studio.source, pageSpecOf(`still?${name}`), FRAMES);
    expect(pictures.slice(1)).toEqual(Array.from({ length: FRAMES - 1 }, () => null));
  });
});
