import { basename } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CommandBench, nothing, type Ending } from "./support/command-bench.ts";
import { fixture } from "./support/fixtures.ts";

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.open();
});
afterAll(() => bench[Symbol.asyncDispose]());

const renderTo = (name: string, project: string, options: readonly string[] = []): Promise<Ending> =>
  bench.run(["render", fixture(project), "-o", bench.file(`${name}.mp4`), ...options]);

/** Lines of a kind that people see. */
const warnings = ({ stderr }: Ending): string[] =>
  stderr.split("\n").filter((line) => line.startsWith("warning: "));

interface Complaint {
  readonly what: string;
  readonly project: string;
  readonly complaints: readonly string[];
}

const complaints: readonly Complaint[] = [
  {
    what: "a script error, with its file and line",
    project: "bad-page/script-error.html",
    complaints: [
      "Script error: broken.js:3:19: TypeError: Cannot set properties of null (setting 'textContent')",
    ],
  },
  {
    what: "a script that cannot be read, with its line in the page",
    project: "bad-page/syntax-error.html",
    complaints: ["Script error: syntax-error.html:6:26: SyntaxError: Unexpected token ';'"],
  },
  {
    what: "a script error in a frame, once however often it comes",
    project: "bad-page/late-error.html",
    complaints: ["Script error: late-error.html:7:36: Error: too late at 0.2"],
  },
  {
    what: "missing assets, each by name",
    project: "bad-page/missing-assets.html",
    complaints: ["Missing: styles/theme.css (no such file)", "Missing: pictures/logo.png (no such file)"],
  },
];

describe.concurrent("warns of", () => {
  test.each(complaints)("$what", async ({ project, complaints: expected }) => {
    const name = basename(project, ".html");
    const ending = await renderTo(name, project);
    expect(ending).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`${name}.mp4`) as string,
    });
    // Files are asked for side by side.
    expect(warnings(ending).toSorted()).toEqual(
      expected.map((complaint) => `warning: ${complaint}`).toSorted(),
    );
  });
});

describe.concurrent("with --strict, fails for", () => {
  test.each(complaints)("$what", async ({ project, complaints: expected }) => {
    const { code, stdout, stderr } = await renderTo("strict", project, ["--strict", "--quiet"]);
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: "",
      stderr: `hyperframes: ${expected.join("\n")}\nWith --strict, this is an error.\n`,
    });
  });
});

const slowFrame = (number: number): string =>
  `Frame ${number} was not ready after 10 s. A script may be in an endless loop, or a promise given to waitUntil ` +
  "may never settle. Raise --timeout if the frame needs longer.";

describe.concurrent("gives up, and says what it waits for,", () => {
  test("when the root's timeline never comes, naming those that came, and goes on", async () => {
    const sentence =
      'window.__timelines["root"] never came, and is done without: registered were "intro", "outro". ' +
      "Set it, or put data-no-timeline on the root if nothing is to be sought.";
    const { code, stderr } = await renderTo("no-timeline", "bad-page/no-timeline.html");
    expect([code, stderr.split(sentence).length - 1]).toEqual([0, 1]);
    const strict = await renderTo("slow", "bad-page/no-timeline.html", ["--strict"]);
    expect(strict).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`hyperframes: ${sentence}\n`) as string,
    });
  });

  test("when a picture never comes, naming it", async () => {
    const { code, stderr } = await renderTo("slow", "bad-page/never-ready.html", ["--timeout", "10"]);
    expect(code).toBe(4);
    expect(stderr).toMatch(
      /^hyperframes: The page was not ready after 10 s; it waits for .+\. Not answered: pictures\/logo\.png\. Raise --timeout if it needs longer\.\n$/,
    );
  });

  test("when a script loops while the page loads", async () => {
    const { code, stderr } = await renderTo("slow", "bad-loop/load.html", ["--timeout", "10"]);
    expect(code).toBe(4);
    expect(stderr).toBe(
      "hyperframes: The page was not ready after 10 s; it waits for the page's load event. " +
        "Not answered: load.html. Raise --timeout if it needs longer.\n",
    );
  });

  test.each(["bad-loop/first-frame.html", "bad-page/first-never-settles.html"])(
    "when the first frame never ends: %s",
    async (project) => {
      const { code, stderr } = await renderTo("slow", project, ["--timeout", "10"]);
      expect(code).toBe(4);
      expect(stderr).toBe(`hyperframes: ${slowFrame(0)}\n`);
    },
  );

  test.each(["bad-loop/later-frame.html", "bad-page/never-settles.html"])(
    "when another frame never ends, after one more try: %s",
    async (project) => {
      const { code, stderr } = await renderTo("slow", project, ["--timeout", "10"]);
      expect(code).toBe(4);
      expect(stderr).toContain(`chunk 0 failed (try 1) and is rendered again: ${slowFrame(3)}\n`);
      expect(stderr).toMatch(/\nhyperframes: Frame 3 was not ready after 10 s\. [^\n]+\n$/);
      expect(stderr).not.toContain("try 2");
    },
  );
});

test("leaves nothing behind after any of them", async () => {
  expect(await bench.leftovers()).toEqual({
    ...nothing,
    output: [...complaints.map(({ project }) => basename(project, ".html")), "no-timeline"]
      .map((name) => `${name}.mp4`)
      .toSorted(),
  });
});
