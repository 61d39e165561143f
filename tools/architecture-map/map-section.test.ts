import { describe, expect, test } from "vitest";
import { packageOrder, rendererOrder } from "../house-rules/folder-order.ts";
import { SourceFile } from "../house-rules/source-file.ts";
import { hasSameMap, withMap } from "./map-section.ts";

const page =
  "# Title\n\n<!-- made by node tools/architecture-map/main.ts: -->\nstale\n<!-- until here -->\n\nEnd.\n";
const file = (path: string, lines: number): SourceFile => new SourceFile(path, "a;\n".repeat(lines));
const files = [
  file("packages/renderer/src/clock/a.ts", 140),
  file("packages/renderer/src/clock/virtual/b.ts", 30),
  file("packages/renderer/test/clock/a.test.ts", 900),
];
const map = withMap(page, files);

describe("the map of the folders", () => {
  test("stands between its marks, and the page around it stays", () => {
    expect(map).toMatch(/^# Title\n\n<!-- made by [^]*<!-- until here -->\n\nEnd\.\n$/);
    expect(map).not.toContain("stale");
    expect(withMap(map, files)).toBe(map);
  });

  test("counts the sources of a folder and of those below, rounded to hundreds", () => {
    expect(map).toContain("| `clock` | `errors.ts` to `media` | 2 | 200 |");
    expect(map).toContain("| `page` | only itself | 0 | 0 |");
  });

  test("has all packages and folders, and what each may import", () => {
    for (const name of [...packageOrder, ...rendererOrder]) expect(map).toContain(name);
    expect(map).toContain("| `network` | `errors` | 0 | 0 |");
  });

  test("draws each package above those that it may import", () => {
    const drawn = map.split("\n").flatMap((line) => /^ {4}(\S+)/.exec(line)?.[1] ?? []);
    expect(drawn).toEqual(packageOrder.toReversed());
    expect(map).toContain("index.ts → narration → webhooks → client → api → environment.ts → errors.ts");
  });

  test("is as it was while only numbers have changed, and is not when a folder has", () => {
    expect(hasSameMap(map, withMap(page, files.slice(1)))).toBe(true);
    expect(hasSameMap(map, map.replace("| `clock` |", "| `clocks` |"))).toBe(false);
    expect(hasSameMap(map, map.replace("End.", "The end."))).toBe(false);
  });
});
