import { join, posix } from "node:path";
import type { SourceFile } from "../house-rules/source-file.ts";
import { printDeclaration } from "./print-declaration.ts";
import { publicNames, type PublicName } from "./public-names.ts";

/** What of a package's `package.json` says what others can import. */
export interface PackageManifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, string>>;
}

/** The public surface of a package as a page of Markdown. */
export function apiPage(
  folder: string,
  manifest: PackageManifest,
  files: ReadonlyMap<string, SourceFile>,
): string {
  const entries = Object.entries(manifest.exports ?? {}).flatMap(([place, path]) => {
    const file = files.get(posix.join("packages", folder, path));
    if (!file) return [];
    const names = publicNames(file, files);
    return names.length === 0 ? [] : [`## ${posix.join(manifest.name, place)}\n\n${section(names)}`];
  });
  return `# ${manifest.name}

Every name that others can import, as it is declared. This page is made from the code by \`node tools/api-docs/main.ts\`, and \`bin/check\` compares
the two.

${entries.join("\n")}`;
}

function section(names: readonly PublicName[]): string {
  const handedOn = names.flatMap(({ name, from }) =>
    typeof from === "string" ? [`\`${name}\` of [${from}](${pageOf(from)})`] : [],
  );
  const last = handedOn.length > 0 ? [`Handed on: ${handedOn.join(", ")}.\n`] : [];
  return [...names.flatMap(entry), ...last].join("\n");
}

function pageOf(specifier: string): string {
  return `${specifier.split("/")[1] ?? ""}.md`;
}

function entry({ name, local, from }: PublicName): string[] {
  if (typeof from === "string") return [];
  const { text, sentence } = printDeclaration(from, local);
  return [`### ${name}\n\n${sentence}\n\n\`\`\`ts\n${text}\n\`\`\`\n`];
}

/** Where the page of a package lies. */
export function apiFile(root: string, folder: string): string {
  return join(root, "docs/api", `${folder}.md`);
}
