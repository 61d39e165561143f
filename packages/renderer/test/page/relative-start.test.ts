import { describe, expect, it } from "vitest";
import { resolveStarts, type ClipTiming } from "../../src/page/composition/relative-start.ts";

const clip = (id: string, start: string, duration: number | null = 2): ClipTiming => ({
  id,
  start,
  duration,
});

describe("the start of a clip", () => {
  it("is a number of seconds", () => {
    expect(resolveStarts([clip("a", "1.5"), clip("b", " .25 "), clip("c", "-1")])).toEqual([1.5, 0.25, -1]);
  });

  it("is another clip's end, with an offset either way, in any order", () => {
    const clips = [
      clip("late", "middle - 0.5"),
      clip("middle", "intro + 0.5", 3),
      clip("intro", "1"),
      clip("x", "intro"),
    ];
    expect(resolveStarts(clips)).toEqual([6, 3.5, 1, 3]);
  });

  it("takes an id that looks like an offset for the id", () => {
    expect(resolveStarts([clip("scene-2", "0"), clip("b", "scene-2"), clip("c", "scene-2 - 1")])).toEqual([
      0, 2, 1,
    ]);
  });

  it("names the way round a circle", () => {
    const [first] = resolveStarts([clip("a", "b"), clip("b", "c + 1"), clip("c", "a")]);
    expect(first).toMatchObject({ kind: "cycle", path: [0, 1, 2, 0] });
  });

  it("is not its own", () => {
    expect(resolveStarts([clip("a", "a")])).toMatchObject([{ kind: "cycle", path: [0, 0] }]);
  });

  it.each([
    ["nobody", "unknown"],
    ["a +", "syntax"],
    ["", "syntax"],
    ["a b", "syntax"],
    ["endless", "endless"],
  ])("reports %j as %s", (start, kind) => {
    const clips = [clip("a", "0"), clip("endless", "0", null), clip("asked", start)];
    expect(resolveStarts(clips)[2]).toMatchObject({ kind });
  });
});
