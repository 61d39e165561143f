import { describe, expect, test } from "vitest";
import { documentedExports } from "./documented-exports.ts";
import { hiddenInput } from "./hidden-input.ts";
import { importsRunDown } from "./imports-run-down.ts";
import { noMachinePaths } from "./no-machine-paths.ts";
import { noSilencing } from "./no-silencing.ts";
import { shellLocals } from "./shell-locals.ts";
import { smallFolders } from "./small-folders.ts";
import { SourceFile } from "./source-file.ts";
import type { Rule } from "./source-file.ts";
import { uniqueNames } from "./unique-names.ts";
import { usedExports } from "./used-exports.ts";

const inSource = (path: string): string => `packages/renderer/src/${path}`;

/** What a rule says about files that are given as path and text. */
function check(rule: Rule, files: Readonly<Record<string, string>>): string[] {
  const faults = rule(Object.entries(files).map(([path, text]) => new SourceFile(path, text)));
  return faults.map(({ path, line, message }) => `${path}:${line}: ${message}`);
}

describe("imports run down the page", () => {
  const from = (path: string, text: string): string[] => check(importsRunDown, { [inSource(path)]: text });

  test.each([
    ["capture/a.ts", 'import { b } from "../clock/b.ts";'],
    ["composition/a.ts", 'import { RenderError } from "../errors.ts";'],
    ["composition/a.ts", 'import type { Options } from "../options.ts";'],
    ["clock/a.ts", 'import type { B } from "../page/b.ts";'],
    ["render.ts", 'export { b } from "./assemble/b.ts";'],
    ["page/a.ts", 'import { b } from "./b.ts";'],
    ["encode/a.ts", 'import { execa } from "execa";'],
    ["encode/a.ts", 'import { RenderError } from "@hyperframes-engine/errors";'],
  ])("lets %s say %s", (path, text) => {
    expect(from(path, text)).toEqual([]);
  });

  test.each([
    ["clock/a.ts", 'import { b } from "../capture/b.ts";', "clock may not import capture"],
    ["clock/a.ts", 'export * from "../capture/b.ts";', "clock may not import capture"],
    ["clock/a.ts", 'await import("../capture/b.ts");', "clock may not import capture"],
    ["clock/a.ts", 'type B = import("../capture/b.ts").B;', "clock may not import capture"],
    ["clock/a.ts", 'import { b } from "../options.ts";', "clock may not import options.ts"],
    ["clock/a.ts", 'import { b } from "../page/b.ts";', "clock may not import page"],
    ["errors.ts", 'import { b } from "./ffmpeg/b.ts";', "errors.ts may not import ffmpeg"],
    ["page/a.ts", 'import { b } from "../errors.ts";', "page imports only itself"],
    ["page/a.ts", 'import "node:fs";', "page runs in a browser, without node:fs"],
    ["encode/a.ts", 'import "hyperframes";', "nothing imports the command line"],
    ["encode/a.ts", 'import "@hyperframes-engine/heygen/api";', "renderer may not import heygen"],
    ["utils/a.ts", "", "utils has no place in tools/house-rules/folder-order.ts"],
  ])("stops %s from saying %s", (path, text, fault) => {
    expect(from(path, text)).toEqual([`${inSource(path)}:1: ${fault}`]);
  });

  test("holds for every package that has an order", () => {
    const upward = 'import { b } from "../narration/b.ts";';
    expect(check(importsRunDown, { "packages/heygen/src/client/a.ts": upward })).toEqual([
      "packages/heygen/src/client/a.ts:1: client may not import narration",
    ]);
    expect(check(importsRunDown, { "packages/heygen/src/utils/a.ts": "" })).toHaveLength(1);
    expect(check(importsRunDown, { "packages/utils/src/index.ts": "" })).toHaveLength(1);
  });

  test("stops a package from reaching into another one", () => {
    const text = 'import { render } from "../../renderer/src/render.ts";';
    expect(check(importsRunDown, { "packages/cli/src/a.ts": text })).toHaveLength(1);
  });
});

describe("every export has a doc comment", () => {
  test.each([
    "/** A. */\nexport const a = 1;",
    "/** A. */\nconst a = 1;\nexport { a };",
    "/** A. */\nexport function a(): void;\nexport function a(b?: number): void {}",
    'export { a } from "./a.ts";',
    "const a = 1;",
  ])("accepts %j", (text) => {
    expect(check(documentedExports, { [inSource("a.ts")]: text })).toEqual([]);
  });

  test.each([
    ["export const a = 1;", "a"],
    ["// A.\nexport function a(): void {}", "a"],
    ["/** Not of a. */\nconst b = 1;\nexport interface a {}", "a"],
    ["const a = 1;\nexport { a as b };", "a"],
    ["export default 1;", "this export"],
  ])("reports %j", (text, name) => {
    const [fault, ...others] = check(documentedExports, { [inSource("a.ts")]: text });
    expect(fault).toContain(`: ${name} needs a doc comment`);
    expect(others).toEqual([]);
  });
});

test("no two source files of a package have one name", () => {
  const sources = ["audio/a.ts", "encode/a.ts", "audio/index.ts", "index.ts"].map(inSource);
  const paths = [...sources, "packages/cli/src/a.ts", "packages/renderer/test/audio/a.ts"];
  expect(uniqueNames(paths.map((path) => new SourceFile(path, "")))).toEqual([
    { path: inSource("encode/a.ts"), line: 1, message: `${inSource("audio/a.ts")} has the same name` },
  ]);
});

test("no folder of the code has more than 25 files", () => {
  const files = (count: number, folder: string): SourceFile[] =>
    Array.from({ length: count }, (_, index) => new SourceFile(`${folder}/${index}.ts`, ""));
  const few = [...files(25, inSource("audio")), ...files(25, inSource("audio/cues")), ...files(30, "docs")];
  expect(smallFolders(few)).toEqual([]);
  const [fault, ...others] = smallFolders(files(26, inSource("audio")));
  expect(fault?.message).toContain("audio has 26 files");
  expect(others).toEqual([]);
});

describe("what a file exports", () => {
  const exported = { [inSource("a.ts")]: "/** A. */\nexport const a = 1;\nexport interface A {}" };
  const beside = (path: string, text: string): string[] => check(usedExports, { ...exported, [path]: text });

  test.each([
    ["audio/b.ts", 'import { a, type A } from "../a.ts";'],
    ["index.ts", 'export { a, type A as B } from "./a.ts";'],
    ["index.ts", 'export * from "./a.ts";'],
    ["b.ts", 'import * as all from "./a.ts";'],
    ["b.ts", 'const { a } = await import("./a.ts");'],
    ["../test/a.test.ts", 'import { a, type A } from "../src/a.ts";'],
  ])("is used by %s with %s", (path, text) => {
    expect(beside(`packages/renderer/src/${path}`.replace("src/../", ""), text)).toEqual([]);
  });

  test.each(["", 'import { a } from "../a.ts";', 'import { A } from "./b.ts";'])(
    "is a fault if nobody takes it: %j",
    (text) => {
      expect(beside(inSource("audio/c.ts"), text)).toContain(
        `${inSource("a.ts")}:3: nobody imports A: do not export it`,
      );
    },
  );
});

describe("hidden input", () => {
  const hidden = [
    "process.env.A;",
    'globalThis.process["env"];',
    "const { env } = process;",
    'import { cwd } from "node:process";',
    "process.cwd();",
    "Math.random();",
    "Date.now();",
    "new Date();",
    "Date();",
    "performance.timeOrigin + performance.now();",
    "const { timeOrigin } = performance;",
    "performance.toJSON();",
    "Temporal.Now.instant();",
    "const Clock = Date;",
    "const chance = globalThis.Math;",
    "const { Date: Clock } = globalThis;",
    'Reflect.get(Date, "now");',
    'import system from "node:process";',
    'import * as system from "process";',
    'import { performance as watch } from "node:perf_hooks";',
    'await import("node:process");',
  ];

  test.each(hidden)("is found in %s", (text) => {
    expect(check(hiddenInput, { [inSource("a.ts")]: `\n${text}` })).toEqual([
      expect.stringContaining(`${inSource("a.ts")}:2: `),
    ]);
  });

  test.each([
    ...[
      "new Date(0);",
      "performance.now();",
      "process.pid;",
      "Math.random = seeded;",
      "const pid = process.pid;",
    ],
    ...['import process from "node:process";', "const end = await process;", "a instanceof Date;"],
  ])("is not %s", (text) => {
    expect(check(hiddenInput, { [inSource("a.ts")]: text })).toEqual([]);
  });

  test("may be read by the command line's entry alone, and the date also by the page", () => {
    expect(check(hiddenInput, { "packages/cli/src/main.ts": hidden.join("\n") })).toEqual([]);
    expect(check(hiddenInput, { "packages/cli/src/render.ts": "process.cwd();" })).toHaveLength(1);
    expect(check(hiddenInput, { [inSource("page/a.ts")]: "Date.now(); new Date();" })).toEqual([]);
    expect(check(hiddenInput, { [inSource("page/a.ts")]: "Math.random();" })).toHaveLength(1);
  });
});

test.each(["oxlint-disable-next-line", "eslint-disable", "@ts-ignore", "@ts-expect-error", "oxfmt-ignore"])(
  "%s is found in a comment and not in a string",
  (word) => {
    expect(check(noSilencing, { "tools/a.ts": `const a = "${word}";` })).toEqual([]);
    expect(check(noSilencing, { "tools/a.ts": `// ${word}` })).toHaveLength(1);
    expect(check(noSilencing, { [inSource("a.ts")]: `f(/* ${word} */ 1);` })).toHaveLength(1);
  },
);

describe("machine paths", () => {
  // Put together here, as the rule also reads this file.
  const [root, host] = ["root", "registry"];

  test.each([`/${root}/a`, `https://${host}.example.org/a`])("are found in %s", (text) => {
    expect(check(noMachinePaths, { "README.md": `\n\n${text}` })).toEqual([
      expect.stringContaining("README.md:3: "),
    ]);
  });

  test.each([`packages/${root}/a`, "/project/a", "https://example.org/"])("are not %s", (text) => {
    expect(check(noMachinePaths, { "README.md": text })).toEqual([]);
  });
});

describe("what a shell function sets", () => {
  const inFunction = (lines: string): string[] =>
    check(shellLocals, { "bin/a": `#!/bin/sh\n\na() {\n${lines}\n}\n` });

  test.each([
    "  wanted=ffmpeg",
    '  wanted="$(b "$1" && c)"',
    "  for wanted in a b; do",
    "  read -r wanted <b",
  ])("is a fault where it is not local: %s", (line) => {
    expect(inFunction(`  b\n${line}`)).toEqual([
      "bin/a:5: wanted is set for the whole script: say local wanted",
    ]);
  });

  test.each([
    "  local kept wanted\n  wanted=ffmpeg",
    "  wanted=ffmpeg b",
    '  wanted=$(b "$1") other="x y" b "$2"',
    '  export wanted="x"',
    "  cat <<END\nwanted=ffmpeg\nEND",
  ])("is no fault in %j", (lines) => {
    expect(inFunction(lines)).toEqual([]);
  });

  test("is no fault in a subshell, or outside of functions", () => {
    expect(check(shellLocals, { "bin/a": "#!/bin/sh\nwanted=a\nb() (\n  wanted=b\n)\n" })).toEqual([]);
  });
});
