import { symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findProject } from "../../src/composition/find-project.ts";
import { parseComposition, type Composition } from "../../src/composition/parse-composition.ts";
import { projectOf } from "../support/project-of.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const host = (src: string, more = ""): string =>
  `<div data-composition-src="${src}" data-start="0" ${more}></div>`;
const root = (content: string): string => `<div data-composition-id="main">\n${content}\n</div>`;
const card = (content: string): string =>
  `<template>\n<div data-composition-id="card">${content}</div></template>`;

async function parse(files: Readonly<Record<string, string>>): Promise<Composition> {
  await using folder = await projectOf(files);
  return await parseComposition(await findProject(folder.path));
}

describe("the parts of a composition", () => {
  it("are the templates of the files that hosts name, those within them too, each once", async () => {
    const { parts, hosts } = await parse({
      "index.html": root(`${host("a.html")}${host("./a.html?x=1")}${host("/sub/b.html")}`),
      "a.html": `<head><style>p {}</style></head>${card(host("sub/b.html"))}`,
      "sub/b.html": card('<p data-start="1"></p>\n  <script>\n</script>'),
    });
    expect(parts.map(({ key, id }) => [key, id])).toEqual([
      ["sub/b.html", "card"],
      ["a.html", "card"],
    ]);
    expect(hosts.map(({ key }) => key)).toEqual(["a.html", "a.html", "sub/b.html"]);
    expect(parts[0]?.source.html).toBe(
      '\n<div data-composition-id="card"><p data-start="1"></p>\n  <script>\n</script></div>',
    );
    expect(parts[0]?.source.scripts).toEqual([{ line: 3, column: 11, isAuthored: true }]);
    expect(parts[0]?.clipLocations).toEqual([{ file: "sub/b.html", line: 2, column: 33 }]);
  });

  it("may be a whole page, or a template of the same file", async () => {
    const { parts } = await parse({
      "index.html": `${root(`${host("page.html")}<b data-composition-id="inside" data-start="0"></b>`)}
        <template id="inside-template"><i>1</i></template>`,
      "page.html":
        '<head><title>No</title><style>p {}</style></head><body><p data-composition-id="p">Hello</p></body>',
    });
    expect(parts.map(({ key, source }) => [key, source.html])).toEqual([
      ["page.html", '<style>p {}</style><p data-composition-id="p">Hello</p>'],
      ["index.html#inside-template", "<i>1</i>"],
    ]);
  });

  it.each<[string, string, Readonly<Record<string, string>>]>([
    ["missing", 'index.html:2:6: data-composition-src="a.html": there is no such file in the project.', {}],
    ["empty", "a.html:1:1: the file is empty. Its host is at index.html:2:6.", { "a.html": " \n" }],
    [
      "without a template",
      "a.html:1:1: there is no <template>: put what a sub-composition shows, its styles and its scripts into one.",
      { "a.html": "<p>Hello</p>" },
    ],
    [
      "within itself",
      "b.html:2:38: sub-compositions go in a circle: a.html:2:38 mounts b.html, b.html:2:38 mounts a.html.",
      { "a.html": card(host("b.html")), "b.html": card(host("a.html")) },
    ],
    [
      "the composition itself",
      "a.html:2:38: sub-compositions go in a circle: index.html:2:6 mounts a.html, a.html:2:38 mounts index.html.",
      { "a.html": card(host("index.html")) },
    ],
  ])("are refused when one is %s", async (_, message, files) => {
    await expect(parse({ "index.html": root(host("a.html")), ...files })).rejects.toThrow(message);
  });

  it.each([
    ["../a.html", "leads out of it"],
    ["sub/../../a.html", "leads out of it"],
    ["%2e%2e/a.html", "leads out of it"],
    ["https://example.org/a.html", "is the address"],
    ["//example.org/a.html", "is the address"],
    ["", "is empty"],
    [".git/config", "hidden file"],
  ])("do not come from %j", async (src, reason) => {
    await expect(parse({ "index.html": root(host(src)) })).rejects.toThrow(reason);
  });

  it("do not come through a link out of the project", async () => {
    await using outside = await temporaryFolder();
    await writeFile(join(outside.path, "a.html"), card(""));
    await using folder = await projectOf({ "index.html": root(host("a.html")) });
    await symlink(join(outside.path, "a.html"), join(folder.path, "a.html"));
    await expect(parseComposition(await findProject(folder.path))).rejects.toThrow(
      "leads out of the project",
    );
  });

  it("are neither too deep nor too many", async () => {
    const chain = Array.from({ length: 17 }, (_, depth): [string, string] => [
      `${depth}.html`,
      card(host(`${depth + 1}.html`)),
    ]);
    await expect(parse({ "index.html": root(host("0.html")), ...Object.fromEntries(chain) })).rejects.toThrow(
      "more than 16 deep",
    );
    const doubles = Array.from({ length: 11 }, (_, depth): [string, string] => [
      `${depth}.html`,
      card(depth === 10 ? "" : host(`${depth + 1}.html`).repeat(2)),
    ]);
    await expect(
      parse({ "index.html": root(host("0.html")), ...Object.fromEntries(doubles) }),
    ).rejects.toThrow("there would be 2047 sub-compositions");
  });

  it("get the defaults of their own variables, and what their hosts give", async () => {
    const declared = `data-composition-variables='[{"id":"title","type":"string","default":"A"},{"id":"n","type":"number","default":1}]'`;
    const { hosts, variableProblems } = await parse({
      "index.html": root(
        `${host("a.html")}\n${host("a.html", `data-variable-values='{"title":"B","n":"2","x":3}'`)}`,
      ),
      "a.html": `<html ${declared}>${card("")}</html>`,
    });
    expect(hosts.map(({ variables }) => variables.values)).toEqual([
      { title: "A", n: 1 },
      { title: "B", n: 1, x: 3 },
    ]);
    expect(variableProblems).toEqual([
      {
        location: { file: "index.html", line: 3, column: 51 },
        message: 'data-variable-values: "n" must be a number, but is "2".',
      },
      {
        location: { file: "index.html", line: 3, column: 51 },
        message: 'data-variable-values: "x" is not a variable of the composition; declared are: title, n.',
      },
    ]);
  });
});
