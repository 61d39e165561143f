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

interface Example {
  readonly name: string;
  /** Which of its blocks of that kind; the first has number 0. */
  readonly block?: number;
  readonly kind: string;
  readonly file: string;
  readonly said: RegExp;
}

const examples: readonly Example[] = [
  { name: "cli", kind: "sh", file: "my-card.mp4", said: /my-card\.mp4\n/ },
  { name: "renderer", kind: "mjs", file: "my-card.mp4", said: /my-card\.mp4 has 15 frames\.\n/ },
  { name: "renderer", block: 2, kind: "mjs", file: "stages.mp4", said: /stages\.mp4 was made in stages\.\n/ },
  { name: "heygen", kind: "mjs", file: "hello.mp4", said: /hello\.mp4 says hello\.\n/ },
  { name: "errors", kind: "mjs", file: "why.txt", said: /^output-not-writable: .*it is not there/ },
  { name: "template", kind: "mjs", file: "index.html", said: /title="&#34;Ada&#34;/ },
  { name: "heygen-emulator", kind: "mjs", file: "voices.json", said: /^\d+ voices, such as \w+\.\n/ },
  { name: "store", kind: "mjs", file: "hello.txt", said: /^[0-9a-f]{64} true\nNobody else works on it\.\n$/ },
  { name: "subtitles", kind: "mjs", file: "hello.vtt", said: /^Hello, Ada\. from 0\.5 to 2 s\n$/ },
  { name: "service", kind: "mjs", file: "health.txt", said: /answers 200\.\n/ },
  { name: "network", kind: "mjs", file: "why.txt", said: /Refused: .* is an address of this machine\.\n/ },
];

/** They only bring others. */
const withoutCode = ["react-18"];

describe("the README of each package", () => {
  test("is there, and has an example below where the package has code", async () => {
    const names = await readdir(packages);
    const shown = new Set([...examples.map(({ name }) => name), ...withoutCode]);
    expect(names.toSorted()).toEqual([...shown].toSorted());
  });

  test.each(examples)(
    "$name $block has an example that runs",
    async ({ name, block = 0, kind, file, said }: Example) => {
      const text = await readFile(join(packages, name, "README.md"), "utf8");
      const place = join(folder, name);
      await mkdir(join(place, "my-card"), { recursive: true });
      const page = blockOf(text, "html");
      if (page) await writeFile(join(place, "my-card/index.html"), page);
      else await rm(join(place, "my-card"), { recursive: true });
      await writeFile(join(place, `example.${kind}`), blockOf(text, kind === "mjs" ? "js" : kind, block));
      const command =
        kind === "sh" ? ["sh", "-e"] : [process.execPath, "--disable-warning=ExperimentalWarning"];
      const variables = { PATH: `${commands}${delimiter}${process.env["PATH"] ?? ""}` };
      const { code, stdout, stderr } = await bench.run([`example.${kind}`], {
        folder: place,
        command,
        variables,
      });
      expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toMatch(said);
      expect(await readdir(place)).toContain(file);
    },
  );
});

/** A block of a language; empty if there is none. */
function blockOf(text: string, language: string, number = 0): string {
  const blocks = [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, "gms"))];
  return blocks[number]?.[1] ?? "";
}
