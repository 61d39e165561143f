import { readPlacedJson } from "../data/placed-json.ts";
import { LARGEST_ROW, type DataRow, type RowSource } from "../rows/data-row.ts";
import { DataError, TemplateError } from "../template-error.ts";

interface RowText {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Reads a JSON list one item at a time, or one object as the only row.
 *
 * @throws {DataError} if there is no list, or it does not end.
 */
export async function* readJsonRows(source: RowSource): AsyncGenerator<DataRow> {
  let number = 0;
  for await (const text of splitItems(source)) {
    number += 1;
    yield rowOf(text, { file: source.file, number });
  }
}

/** Reads one JSON value a line; empty lines are skipped. */
export async function* readJsonLines({ file, chunks }: RowSource): AsyncGenerator<DataRow> {
  let rest = "";
  let line = 0;
  let number = 0;
  const row = (text: string): DataRow | null => {
    line += 1;
    if (text.trim() === "") return null;
    number += 1;
    return rowOf({ text, line, column: 1 }, { file, number });
  };
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > LARGEST_ROW) throw tooLarge(file, line + 1);
    for (const text of lines) {
      const found = row(text);
      if (found) yield found;
    }
  }
  const last = row(rest);
  if (last) yield last;
}

function rowOf(
  { text, line, column }: RowText,
  { file, number }: { readonly file: string; readonly number: number },
): DataRow {
  // Without line breaks in front, places in a row would be those in its own text.
  const placed = (location: {
    line: number;
    column: number;
  }): { file: string; line: number; column: number } => ({
    file,
    line: location.line + line - 1,
    column: location.line === 1 ? location.column + column - 1 : location.column,
  });
  const start = { file, line, column };
  try {
    const json = readPlacedJson(file, text.replace(/^\uFEFF/, ""));
    return { number, line, data: json.value, error: null, locate: (path) => placed(json.locate(path)) };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const [problem] = error.problems;
    const place = problem?.location ? placed(problem.location) : start;
    const fault = new DataError(
      `${file}:${place.line}:${place.column}: ${problem?.message ?? error.message}`,
      error,
    );
    return { number, line, data: null, error: fault, locate: () => start };
  }
}

/** The texts of a list's items. Strings and brackets are all that must be known for that. */
class ItemSplitter {
  readonly #file: string;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #isList: boolean | null = null;
  #item = "";
  #start = { line: 1, column: 1 };
  #line = 1;
  #column = 1;

  constructor(file: string) {
    this.#file = file;
  }

  /** Takes one character; gives an item when it has ended. */
  take(character: string): RowText | null {
    const ended = this.#step(character);
    this.#column += 1;
    if (character === "\n") {
      this.#line += 1;
      this.#column = 1;
    }
    if (this.#item.length > LARGEST_ROW) throw tooLarge(this.#file, this.#start.line);
    return ended;
  }

  /** The only row, if there was no list. */
  finish(): RowText | null {
    if (this.#isList === null) throw new DataError(`${this.#file}: there is no data in it.`);
    if (this.#depth > 0)
      throw new DataError(`${this.#file}:${this.#line}: the file ends in the middle of a row.`);
    return this.#end();
  }

  #step(character: string): RowText | null {
    if (this.#inString) {
      this.#inText(character);
      return null;
    }
    const isSpace = character.trim() === "" || character === "\uFEFF";
    if (isSpace && this.#item === "") return null;
    if (this.#isList === null) {
      this.#isList = character === "[";
      if (!this.#isList) return this.#inItem(character);
      this.#depth = 1;
      return null;
    }
    if (this.#isList && this.#depth === 0) throw this.#fault("something stands after the list");
    const closes = character === "]" || character === "}";
    const endsItem = this.#isList && this.#depth === 1 && (character === "," || closes);
    if (!endsItem) return this.#inItem(character);
    if (closes) this.#depth = 0;
    return this.#end();
  }

  #inText(character: string): void {
    this.#item += character;
    if (this.#escaped) this.#escaped = false;
    else if (character === "\\") this.#escaped = true;
    else if (character === '"') this.#inString = false;
  }

  #inItem(character: string): null {
    if (this.#item === "") this.#start = { line: this.#line, column: this.#column };
    this.#item += character;
    if (character === '"') this.#inString = true;
    if (character === "[" || character === "{") this.#depth += 1;
    if (character === "]" || character === "}") this.#depth -= 1;
    if (this.#depth < 0) throw this.#fault("a bracket is closed that is not open");
    return null;
  }

  #fault(message: string): DataError {
    return new DataError(`${this.#file}:${this.#line}:${this.#column}: ${message}.`);
  }

  #end(): RowText | null {
    const text = this.#item.trimEnd();
    this.#item = "";
    return text === "" ? null : { text, ...this.#start };
  }
}

async function* splitItems({ file, chunks }: RowSource): AsyncGenerator<RowText> {
  const splitter = new ItemSplitter(file);
  for await (const chunk of chunks) {
    for (const character of chunk.split("")) {
      const item = splitter.take(character);
      if (item) yield item;
    }
  }
  const last = splitter.finish();
  if (last) yield last;
}

function tooLarge(file: string, line: number): DataError {
  return new DataError(`${file}:${line}: a row has more than ${LARGEST_ROW} characters.`);
}
