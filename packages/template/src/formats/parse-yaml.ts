import { isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type Document } from "yaml";
import { DataError } from "../template-error.ts";
import { checkDocument } from "./check-document.ts";

/** Where a value begins in its text, and the values in it, by their names. */
export interface ValuePlace {
  readonly offset: number | null;
  readonly inner: Readonly<Record<string, ValuePlace>>;
}

/** One of several values of a text. */
export interface ParsedRow {
  readonly data: unknown;
  readonly place: ValuePlace;
}

/**
 * Reads the rows of a YAML list, an object, or several documents. Gives plain data, which threads can hand over.
 *
 * @throws {DataError} if it is wrong.
 */
export function parseYaml(text: string, file: string): ParsedRow[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  return (Array.isArray(documents) ? documents : []).flatMap((document) => {
    const [fault] = document.errors;
    if (fault) {
      const { line, col } = lines.linePos(fault.pos[0]);
      throw new DataError(`${file}:${line}:${col}: this is not YAML: ${fault.message}`, fault);
    }
    checkDocument(document, { file, lines });
    return rowsOf(document, file);
  });
}

function rowsOf(document: Document, file: string): ParsedRow[] {
  let value: unknown;
  try {
    // They were counted.
    value = document.toJS({ maxAliasCount: -1 });
  } catch (error) {
    throw new DataError(`${file}: ${String(error)}`, error);
  }
  const place = placeOf(document.contents);
  if (!isSeq(document.contents) || !Array.isArray(value)) return [{ data: value, place }];
  return value.map((data: unknown, index) => ({ data, place: place.inner[index] ?? place }));
}

/** What an alias stands for is told by the place of the alias. */
function placeOf(node: unknown): ValuePlace {
  const range = typeof node === "object" && node !== null && "range" in node ? node.range : null;
  return { offset: Array.isArray(range) ? Number(range[0]) : null, inner: Object.fromEntries(innerOf(node)) };
}

function innerOf(node: unknown): Array<[string, ValuePlace]> {
  if (isAlias(node)) return [];
  if (isSeq(node)) return node.items.map((item, index) => [String(index), placeOf(item)]);
  if (!isMap(node)) return [];
  return node.items.map(({ key, value }) => [String(isScalar(key) ? key.value : key), placeOf(value)]);
}
