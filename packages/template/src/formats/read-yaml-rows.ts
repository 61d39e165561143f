import { LineCounter } from "yaml";
import type { DataPlace } from "../data/check-data.ts";
import type { DataRow, RowSource } from "../rows/data-row.ts";
import { DataError } from "../template-error.ts";
import { parseYaml, type ParsedRow, type ValuePlace } from "./parse-yaml.ts";
import { readInThread } from "./read-in-thread.ts";

/** YAML is read whole, as its later parts may refer to earlier ones. */
const LARGEST_FILE = 2_000_000;
/** In characters. More takes so long, up to 10 s a megabyte, that Ctrl-C must be heard meanwhile; a thread takes 0.05 s to start. */
const LARGEST_HERE = 50_000;

/**
 * Reads a YAML list, an object, or several documents.
 *
 * @throws {DataError} if it is too large or wrong.
 */
export async function* readYamlRows({ file, chunks, signal }: RowSource): AsyncGenerator<DataRow> {
  let text = "";
  for await (const chunk of chunks) {
    text += chunk;
    if (text.length > LARGEST_FILE) {
      throw new DataError(
        `${file} is larger than ${LARGEST_FILE} characters: write JSON lines or CSV instead.`,
      );
    }
  }
  const given = { text, file };
  const isLarge = text.length > LARGEST_HERE;
  const rows = isLarge
    ? await readInThread<ParsedRow[]>("yaml-thread", given, signal)
    : parseYaml(text, file);
  const lines = linesOf(text);
  let number = 0;
  for (const { data, place } of rows) {
    number += 1;
    const locate: DataRow["locate"] = (path) => locateValue(place, path, { file, lines });
    yield { number, line: locate([])?.line ?? 1, data, error: null, locate };
  }
}

interface PlacedText {
  readonly file: string;
  readonly lines: LineCounter;
}

function locateValue(place: ValuePlace, path: readonly string[], text: PlacedText): DataPlace | null {
  const [name, ...rest] = path;
  const inner = name !== undefined && Object.hasOwn(place.inner, name) ? place.inner[name] : undefined;
  const within = inner && locateValue(inner, rest, text);
  if (within) return within;
  if (place.offset === null) return null;
  const { line, col } = text.lines.linePos(place.offset);
  return { file: text.file, line, column: col };
}

function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (const { index } of text.matchAll(/\n/g)) lines.addNewLine(index + 1);
  return lines;
}
