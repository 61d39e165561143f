import { resolve } from "node:path";
import { addAbortSignal } from "node:stream";
import { OptionError } from "@hyperframes-engine/errors";
import { asSchema } from "../data/schema.ts";
import { DataError } from "../template-error.ts";
import type { Template } from "../template.ts";
import { readMappings, type ColumnMapping, type DataOptions } from "./data-options.ts";
import type { RowReading } from "./data-row.ts";
import { FieldNames } from "./field-names.ts";
import { openInput } from "./open-input.ts";

/** Nobody gives so many columns their fields by hand. */
const LARGEST_MAP = 1_000_000;

/** What data is read for, and where relative paths start from. */
interface ReadingRequest extends DataOptions {
  readonly workingFolder: string;
  /** Ends waiting for a file that is a pipe. */
  readonly signal: AbortSignal | null;
}

/**
 * Completes how rows become a template's fields.
 *
 * @param notice told what the user should know.
 * @throws {OptionError} if an option names a field that is not there.
 * @throws {DataError} if the file of names cannot be read.
 */
export async function resolveReading(
  template: Template,
  request: ReadingRequest,
  notice: RowReading["notice"],
): Promise<RowReading> {
  const { map, mapFile, set, dataSheet, dataEncoding, workingFolder, signal } = request;
  const inFile = mapFile === null ? [] : await readMapFile(resolve(workingFolder, mapFile), signal);
  const given = new Set(map.map(({ field }) => field));
  const mappings = [...inFile.filter(({ field }) => field === null || !given.has(field)), ...map];
  const plain = FieldNames.of(template, []);
  const checked = mappings.map(({ field, column }) => ({
    field: field === null ? null : plain.require("map", field),
    column,
  }));
  const values = Object.entries(set).map(([field, value]) => [plain.require("set", field), value] as const);
  return {
    fields: FieldNames.of(template, checked),
    set: Object.fromEntries(values),
    ...{ sheet: dataSheet, encoding: dataEncoding, notice },
  };
}

/** JSON is YAML too. */
async function readMapFile(file: string, signal: AbortSignal | null): Promise<readonly ColumnMapping[]> {
  const { parse, YAMLError } = await import("yaml");
  const { stream } = await openInput(file, file);
  if (signal) addAbortSignal(signal, stream);
  let text = "";
  for await (const part of stream.setEncoding("utf8")) {
    text += String(part);
    if (text.length > LARGEST_MAP) throw new DataError(`${file} has more than ${LARGEST_MAP} characters.`);
  }
  try {
    const names = asSchema(parse(text, { maxAliasCount: 0 }));
    if (!names) throw new OptionError("mapFile", "a file with an object: the columns of fields", file);
    return Object.entries(names).flatMap(([field, columns]) =>
      [columns].flat().flatMap((column) => readMappings({ [field]: column })),
    );
  } catch (error) {
    if (!(error instanceof YAMLError)) throw error;
    const [place] = error.linePos ?? [];
    throw new DataError(
      `${file}:${place?.line ?? 1}:${place?.col ?? 1}: this is neither JSON nor YAML.`,
      error,
    );
  }
}
