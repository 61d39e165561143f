import { describe, expect, it } from "vitest";
import { freeArea } from "../../src/narration/free-area.ts";

const wide = { width: 1000, height: 500 };
const upright = { width: 500, height: 1000 };
const none = { top: 0, right: 0, bottom: 0, left: 0 };

describe("the area that presenter and captions leave free", () => {
  it("is the whole picture where there are none", () => {
    expect(freeArea(wide, [])).toEqual(none);
  });

  it("lies beside a presenter in a wide picture, above one in an upright one, with some air between", () => {
    expect(freeArea(wide, [{ x: 800, y: 350, width: 150, height: 150 }])).toEqual({ ...none, right: 210 });
    expect(freeArea(upright, [{ x: 250, y: 600, width: 200, height: 200 }])).toEqual({
      ...none,
      bottom: 410,
    });
    expect(freeArea(wide, [{ x: 20, y: 0, width: 150, height: 150 }])).toEqual({ ...none, left: 180 });
    expect(freeArea(upright, [{ x: 0, y: 100, width: 200, height: 200 }])).toEqual({ ...none, top: 310 });
  });

  it("is free of captions, too", () => {
    const captions = { x: 200, y: 400, width: 590, height: 70 };
    const presenter = { x: 800, y: 350, width: 150, height: 150 };
    expect(freeArea(wide, [presenter, captions])).toEqual({ ...none, right: 210, bottom: 110 });
  });

  it("is the larger side of a presenter in the middle", () => {
    const presenter = { x: 500, y: 200, width: 100, height: 100 };
    expect(freeArea(wide, [presenter])).toEqual({ ...none, right: 510 });
  });

  it("ends at a presenter who is half outside, and knows none who is outside", () => {
    expect(freeArea(wide, [{ x: 900, y: 0, width: 300, height: 500 }])).toEqual({ ...none, right: 110 });
    expect(freeArea(wide, [{ x: 1100, y: 0, width: 300, height: 500 }])).toEqual(none);
  });

  it("is everything where a presenter fills the picture", () => {
    expect(freeArea(wide, [{ x: 0, y: 0, ...wide }])).toEqual(none);
    expect(freeArea(wide, [{ x: 100, y: 0, width: 800, height: 500 }])).toEqual(none);
  });
});
