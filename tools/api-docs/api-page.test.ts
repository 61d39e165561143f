import { expect, test } from "vitest";
import { SourceFile } from "../house-rules/source-file.ts";
import { apiPage } from "./api-page.ts";

const manifest = { name: "@x/one", exports: { ".": "./src/index.ts", "./more": "./src/more.ts" } };

/** The page of a package with such sources. */
function pageOf(sources: Readonly<Record<string, string>>): string {
  const files = Object.entries(sources).map(
    ([path, text]) => new SourceFile(`packages/one/src/${path}`, text),
  );
  return apiPage("one", manifest, new Map(files.map((file) => [file.path, file])));
}

test("each entry of a package has its names in order, with the first sentence of their doc comments", () => {
  const page = pageOf({
    "index.ts": 'export { b } from "./b.ts";\nexport { a } from "./b.ts";',
    "b.ts": "/** The b. More of it. */\nexport const b = 1;\n/** The a. */\nexport const a: number = 2;",
    "more.ts": 'export { b as c } from "./b.ts";',
  });
  expect(page).toMatch(/^# @x\/one\n/);
  expect(page.match(/^##+ .*$/gm)).toEqual(["## @x/one", "### a", "### b", "## @x/one/more", "### c"]);
  expect(page).toContain("### a\n\nThe a.\n\n```ts\nconst a: number\n```");
  expect(page).toContain("### b\n\nThe b.\n\n```ts\nconst b = 1\n```");
});

test("what callers do not see is left out: bodies, comments, private members, and the signature behind overloads", () => {
  const page = pageOf({
    "index.ts": 'export { f, C } from "./c.ts";',
    "c.ts": `
/** F. */
export function f(a: string): void;
export function f(a: number): void;
export function f(a: unknown): void { hidden(a); }
/** C. */
export class C extends Error {
  /** Why. */
  readonly cause: string = "hidden";
  #secret = 1;
  private hidden(): void {}
  get(): number { return this.#secret; }
}`,
  });
  expect(page).toContain("```ts\nfunction f(a: string): void;\n\nfunction f(a: number): void;\n```");
  expect(page).toContain(
    "```ts\nclass C extends Error {\n  readonly cause: string;\n  get(): number;\n}\n```",
  );
  expect(page).not.toMatch(/hidden|secret|Why/);
});

test("a type that only another one names is told with it, and one that is exported is not", () => {
  const page = pageOf({
    "index.ts": 'export type { A } from "./a.ts";',
    "a.ts":
      "/** A. */\nexport interface A { one: One; two: Two }\ninterface One {}\n/** Two. */\nexport interface Two {}",
  });
  expect(page).toContain("interface A { one: One; two: Two }\n\ninterface One {}");
  expect(page).not.toContain("interface Two");
});

test("a name is followed through files that hand it on, and one of another package is a link to its page", () => {
  const page = pageOf({
    "index.ts": 'export { a } from "./b.ts";\nexport type { Other } from "@x/other";',
    "b.ts": 'export { inner as a } from "./c.ts";',
    "c.ts": "/** Inner. */\nexport const inner: string = String(1);",
  });
  expect(page).toContain("### a\n\nInner.\n\n```ts\nconst inner: string\n```");
  expect(page).toContain("Handed on: `Other` of [@x/other](other.md).");
});

test("an entry that hands on what is not there is a fault", () => {
  expect(() => pageOf({ "index.ts": 'export { a } from "./gone.ts";' })).toThrow(
    "packages/one/src/index.ts exports from packages/one/src/gone.ts, which is not there.",
  );
});
