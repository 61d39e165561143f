import type { Sheet } from "hucre/xlsx";
import { DataError } from "../template-error.ts";
import { checkArchive } from "./check-archive.ts";

/** Which sheet of which workbook. */
interface SheetRequest {
  readonly bytes: Uint8Array;
  /** For messages. */
  readonly file: string;
  /** A name or a number, counted from 1; `null` for the first. */
  readonly wanted: string | null;
}

/** Bytes of a workbook's parts once they are unpacked, all together. */
const LARGEST_CONTENT = 200_000_000;

/**
 * Reads a sheet of an Excel workbook. Gives plain data, which threads can hand over.
 *
 * @throws {DataError} if it is no workbook, is too large, or has no such sheet.
 */
export async function readSheet({ bytes, file, wanted }: SheetRequest): Promise<Sheet> {
  checkArchive(Buffer.from(bytes), { file, largest: LARGEST_CONTENT });
  // It takes a while to load.
  const { readXlsx } = await import("hucre/xlsx");
  const names: string[] = [];
  try {
    const { sheets } = await readXlsx(bytes, {
      readStyles: true,
      sheets: (info) => {
        names.push(info.name);
        return isWanted(info.name, names.length, wanted);
      },
    });
    const exact = sheets.find(({ name }) => name === wanted) ?? sheets[0];
    if (exact) return exact;
  } catch (error) {
    throw new DataError(
      `${file} cannot be read as a workbook: ${error instanceof Error ? error.message : String(error)}`,
      error,
    );
  }
  const asked =
    wanted === null ? "no sheet" : `no sheet ${wanted}: \`dataSheet\` takes ${names.join(", ")}, or a number`;
  throw new DataError(`${file} has ${asked}.`);
}

function isWanted(name: string, number: number, wanted: string | null): boolean {
  if (wanted === null) return number === 1;
  return name === wanted || name.toLowerCase() === wanted.trim().toLowerCase() || String(number) === wanted;
}
