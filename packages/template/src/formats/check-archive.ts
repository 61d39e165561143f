import { DataError } from "../template-error.ts";

const END_OF_DIRECTORY = 0x06054b50;
const ENTRY = 0x02014b50;
/** The longest comment that may follow the directory, and the directory's own end. */
const LONGEST_END = 65_557;

/**
 * Makes sure that a ZIP archive is not larger, unpacked, than its reader can bear. The reader itself keeps to the size that each part
 * is said to have: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 *
 * @param request how it is called in messages, and the bytes that all parts may have together.
 * @throws {DataError} if it is larger, or no archive.
 */
export function checkArchive(
  bytes: Buffer,
  { file, largest }: { readonly file: string; readonly largest: number },
): void {
  let size = 0;
  for (const { packed, unpacked } of entriesOf(bytes, file)) {
    // A part that claims to be empty, and is not, would be read without any limit.
    if (unpacked === 0 && packed > 2) throw noWorkbook(file);
    size += unpacked;
    if (size > largest) {
      throw new DataError(
        `${file}: its parts have more than ${largest} bytes when unpacked: save it as CSV.`,
      );
    }
  }
}

function* entriesOf(bytes: Buffer, file: string): Generator<{ packed: number; unpacked: number }> {
  const end = bytes.lastIndexOf(Buffer.from("PK\u0005\u0006"));
  if (end < bytes.length - LONGEST_END || end < 0 || end + 22 > bytes.length) throw noWorkbook(file);
  if (bytes.readUInt32LE(end) !== END_OF_DIRECTORY) throw noWorkbook(file);
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== ENTRY) throw noWorkbook(file);
    yield { packed: bytes.readUInt32LE(at + 20), unpacked: bytes.readUInt32LE(at + 24) };
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
}

function noWorkbook(file: string): DataError {
  return new DataError(
    `${file} is no workbook of Excel (.xlsx), or is damaged: save it anew as .xlsx or CSV.`,
  );
}
