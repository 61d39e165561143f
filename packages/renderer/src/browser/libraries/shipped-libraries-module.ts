import { createHash } from "node:crypto";
import { init, parse } from "es-module-lexer";
import { linkedMark } from "./shipped-libraries-address.ts";
import { moduleEntry } from "./shipped-libraries-entry.ts";
import {
  findDependency,
  type LibraryCopy,
  type LibraryFile,
  readLibraryFile,
} from "./shipped-libraries-package.ts";

/** An ES module of a package. */
interface LibraryModule {
  readonly copy: LibraryCopy;
  readonly file: LibraryFile;
  readonly text: string;
  readonly imports: readonly ModuleImport[];
  readonly exported: readonly string[];
  /** Whether its file is no module yet. */
  readonly isConverted?: boolean;
}

interface ModuleImport {
  readonly specifier: string;
  /** Where the specifier stands in the text; with its quotes where `quoted`. */
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

/** Called for each package that modules have been pointed to: pages will ask for it next. */
export type OnDependency = (copy: LibraryCopy) => void;

/**
 * Reads a module; `undefined` if there is none at that path, or it is a script that exports nothing. One in the form that
 * Node had before is made a module.
 */
export async function readModule(copy: LibraryCopy, path: string): Promise<LibraryModule | undefined> {
  const file = await readModuleFile(copy, path);
  if (!file) return undefined;
  await init();
  const text = file.body.toString();
  const module = parseModule({ copy, file, text });
  return module ?? convertedModule(copy, file);
}

function parseModule({
  copy,
  file,
  text,
}: Pick<LibraryModule, "copy" | "file" | "text">): LibraryModule | undefined {
  const [imports, exported] = parse(text);
  if (exported.length === 0 && imports.every(({ type }) => type === "dynamic" || type === "import-meta"))
    return undefined;
  return {
    ...{ copy, file, text },
    imports: imports.flatMap((item): ModuleImport[] => {
      if (item.type === "import-meta" || item.specifier === undefined) return [];
      if (item.type === "dynamic" && item.glob) return [];
      return [{ ...item, specifier: item.specifier, quoted: item.type === "dynamic" }];
    }),
    exported: exported.flatMap((item) => ("name" in item && item.name !== undefined ? [item.name] : [])),
  };
}

/** Packages do not change while a page is open, and large ones take long to read. */
const converted = new Map<string, Promise<LibraryModule | undefined>>();

async function convertedModule(copy: LibraryCopy, file: LibraryFile): Promise<LibraryModule | undefined> {
  const key = `${copy.folder}/${file.path} ${createHash("sha256").update(file.body).digest("hex")}`;
  const known = converted.get(key) ?? convertModule(copy, file);
  converted.set(key, known);
  return known;
}

async function convertModule(copy: LibraryCopy, file: LibraryFile): Promise<LibraryModule | undefined> {
  // Most pages load modules as they are.
  const { moduleText, readCommonJs } = await import("./commonjs-module.ts");
  const text = file.body.toString();
  const script = await readCommonJs(text);
  if (!script) return undefined;
  const exported = new Set(script.exported);
  for (const specifier of script.handedOn) {
    const target = await followImport({ copy, file }, specifier);
    for (const name of target?.exported ?? []) exported.add(name);
  }
  exported.delete("module.exports");
  const names = [...exported].filter((name) => name !== "default");
  const module = parseModule({ copy, file, text: moduleText(text, script, names) });
  return module && { ...module, isConverted: true };
}

async function readModuleFile(copy: LibraryCopy, path: string): Promise<LibraryFile | undefined> {
  const literal = path === "" ? undefined : await readLibraryFile(copy, path);
  if (literal) return literal;
  const entry = moduleEntry(copy, path);
  return entry === undefined ? undefined : readLibraryFile(copy, entry);
}

/**
 * The one address of a module for all CDNs and versions, so that a page that mixes them has the library once. It is
 * the plain file's unless it is no module, or something behind it imports a package by name, which browsers do not find.
 */
export async function moduleAddress(module: LibraryModule): Promise<string> {
  const { copy, file } = module;
  const isPlain = !module.isConverted && !(await reachesPackages(module));
  const mark = isPlain ? "" : `?${linkedMark}`;
  return `https://cdn.jsdelivr.net/npm/${copy.name}@${copy.version}/${file.path}${mark}`;
}

/** The text of a module in which every import is an address. */
export async function linkModule(module: LibraryModule, onDependency: OnDependency): Promise<string> {
  let text = module.text;
  // From the end, so that places before stay where they are.
  for (const item of module.imports.toReversed()) {
    const target = await followImport(module, item.specifier);
    if (!target) continue;
    onDependency(target.copy);
    const address = await moduleAddress(target);
    text =
      text.slice(0, item.start) + (item.quoted ? JSON.stringify(address) : address) + text.slice(item.end);
  }
  return text;
}

async function followImport(
  { copy, file }: Pick<LibraryModule, "copy" | "file">,
  specifier: string,
): Promise<LibraryModule | undefined> {
  if (/^\.{0,2}\//.test(specifier)) {
    const path = new URL(specifier, `file:///${file.path}`).pathname.slice(1);
    return readModule(copy, path);
  }
  const [, name, part = ""] = /^((?:@[^/]+\/)?[^/:]+)(?:\/(.+))?$/.exec(specifier) ?? [];
  const dependency = name === undefined ? undefined : await findDependency(copy, name);
  return dependency && readModule(dependency, part);
}

/** Whether a module, or any of its package's that it reaches, imports a package by name. */
async function reachesPackages(start: LibraryModule): Promise<boolean> {
  const seen = new Set([start.file.path]);
  const open = [start];
  for (let module = open.pop(); module; module = open.pop()) {
    for (const { specifier } of module.imports) {
      if (!/^(?:\.{0,2}\/|[\w+.-]+:)/.test(specifier)) return true;
      const next = await followImport(module, specifier);
      if (next?.isConverted) return true;
      if (!next || seen.has(next.file.path)) continue;
      seen.add(next.file.path);
      open.push(next);
    }
  }
  return false;
}
