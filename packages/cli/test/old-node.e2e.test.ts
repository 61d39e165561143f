import { join } from "node:path";
import { expect, test } from "vitest";
import { CommandBench } from "./support/command-bench.ts";

const entry = join(import.meta.dirname, "../src/hyperframes.ts");
const renderer = join(import.meta.dirname, "../../renderer/src/index.ts");
const tooOld = "HyperFrames needs Node 22.12 or later, and this is Node 20.20.2.";
/** Before anything else runs, Node says that it is another. */
const pretends = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.20.2" } });`;
const node = [
  process.execPath,
  "--disable-warning=ExperimentalWarning",
  "--import",
  `data:text/javascript,${encodeURIComponent(pretends)}`,
];

const message = (before: string): unknown => expect.stringContaining(`${before}: ${tooOld} `);

test.each([
  {
    what: "the installed command",
    given: [entry, "render"],
    says: { code: 3, stderr: message("hyperframes") },
  },
  { what: "the library", given: [renderer], says: { code: 1, stderr: message("ToolMissingError") } },
])("on Node 20, $what says which one is needed", async ({ given, says }) => {
  await using bench = await CommandBench.open();
  expect(await bench.run(given, { command: node })).toMatchObject(says);
});
