import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CommandBench } from "./support/command-bench.ts";

const packages = join(import.meta.dirname, "../..");
const commands = join(packages, "../node_modules/.bin");

let bench: CommandBench;
/** Where the packages are found by their names. */
let folder: string;
beforeAll(async () => {
  bench = await CommandBench.open();
  folder = await mkdtemp(join(packages, "cli/node_modules/.cache-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await bench[Symbol.asyncDispose]();
});

const examples: ReadonlyArray<readonly [name: string, kind: "js" | "sh", file: string, said: RegExp]> = [
  ["cli", "sh", "my-card.mp4", /my-card\.mp4\n/],
  ["renderer", "js", "my-card.mp4", /my-card\.mp4 has 15 frames\.\n/],
  ["heygen", "js", "hello.mp4", /hello\.mp4 says hello\.\n/],
];

describe("the README of each package", () => {
  test("is there, and has an example below", async () => {
    const names = await readdir(packages);
    expect(names.toSorted()).toEqual(examples.map(([name]) => name).toSorted());
  });

  test.each(examples)("%s has an example that runs", async (name, kind, file, said) => {
    const text = await readFile(join(packages, name, "README.md"), "utf8");
    const place = join(folder, name);
    await mkdir(join(place, "my-card"), { recursive: true });
    const page = blockOf(text, "html");
    if (page) await writeFile(join(place, "my-card/index.html"), page);
    else await rm(join(place, "my-card"), { recursive: true });
    await writeFile(join(place, `example.${kind === "js" ? "mjs" : "sh"}`), blockOf(text, kind));
    const command =
      kind === "sh" ? ["sh", "-e"] : [process.execPath, "--disable-warning=ExperimentalWarning"];
    const variables = { PATH: `${commands}${delimiter}${process.env["PATH"] ?? ""}` };
    const { code, stdout, stderr } = await bench.run([`example.${kind === "js" ? "mjs" : "sh"}`], {
      folder: place,
      command,
      variables,
    });
    expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(said);
    expect(await readdir(place)).toContain(file);
  });
});

/** The first block of a language; empty if there is none. */
function blockOf(text: string, language: string): string {
  return new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, "ms").exec(text)?.[1] ?? "";
}
