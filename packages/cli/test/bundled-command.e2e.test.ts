import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CommandBench } from "./support/command-bench.ts";
import { fixture } from "./support/fixtures.ts";

const root = join(import.meta.dirname, "../../..");

let bench: CommandBench;
beforeAll(async () => void (bench = await CommandBench.open()));
afterAll(() => bench[Symbol.asyncDispose]());

test("setup says where the bundle is, which these sources have", async () => {
  const { code, stdout, stderr } = await bench.run(["command"], { command: [join(root, "bin/setup")] });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/\/\.tools\/bundle\/\d+-\d+\/command\/main\.js\n$/);
});

// Each loads something that is loaded only when it is needed, which a bundle can lose.
describe("the bundled command", () => {
  test.each([
    ["takes a colour apart", ["info", fixture("nested")]],
    ["slices fonts", ["snapshot", fixture("font-google"), "--at", "0", "-o", "fonts.png"]],
    ["draws a contact sheet", ["snapshot", fixture("moving"), "--at", "0,0.1", "--sheet", "-o", "sheet.png"]],
    ["reads a template", ["info", join(root, "templates/title-card")]],
    ["reads rows of YAML", ["lint", join(root, "templates/welcome"), "--data", "people.yaml"]],
    ["draws and voices a presenter", ["info", join(root, "examples/narrated-report")]],
    ["knows HeyGen's schemas", ["heygen", "video", "create", "--request-schema"]],
  ])("%s", async (_, given) => {
    await writeFile(
      join(bench.folder, "people.yaml"),
      "- {id: u-1, name: Maya, company: Tide, step1: Begin}\n",
    );
    const { code, stderr } = await bench.run(given, { command: [join(root, "bin/hyperframes")] });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });
});
