import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { filmPage, openStudio, pageSpecOf, type TestStudio } from "../support/open-studio.ts";

describe.each(["begin-frame", "screenshot"] as const)("%s, with nothing behind the page", (kind) => {
  let studio: TestStudio;

  beforeAll(async () => {
    studio = await openStudio(kind);
  });

  afterAll(async () => {
    await studio[Symbol.asyncDispose]();
  });

  test("gives straight alpha, to the last bit", async () => {
    const [picture] = await filmPage(studio.source, pageSpecOf("alpha", { transparent: true }), 1);
    const at = (x: number, y: number): number[] => [...picture!.subarray((y * 320 + x) * 4).subarray(0, 4)];
    expect([at(30, 30), at(90, 30), at(150, 30), at(210, 30), at(300, 30)]).toEqual([
      [0, 0, 255, 128],
      [0, 255, 0, 64],
      [160, 96, 24, 191],
      [105, 172, 224, 255],
      [0, 0, 0, 0],
    ]);
    // Below the box, its shadow: black, and ever less of it.
    const shadow = [112, 116, 120].map((y) => at(230, y));
    expect(shadow.map(([blue, green, red]) => [blue, green, red])).toEqual(shadow.map(() => [0, 0, 0]));
    const alphas = shadow.map(([, , , alpha]) => alpha!);
    expect(alphas).toEqual(alphas.toSorted((a, b) => b - a));
    expect(alphas[0]).toBeLessThan(255);
    expect(alphas[2]).toBeGreaterThan(0);
  });

  test("knows a blank page from one that stands still", async () => {
    const spec = {
      ...pageSpecOf("alpha", { transparent: true }),
      url: "http://project.localhost/alpha/blank.html",
    };
    const pictures = await filmPage(studio.source, spec, 14);
    const nameOf = (picture: Buffer): string => (picture.some((byte) => byte !== 0) ? "patch" : "blank");
    const kinds = pictures.map((picture) => (picture ? nameOf(picture) : "-"));
    expect(kinds).toEqual([
      "blank",
      "-",
      "-",
      "patch",
      "-",
      "patch",
      "patch",
      "-",
      "-",
      "blank",
      "-",
      "-",
      "-",
      "-",
    ]);
  });
});

test("the surface refuses, as it has no alpha", async () => {
  await using studio = await openStudio("surface");
  const opening = studio.source.open(pageSpecOf("alpha", { transparent: true }));
  await expect(opening).rejects.toMatchObject({ code: "capture-failed" });
});
