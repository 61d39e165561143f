import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openOverflowChecker, type OverflowChecker } from "../support/overflow-check.ts";

/** A page with one fault, or none. */
const pages: Readonly<Record<string, readonly [html: string, problems: readonly string[]]>> = {
  good: [
    `<p style="left: 20px; top: 20px">One</p><p style="left: 20px; top: 60px">שתיים</p>
     <p class="end" style="left: 20px; top: 100px; width: 60px">A long line that ends in an ellipsis</p>`,
    [],
  ],
  outside: [`<p style="left: 300px; top: 20px">Long</p>`, ["is cut off at the right by the picture"]],
  gone: [`<p style="left: 400px; top: 20px">Gone</p>`, ["lies outside the picture"]],
  over: [
    `<p style="left: 20px; top: 20px">First</p><p style="left: 30px; top: 26px">Second</p>`,
    ["“First” lies over #root p “Second”"],
  ],
  clipped: [
    `<div style="position: absolute; left: 20px; top: 20px; width: 30px; height: 50px; overflow: hidden"><span>Clipped</span></div>`,
    ["is cut off at the right by #root div"],
  ],
  wide: [`<p style="left: 20px; top: 20px; width: 40px">Unbreakable</p>`, ["px wide, its content"]],
  covered: [
    `<p style="left: 20px; top: 20px">Covered in part</p><div style="position: absolute; inset: 0 0 0 60px; background: #fff"></div>`,
    ["is covered in part"],
  ],
  hidden: [
    `<p style="left: 20px; top: 20px">Covered</p><p style="left: 30px; top: 26px; opacity: 0">Hidden</p>
     <div style="position: absolute; inset: 0; background: #fff"><p style="left: 20px; top: 20px">Over it</p></div>`,
    [],
  ],
  small: [`<p style="left: 20px; top: 20px; font-size: 9px">Small</p>`, ["is set in 9.0 px, less than 16"]],
  late: [`<p class="clip" data-start="1" style="left: 300px; top: 20px">Late</p>`, ["1.5 s: #root p.clip"]],
};

const page = (content: string): string => `<!doctype html><meta charset="utf-8"><style>
  p { position: absolute; margin: 0; font: 20px/1 Arial; white-space: nowrap }
  .end { overflow: hidden; text-overflow: ellipsis }
</style><div id="root" data-composition-id="main" data-width="320" data-height="180" data-duration="2" data-no-timeline
  style="width: 320px; height: 180px">${content}</div>`;

describe("the check of overflowing text", () => {
  let checker: OverflowChecker;

  beforeAll(async () => {
    checker = await openOverflowChecker();
    for (const [name, [content]] of Object.entries(pages)) {
      await mkdir(join(checker.folder, name));
      await writeFile(join(checker.folder, name, "index.html"), page(content));
    }
  });
  afterAll(() => checker[Symbol.asyncDispose]());

  test.each(Object.entries(pages))("tells what is wrong where text is %s", async (project, [, expected]) => {
    const { problems, seconds } = await checker.check({ project, times: [0.5, 1.5] });
    expect(seconds).toBe(2);
    expect(problems.length > 0).toBe(expected.length > 0);
    for (const problem of expected) expect(problems.join("\n")).toContain(problem);
  });
});
