import { posix } from "node:path";
import { heygenOrder, packageOrder, pageFolder, rendererOrder, typesForAll } from "./folder-order.ts";
import { importsOf } from "./imports.ts";
import type { Import } from "./imports.ts";
import type { Fault, SourceFile } from "./source-file.ts";

const rendererSource = "packages/renderer/src";
const commandPackage = "hyperframes";
const packageName = /^@hyperframes-engine\/([^/]+)/;
const orderFile = "tools/house-rules/folder-order.ts";
const orders: Readonly<Record<string, readonly string[]>> = { renderer: rendererOrder, heygen: heygenOrder };

/** Imports go down the list in `folder-order.ts`, and from package to package by name. */
export function importsRunDown(files: readonly SourceFile[]): Fault[] {
  return files
    .filter((file) => file.source)
    .flatMap((file) => misplaced(file) ?? importsOf(file).flatMap((item) => wrongImport(file, item)));
}

function misplaced(file: SourceFile): Fault[] | undefined {
  const name = file.source?.package ?? "";
  if (!packageOrder.includes(name)) return [file.fault(0, `${name} has no place in ${orderFile}`)];
  const part = file.source?.path.split("/")[0];
  const order = orders[name];
  if (part === undefined || !order || order.includes(part)) return undefined;
  return [file.fault(0, `${part} has no place in ${orderFile}`)];
}

function wrongImport(file: SourceFile, item: Import): Fault[] {
  const reason = item.specifier.startsWith(".") ? wrongFile(file, item) : wrongPackage(file, item);
  return reason === undefined ? [] : [file.fault(item.offset, reason)];
}

function wrongPackage(file: SourceFile, { specifier }: Import): string | undefined {
  if (specifier === commandPackage) return "nothing imports the command line";
  const [from = "", to] = [file.source?.package, packageName.exec(specifier)?.[1]];
  if (to !== undefined && packageOrder.indexOf(to) >= packageOrder.indexOf(from)) {
    return `${from} may not import ${to}`;
  }
  const inPage = rendererPart(file.path) === pageFolder;
  return inPage && specifier.startsWith("node:")
    ? `${pageFolder} runs in a browser, without ${specifier}`
    : undefined;
}

function wrongFile(file: SourceFile, { specifier, typeOnly }: Import): string | undefined {
  const target = posix.join(posix.dirname(file.path), specifier);
  if (!target.startsWith(`packages/${file.source?.package}/src/`)) {
    return `${specifier} is outside of this package: import packages by name`;
  }
  const order = orders[file.source?.package ?? ""];
  const [from = "", to = ""] = [file.path.split("/")[3], target.split("/")[3]];
  if (!order || from === to) return undefined;
  if (from === pageFolder) return `${pageFolder} imports only itself`;
  if (typeOnly && typesForAll.includes(to)) return undefined;
  return order.indexOf(to) < order.indexOf(from) ? undefined : `${from} may not import ${to}`;
}

function rendererPart(path: string): string | undefined {
  return path.startsWith(`${rendererSource}/`) ? path.split("/")[3] : undefined;
}
