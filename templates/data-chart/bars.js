// Bars that grow: horizontal ones with names beside them, or columns over short labels.
// Each chart gives back what to do when it has come so far, from 0 to 1.

const LONGEST_LABEL = 8;
const MOST_COLUMNS = 24;

function drawBars(chart, table, pen) {
  const [only] = table.series;
  const isOverTime = table.series.length === 1;
  const items = isOverTime
    ? table.labels.map((name, index) => ({ name, value: only.values[index] }))
    : table.series.map(({ name, values }) => ({ name, value: values.findLast((value) => value !== null) ?? null }));
  const there = items
    .filter(({ value }) => value !== null)
    .map((item, index) => ({ ...item, color: pen.color(isOverTime ? 0 : index, item.name) }));
  const isShort = there.length <= MOST_COLUMNS && there.every(({ name }) => name.length <= LONGEST_LABEL);
  if (isOverTime && isShort) return drawColumns(chart, there, pen);
  const sorted = isOverTime ? there : there.toSorted((a, b) => b.value - a.value);
  const shown = sorted.slice(0, pen.rows);
  const rows = makeRows(chart, shown, pen);
  const scale = rowScale(chart, shown, pen);
  return (part) => {
    rows.forEach((row, index) => {
      const own = growth(part, index / rows.length);
      placeRow(row, { at: index, value: shown[index].value * own, told: shown[index].value, scale, pen });
      row.element.style.opacity = Math.min(1, own * 6);
    });
  };
}

// Later bars begin later; each takes half of the time.
function growth(part, delay) {
  const own = Math.min(1, Math.max(0, (part - delay * 0.5) / 0.5));
  return 1 - (1 - own) ** 3;
}

function drawColumns(chart, items, pen) {
  const { width, height } = pen.box;
  const size = Math.max(pen.smallest, Math.min(34 * pen.u, (width / Math.max(1, items.length)) * 0.3));
  chart.style.setProperty("--size", `${size}px`);
  const line = size * 1.25;
  const [low, high] = domainOf(items.map(({ value }) => value));
  // Room for values above and below, and for labels under all.
  const top = line * 1.3;
  const bottom = height - line * (low < 0 ? 2.7 : 1.5);
  const y = (value) => bottom - ((value - low) / (high - low)) * (bottom - top);
  const pitch = width / Math.max(1, items.length);
  const gap = pen.labelGap(items.map(({ name }) => name), { size, pitch });
  const gapOf = (unit) => pen.labelGap(items.map(({ value }) => pen.write(value, unit)), { size, pitch });
  // Where values have no room with their unit, they may have it without.
  const unit = gapOf() > 1 ? "" : undefined;
  const valueGap = gapOf(unit);
  chart.append(pen.make("div", { className: "base", style: `top: ${y(0)}px` }));
  const columns = items.map(({ name, value, color }, index) => {
    const column = pen.make("div", { className: "column", style: `left: ${index * pitch}px; width: ${pitch}px; --color: ${color}` });
    const bar = pen.make("div", { className: "bar" });
    const number = pen.make("span", { className: "value", text: pen.write(value, unit) });
    number.hidden = (items.length - 1 - index) % valueGap !== 0;
    const label = pen.make("span", { className: "name", text: name });
    label.hidden = (items.length - 1 - index) % gap !== 0;
    label.style.top = `${height - line * 1.2}px`;
    column.append(bar, number, label);
    chart.append(column);
    return { bar, number, value };
  });
  return (part) => {
    columns.forEach(({ bar, number, value }, index) => {
      const now = value * growth(part, index / columns.length);
      const [above, below] = [y(Math.max(0, now)), y(Math.min(0, now))];
      bar.style.top = `${above}px`;
      bar.style.height = `${below - above}px`;
      number.style.transform = `translate(-50%, ${value < 0 ? below + line * 0.1 : above - line * 1.15}px)`;
      number.style.opacity = Math.min(1, growth(part, index / columns.length) * 3);
    });
  };
}

function domainOf(values) {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  return low === high ? [0, 1] : [low, high];
}

/* Rows, which racing bars have too */

function makeRows(chart, items, pen) {
  const pitch = pen.box.height / pen.rowCount(items.length);
  const size = Math.max(pen.smallest, Math.min(36 * pen.u, pitch * 0.42));
  chart.style.setProperty("--size", `${size}px`);
  const widest = Math.max(0, ...items.map(({ name }) => pen.width(name, size, 500)));
  pen.names = Math.min(pen.box.width * pen.nameShare, widest + 24 * pen.u);
  chart.style.setProperty("--names", `${pen.names}px`);
  pen.pitch = pitch;
  pen.size = size;
  return items.map(({ name, color }) => {
    const element = pen.make("div", { className: "row", style: `height: ${pitch}px; --color: ${color}` });
    const bar = pen.make("div", { className: "bar" });
    const value = pen.make("span", { className: "value" });
    element.append(pen.make("bdi", { className: "name", text: name }), bar, value);
    chart.append(element);
    return { element, bar, value };
  });
}

// Where zero is, and how many pixels there are for the lowest and the highest value.
function rowScale(chart, items, pen, values = items.map(({ value }) => value)) {
  const [low, high] = domainOf(values);
  const widest = Math.max(0, ...values.map((value) => pen.width(pen.write(value), pen.size, 700))) + 26 * pen.u;
  const space = pen.box.width - pen.names - widest * (low < 0 ? 2 : 1);
  const zero = pen.names + (low < 0 ? widest + (-low / (high - low)) * space : 0);
  if (!chart.querySelector(".axis")) chart.append(pen.make("div", { className: "axis", style: `left: ${zero}px` }));
  return { zero, perUnit: space / (high - low), space, low, high };
}

// `told` is what is written: a figure that grows with its bar would be a wrong one until it has come.
function placeRow({ element, bar, value: number }, { at, value, told = value, scale, pen }) {
  const length = Math.abs(value) * scale.perUnit;
  const isBelow = value < 0;
  element.style.transform = `translateY(${at * pen.pitch}px)`;
  bar.style.left = `${scale.zero - (isBelow ? length : 0)}px`;
  bar.style.width = `${length}px`;
  number.textContent = pen.write(told);
  const gap = 14 * pen.u;
  number.style.left = isBelow ? "auto" : `${scale.zero + length + gap}px`;
  number.style.right = isBelow ? `${pen.box.width - scale.zero + length + gap}px` : "auto";
}
