// Rows for the chart: from a CSV file of the project, or from the data itself.

const MOST_ROWS = 500;
const MOST_SERIES = 100;

// { labels: ["2024", …], series: [{ name, values: [12, null, …] }, …] }; a value that is missing is null.
async function readTable({ csv, labels, series }) {
  if (!csv) return tidy({ labels: labels ?? [], series: series ?? [] });
  // Only a file of the project: an address elsewhere would be another one's data.
  const address = new URL(csv, document.baseURI);
  if (address.origin !== location.origin) throw new Error(`The CSV file ${csv} is not in the project.`);
  const response = await fetch(address);
  if (!response.ok) throw new Error(`The CSV file ${csv} cannot be read.`);
  const [head = [], ...rows] = parseCsv(await response.text());
  return tidy({
    labels: rows.map(([label = ""]) => label),
    series: head.slice(1).map((name, index) => ({ name, values: rows.map((row) => readNumber(row[index + 1])) })),
  });
}

// RFC 4180, with a byte order mark or without, separated by commas, semicolons or tabs.
function parseCsv(text) {
  const body = text.replace(/^\uFEFF/, "");
  const firstLine = body.split(/\r?\n/, 1)[0];
  const separator = [",", ";", "\t"].toSorted((a, b) => firstLine.split(b).length - firstLine.split(a).length)[0];
  const rows = [];
  let row = [];
  let cell = "";
  let quoted = false;
  const endRow = () => {
    row.push(cell.trim());
    if (row.some((one) => one !== "")) rows.push(row);
    [row, cell] = [[], ""];
  };
  for (let index = 0; index < body.length; index += 1) {
    const character = body[index];
    if (quoted && character === '"' && body[index + 1] === '"') {
      cell += '"';
      index += 1;
    } else if (character === '"' && (quoted || cell.trim() === "")) quoted = !quoted;
    else if (quoted) cell += character;
    else if (character === separator) {
      row.push(cell.trim());
      cell = "";
    } else if (character === "\n") endRow();
    else if (character !== "\r") cell += character;
  }
  endRow();
  return rows;
}

// 1,234.5 and 1.234,5 and 1 234 and 12 % and $12; null for what is no number.
function readNumber(text = "") {
  const bare = text.replace("−", "-").replace(/(\d)[\s'’](?=\d{3})/g, "$1");
  const found = /[+-]?[\d.,]*\d(?:e[+-]?\d+)?/i.exec(bare)?.[0] ?? "";
  // -$12 has its sign before the currency.
  const sign = /^\s*-[^\d.,]+\d/.test(bare) ? -1 : 1;
  const isGrouped = /^[+-]?\d{1,3}(,\d{3})+$/.test(found);
  const decimal = found.lastIndexOf(",") > found.lastIndexOf(".") && !isGrouped ? "," : ".";
  const number = Number(found.replaceAll(decimal === "," ? "." : ",", "").replace(",", "."));
  return found !== "" && Number.isFinite(number) ? sign * number : null;
}

// As many values as labels, and names for all.
function tidy({ labels, series }) {
  const few = series.slice(0, MOST_SERIES);
  const rows = Math.min(MOST_ROWS, Math.max(labels.length, ...few.map(({ values }) => values.length), 0));
  return {
    labels: Array.from({ length: rows }, (_, index) => labels[index] ?? `${index + 1}`),
    series: few.map(({ name, values }, index) => ({
      name: name || `${index + 1}`,
      values: Array.from({ length: rows }, (_, row) => values[row] ?? null),
    })),
  };
}
