import { mkdtemp, mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readInputs } from "./action-inputs.ts";
import { eventsFileOf, renderArguments, type ProjectPlaces } from "./render-arguments.ts";

let places: ProjectPlaces;
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), "action-"));
  places = { workingFolder: join(folder, "checkout"), templates: join(folder, "templates") };
  for (const name of ["checkout/mine", "checkout/both", "templates/both", "templates/welcome"])
    await mkdir(join(folder, name), { recursive: true });
});
afterAll(() => rm(join(places.templates, ".."), { recursive: true }));

const argumentsOf = (variables: Readonly<Record<string, string>>): string[] =>
  renderArguments(readInputs(variables), places);

test("leaves out what was not given, and has a name for the video", () => {
  expect(argumentsOf({})).toEqual(["render", "--output=video.mp4", "--force", "--json", "--", "."]);
});

test("whatever an input holds, it stays one value of its option", () => {
  const options = ["DATA", "OUTPUT", "SIZE", "QUALITY", "FPS", "VARIABLES"] as const;
  const hostile = fc.oneof(
    fc.string({ minLength: 1 }),
    fc.constantFrom(
      "-o",
      "--help",
      "a\nvideo=evil",
      "x<<EOF\ny\nEOF",
      "$(touch hit)",
      "'\"`*?~",
      "%0A--force",
    ),
  );
  fc.assert(
    fc.property(fc.constantFrom(...options), hostile, hostile, (name, value, project) => {
      const given = argumentsOf({ [`INPUT_${name}`]: value, INPUT_PROJECT: project });
      expect(given).toContain(`--${name.toLowerCase()}=${value}`);
      expect(given).toHaveLength(name === "OUTPUT" ? 6 : 7);
      expect(given.slice(-2)[0]).toBe("--");
      expect([project, join(places.templates, project)]).toContain(given.at(-1));
    }),
  );
});

test("finds the project in the checkout first, then among the templates", () => {
  const projectOf = (project: string): string | undefined => argumentsOf({ INPUT_PROJECT: project }).at(-1);
  expect(projectOf("mine")).toBe("mine");
  expect(projectOf("both")).toBe("both");
  expect(projectOf("welcome")).toBe(join(places.templates, "welcome"));
  expect(projectOf("../templates/welcome")).toBe("../templates/welcome");
  expect(projectOf("nosuch")).toBe("nosuch");
});

test.each([
  ["none", "--no-narration"],
  ["offline", "--offline"],
  ["./none", "--narration=./none"],
])("narration: %s is %s", (narration, option) => {
  expect(argumentsOf({ INPUT_NARRATION: narration })).toContain(option);
});

test("takes further arguments one a line, with the spaces in them", () => {
  const given = argumentsOf({ INPUT_ARGUMENTS: "--to\r\n2.5\n\n  --browser=/a b/chrome  \n" });
  expect(given.slice(-5)).toEqual(["--to", "2.5", "--browser=/a b/chrome", "--", "."]);
});

test.each([
  ["video.mp4", "video.mp4.jsonl"],
  ["renders/out.mp4", "renders/out.mp4.jsonl"],
  ["frames/", "frames.jsonl"],
  ["renders/<<id>>.mp4", "renders/events.jsonl"],
  ["renders/of-<<id>>/<<row.number>>.mp4", "renders/events.jsonl"],
  ["<<id>>.mp4", "events.jsonl"],
])("keeps the events of %s in %s", (output, file) => {
  expect(eventsFileOf(output)).toBe(file);
});
