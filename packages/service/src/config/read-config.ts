import { readFile, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { RenderError, type SourceLocation } from "@hyperframes-engine/errors";
import { isNode, LineCounter, parseDocument, type Document } from "yaml";
import { serviceConfig, type ServiceConfig } from "./service-config.ts";

const MOST_BYTES = 2 ** 20;

/** The settings where there is no file. */
export function defaultConfig(): ServiceConfig {
  return serviceConfig.parse({});
}

/**
 * Reads a file of settings. Its relative folders start from where it lies.
 *
 * @throws {RenderError} `invalid-option` that names file, line and column of everything that does not fit.
 */
export async function readConfig(file: string): Promise<ServiceConfig> {
  const lines = new LineCounter();
  const document = parseDocument(await readText(file), { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): SourceLocation => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const [broken] = document.errors;
  if (broken) throw faultsOf([{ location: at(broken.pos[0]), message: broken.message }]);
  const parsed = serviceConfig.safeParse(document.toJS({ maxAliasCount: 10 }) ?? {});
  if (parsed.success) {
    const { templates } = parsed.data;
    return { ...parsed.data, templates: templates.map((folder) => resolve(dirname(file), folder)) };
  }
  throw faultsOf(
    parsed.error.issues.map((issue) => {
      const path = issue.code === "unrecognized_keys" ? [...issue.path, issue.keys[0] ?? ""] : issue.path;
      const name = path.map(String).join(".");
      return { location: at(offsetOf(document, path)), message: `${name || "The file"}: ${issue.message}` };
    }),
  );
}

async function readText(file: string): Promise<string> {
  const info = await stat(file).catch(() => null);
  if (!info?.isFile()) throw new RenderError("invalid-option", `There is no file of settings at ${file}.`);
  if (info.size > MOST_BYTES)
    throw new RenderError("invalid-option", `${file} has more than ${MOST_BYTES} bytes.`);
  return readFile(file, "utf8");
}

interface Fault {
  readonly location: SourceLocation;
  readonly message: string;
}

function faultsOf(faults: readonly Fault[]): RenderError {
  const lines = faults.map(
    ({ location: { file, line, column }, message }) => `${file}:${line}:${column}: ${message}`,
  );
  return new RenderError("invalid-option", lines.join("\n"), { location: faults[0]?.location ?? null });
}

/** Where a value stands, or the innermost around it that is there. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
