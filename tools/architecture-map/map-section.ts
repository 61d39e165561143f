import {
  heygenOrder,
  packageOrder,
  pageFolder,
  rendererOrder,
  typesForAll,
} from "../house-rules/folder-order.ts";
import { MOST_FILES } from "../house-rules/small-folders.ts";
import type { SourceFile } from "../house-rules/source-file.ts";

/** The packages whose folders have an order of their own. */
const orders: Readonly<Record<string, readonly string[]>> = { renderer: rendererOrder, heygen: heygenOrder };

const begin = "<!-- made by node tools/architecture-map/main.ts: -->";
const end = "<!-- until here -->";
const widest = 110;
/** Columns that change with every commit; nothing is checked of them. */
const counts = / \| \d+ \| [\d,]+ \|$/gm;

/** A page of Markdown with its map made anew: what may import what, as a drawing and as tables. */
export function withMap(page: string, files: readonly SourceFile[]): string {
  const [before, rest = ""] = page.split(begin);
  const [, after = ""] = rest.split(end);
  return `${before}${begin}\n\n${mapSection(files)}\n${end}${after}`;
}

/** Whether two pages differ in nothing but numbers of files and lines. */
export function hasSameMap(one: string, other: string): boolean {
  return one.replaceAll(counts, "") === other.replaceAll(counts, "");
}

function mapSection(files: readonly SourceFile[]): string {
  const sources = files.filter(({ source }) => source);
  const within = (path: string): SourceFile[] => sources.filter((file) => file.path.startsWith(path));
  const packages = packageOrder.map((name, at) =>
    row(name, namesOf(packageOrder.slice(0, at)), within(`packages/${name}/src/`)),
  );
  const parts = Object.entries(orders).map(([name, order]) => {
    const rows = order.flatMap((part, at) => {
      const allowed = part === pageFolder ? "only itself" : rangeOf(order.slice(0, at));
      return part.endsWith(".ts") ? [] : [row(part, allowed, within(`packages/${name}/src/${part}/`))];
    });
    return `In \`packages/${name}/src\`:\n\n${table("folder", rows)}`;
  });
  const types = typesForAll.map((name) => `\`${name}\``).join(" and ");
  return `${drawing()}

${table("package", packages)}

${parts.join("\n\n")}

Types of ${types} may be imported from everywhere in their package. A folder has ${MOST_FILES} files at most. Lines are rounded to hundreds.
`;
}

/** From the top down: each line may import what stands below it, and in a line each name what stands to its right. */
function drawing(): string {
  const width = Math.max(...packageOrder.map(({ length }) => length)) + 3;
  const lines = packageOrder.toReversed().flatMap((name) => {
    const parts = wrapped((orders[name] ?? []).toReversed(), widest - width);
    return (parts.length > 0 ? parts : [""]).map((line, at) =>
      `    ${(at === 0 ? name : "").padEnd(width)}${line}`.trimEnd(),
    );
  });
  return lines.join("\n");
}

function wrapped(names: readonly string[], columns: number): string[] {
  const lines: string[] = [];
  for (const [at, name] of names.entries()) {
    const word = at < names.length - 1 ? `${name} → ` : name;
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length > columns) lines.push(word);
    else lines[lines.length - 1] = last + word;
  }
  return lines;
}

function table(what: string, rows: readonly string[]): string {
  return [`| ${what} | may import | files | lines |`, "| --- | --- | --- | --- |", ...rows].join("\n");
}

function row(name: string, allowed: string, files: readonly SourceFile[]): string {
  const lines = files.reduce((sum, { text }) => sum + text.split("\n").length - 1, 0);
  const rounded = (Math.round(lines / 100) * 100).toLocaleString("en");
  return `| \`${name}\` | ${allowed} | ${files.length} | ${rounded} |`;
}

function namesOf(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ") || "nothing";
}

/** Orders are long: the first and the last stand for all. */
function rangeOf(names: readonly string[]): string {
  if (names.length < 4) return namesOf(names);
  return `\`${names[0]}\` to \`${names.at(-1)}\``;
}
