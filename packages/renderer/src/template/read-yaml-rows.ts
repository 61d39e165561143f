import { isSeq, LineCounter, parseAllDocuments, type Document } from "yaml";
import { checkDocument } from "./check-document.ts";
import type { DataRow, RowSource } from "./data-row.ts";
import { DataError } from "./template-error.ts";

/** YAML is read whole, as its later parts may refer to earlier ones. */
const LARGEST_FILE = 2_000_000;

/**
 * Reads a YAML list, an object, or several documents.
 *
 * @throws {DataError} if it is too large or wrong.
 */
export async function* readYamlRows({ file, chunks }: RowSource): AsyncGenerator<DataRow> {
  let text = "";
  for await (const chunk of chunks) {
    text += chunk;
    if (text.length > LARGEST_FILE) {
      throw new DataError(
        `${file} is larger than ${LARGEST_FILE} characters: write JSON lines or CSV instead.`,
      );
    }
  }
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  let number = 0;
  for (const document of Array.isArray(documents) ? documents : []) {
    const [fault] = document.errors;
    if (fault) {
      const { line, col } = lines.linePos(fault.pos[0]);
      throw new DataError(`${file}:${line}:${col}: this is not YAML: ${fault.message}`, fault);
    }
    checkDocument(document, { file, lines });
    const rows = rowsOf(document, file);
    for (const { data, path } of rows) {
      number += 1;
      const locate: DataRow["locate"] = (inner) =>
        placeOf(document, { file, lines, path: [...path, ...inner] });
      yield { number, line: locate([])?.line ?? 1, data, error: null, locate };
    }
  }
}

function rowsOf(
  document: Document,
  file: string,
): Array<{ readonly data: unknown; readonly path: readonly string[] }> {
  let value: unknown;
  try {
    // They were counted.
    value = document.toJS({ maxAliasCount: -1 });
  } catch (error) {
    throw new DataError(`${file}: ${String(error)}`, error);
  }
  if (!isSeq(document.contents) || !Array.isArray(value)) return [{ data: value, path: [] }];
  return value.map((data: unknown, index) => ({ data, path: [String(index)] }));
}

function placeOf(
  document: Document,
  {
    file,
    lines,
    path,
  }: { readonly file: string; readonly lines: LineCounter; readonly path: readonly string[] },
): ReturnType<DataRow["locate"]> {
  for (let length = path.length; length >= 0; length -= 1) {
    const names = path.slice(0, length).map((part) => (/^\d+$/.test(part) ? Number(part) : part));
    const node: unknown = length === 0 ? document.contents : document.getIn(names, true);
    const range = typeof node === "object" && node !== null && "range" in node ? node.range : null;
    if (Array.isArray(range)) {
      const { line, col } = lines.linePos(Number(range[0]));
      return { file, line, column: col };
    }
  }
  return null;
}
