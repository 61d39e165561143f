import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { lintProject, type LintReport } from "../../src/lint/lint-project.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** Files by their paths; the entry is `index.html`. Alone, a text is the entry. */
export type ProjectFiles = string | Readonly<Record<string, string | Buffer>>;

/** What a rule must find, at each `▶`, and what it must leave alone. */
export interface RuleExamples {
  readonly bad: readonly ProjectFiles[];
  /** Nothing at all is found in these. */
  readonly good: readonly ProjectFiles[];
}

/** A project that is checked, and the places that it marks. */
export interface MarkedReport {
  readonly report: LintReport;
  /** `file:line:column` of every `▶` in the files. The sign itself is not in them. */
  readonly marks: readonly string[];
}

const MARK = "▶";

/** Writes files without their marks, and checks them. */
export async function lintMarked(files: ProjectFiles): Promise<MarkedReport> {
  await using folder = await temporaryFolder();
  const marks: string[] = [];
  for (const [name, content] of Object.entries(typeof files === "string" ? { "index.html": files } : files)) {
    const path = join(folder.path, name);
    await mkdir(dirname(path), { recursive: true });
    if (typeof content === "string") marks.push(...marksOf(name, content));
    await writeFile(path, typeof content === "string" ? content.replaceAll(MARK, "") : content);
  }
  return { report: await lintProject(folder.path), marks };
}

function marksOf(name: string, text: string): string[] {
  return text.split("\n").flatMap((line, index) => {
    const parts = line.split(MARK).slice(0, -1);
    let column = 1;
    return parts.map((part) => `${name}:${index + 1}:${(column += part.length)}`);
  });
}

/** `file:line:column` of the findings of a rule. */
export function placesOf({ findings }: LintReport, rule: string): string[] {
  return findings
    .filter((finding) => finding.rule === rule)
    .map(({ file, line, column }) => `${file}:${line}:${column}`);
}

/** A page with a root of 320 × 180 and two seconds, moved by CSS alone. */
export function page(content: string, root = ""): string {
  return `<!doctype html>
<meta charset="utf-8">
<div data-composition-id="main" data-width="320" data-height="180" data-duration="2" data-no-timeline ${root}>
  ${content}
</div>
`;
}

/** A page whose timeline is made by a script, with GSAP. */
export function scripted(script: string, root = 'data-duration="2"'): string {
  return `<!doctype html>
<meta charset="utf-8">
<script src="https://cdn.jsdelivr.net/npm/gsap@3/dist/gsap.min.js"></script>
<div data-composition-id="main" data-width="320" data-height="180" ${root}><p id="title">Hello</p></div>
<script>
  ${script}
</script>
`;
}

/** A clip of text. */
export const clip = (id: string, attributes: string): string =>
  `<p id="${id}" class="clip" ${attributes}>text</p>`;

/** Any bytes will do where only the file's being there counts. */
export const media = Buffer.from("media");

/** A page that includes `part.html` for a second. */
export const host = (attributes: string): string =>
  page(
    `<div data-composition-id="part" data-composition-src="part.html" data-start="0" data-duration="1" ${attributes}></div>`,
  );

/** What `part.html` holds. */
export const part = (content: string): string =>
  `<template><div data-composition-id="part" data-width="320" data-height="180">${content}</div></template>\n`;
