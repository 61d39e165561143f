/** What can stand between cells, the likeliest first where a file does not tell them apart. */
const delimiters: readonly string[] = ["\t", ";", "|", ","];
/** Stands in no text: the lines of a file with one column are its cells. */
const NONE = "\u001F";
/** Lines that are looked at. */
const MOST_RECORDS = 100;

/** What was found out of how cells are separated. */
interface FoundDelimiter {
  readonly delimiter: string;
  /** Characters at the beginning that say so, and are no row. */
  readonly skip: number;
}

/**
 * Finds out what separates the cells of a text. Excel's `sep=;` in the first line says so; else it is what the line of names has most
 * of that are known, and what the most lines have as often as that. A line of names without any separator has one column.
 *
 * @param head how the text begins: whole lines, unless it ends within the first.
 * @param isKnown whether a column's name is one that is asked for.
 */
export function sniffDelimiter(head: string, isKnown: (name: string) => boolean): FoundDelimiter {
  const said = /^\uFEFF?sep=(.)\r?(?:\n|$)/i.exec(head);
  if (said) return { delimiter: said[1] ?? ",", skip: said[0].length };
  const records = readRecords(head);
  const ranked = delimiters
    .map((delimiter) => ({ delimiter, ...judge(records, delimiter, isKnown) }))
    .filter(({ columns }) => columns > 1)
    .toSorted((a, b) => b.known - a.known || b.alike - a.alike || b.columns - a.columns);
  return { delimiter: ranked[0]?.delimiter ?? NONE, skip: 0 };
}

/** A line of cells, cut at every character that could separate them. */
type SniffedRecord = ReadonlyArray<{ readonly text: string; readonly end: string }>;

function judge(
  records: readonly SniffedRecord[],
  delimiter: string,
  isKnown: (name: string) => boolean,
): { readonly columns: number; readonly known: number; readonly alike: number } {
  const [names, ...rows] = records;
  const columns = widthOf(names ?? [], delimiter);
  const known = cellsOf(names ?? [], delimiter).filter(isKnown).length;
  const alike = rows.filter((row) => widthOf(row, delimiter) === columns).length;
  return { columns, known, alike };
}

function widthOf(record: SniffedRecord, delimiter: string): number {
  return record.filter(({ end }) => end === delimiter).length + 1;
}

function cellsOf(record: SniffedRecord, delimiter: string): string[] {
  const cells = [""];
  for (const { text, end } of record) {
    cells.push(`${cells.pop() ?? ""}${text}`);
    if (end === delimiter) cells.push("");
    else cells.push(`${cells.pop() ?? ""}${end}`);
  }
  return cells.map((cell) => cell.trim());
}

/** Quotes count where a cell begins, whichever of the characters separates them. */
function readRecords(head: string): SniffedRecord[] {
  const records: SniffedRecord[] = [];
  const pattern = /(?:"((?:[^"]|"")*)(?:"|$))?([^\t;|,\r\n]*)([\t;|,]|\r\n?|\n|$)/gy;
  let record: Array<{ text: string; end: string }> = [];
  for (const { 0: all, 1: quoted, 2: plain, 3: end = "" } of head.matchAll(pattern)) {
    const isLast = all === "";
    if (!isLast) record.push({ text: `${quoted ?? ""}${plain ?? ""}`, end });
    if (!isLast && delimiters.includes(end)) continue;
    // Empty lines are no rows.
    if (record.some(({ text, end: by }) => text !== "" || delimiters.includes(by))) records.push(record);
    record = [];
    if (isLast || records.length >= MOST_RECORDS) break;
  }
  return records;
}
