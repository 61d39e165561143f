type Fields = Readonly<Record<string, unknown>>;

/** Columns of a table; more would not fit a line. */
const mostColumns = 6;
const widestCell = 48;

/** An answer of HeyGen's for people: a table for a list, names and values for one thing. */
export function formatAnswer(answer: unknown): string {
  const { data, next_token: next } = isFields(answer) ? answer : {};
  const content = data ?? answer;
  if (!Array.isArray(content)) return pairs(content);
  const more = typeof next === "string" && next !== "" ? `More: --token ${plain(next)}\n` : "";
  return table(content) + more;
}

function table(items: readonly unknown[]): string {
  if (items.length === 0) return "Nothing.\n";
  if (!items.every(isFields)) return items.map((item) => `${plain(item)}\n`).join("");
  const columns = columnsOf(items);
  const rows = [columns, ...items.map((item) => columns.map((name) => cut(shown(name, item[name] ?? ""))))];
  const widths = columns.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, at) => cell.padEnd(widths[at] ?? 0))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
}

/** What tells things apart stands first; addresses are long and left to the view of one thing. */
function columnsOf(items: readonly Fields[]): string[] {
  const names = [...new Set(items.flatMap((item) => Object.keys(item)))];
  const short = names.filter(
    (name) =>
      !name.endsWith("url") && items.some((item) => item[name] !== null && typeof item[name] !== "object"),
  );
  const first = [/^id$|_id$/, /^(name|title|status)$/, /./];
  const rank = (name: string): number => first.findIndex((pattern) => pattern.test(name));
  return short.toSorted((one, other) => rank(one) - rank(other)).slice(0, mostColumns);
}

function pairs(value: unknown): string {
  if (!isFields(value)) return `${plain(value)}\n`;
  const lines = flat(value);
  const width = Math.max(0, ...lines.map(([name]) => name.length));
  return lines.map(([name, text]) => `${name.padEnd(width)}  ${text}\n`).join("");
}

function flat(fields: Fields, before = ""): Array<[string, string]> {
  return Object.entries(fields).flatMap(([name, value]) => {
    const whole = `${before}${plain(name)}`;
    if (value === null || value === undefined) return [];
    return isFields(value) ? flat(value, `${whole}.`) : [[whole, shown(name, value)]];
  });
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Times come in seconds since 1970. */
function shown(name: string, value: unknown): string {
  const isTime = name.endsWith("_at") && typeof value === "number" && value > 0 && value < 1e11;
  return isTime ? new Date(value * 1000).toISOString().slice(0, 19).replace("T", " ") : plain(value);
}

/** One line, without what could steer a terminal. */
function plain(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ");
}

function cut(text: string): string {
  return text.length > widestCell ? `${text.slice(0, widestCell - 1)}…` : text;
}
