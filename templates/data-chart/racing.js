// Bars that race: between two labels values and places pass over into each other.

function drawRacing(chart, table, pen) {
  const last = table.labels.length - 1;
  const count = pen.rows;
  const items = table.series.map(({ name, values }, index) => ({ name, values, color: pen.color(index, name) }));
  const rows = makeRows(chart, items, pen);
  const places = table.labels.map((_, label) => placesAt(items, label));
  const all = items.flatMap(({ values }) => values.filter((value) => value !== null));
  const scale = rowScale(chart, items, pen, all);
  const moment = document.querySelector(".moment");
  return (part) => {
    const position = part * last;
    const from = Math.min(Math.floor(position), Math.max(0, last - 1));
    const to = Math.min(from + 1, last);
    const rest = position - from;
    // Rows change places quickly, in the middle between two labels.
    const swap = Math.min(1, Math.max(0, (rest - 0.25) / 0.5));
    const eased = swap * swap * (3 - 2 * swap);
    moment.textContent = table.labels[Math.round(position)] ?? "";
    const now = items.map(({ values }) => {
      const [a, b] = [values[from] ?? 0, values[to] ?? 0];
      return a + (b - a) * rest;
    });
    // Who leads fills the width, as far as nobody is below zero.
    const lead = Math.max(...now, 0) || 1;
    const own = scale.low < 0 ? scale : { ...scale, perUnit: scale.space / lead };
    rows.forEach((row, index) => {
      const at = places[from][index] + (places[to][index] - places[from][index]) * eased;
      placeRow(row, { at, value: now[index], scale: own, pen });
      const isPassed = places[to][index] > places[from][index];
      const stepBack = isPassed ? 1 - 0.8 * Math.sin(swap * Math.PI) : 1;
      row.element.style.opacity = Math.min(1, Math.max(0, count - at)) * stepBack;
      row.element.style.zIndex = isPassed ? 0 : 1;
      row.element.style.visibility = at >= count ? "hidden" : "visible";
    });
  };
}

// The place of each series at a label; what has no value comes last.
function placesAt(items, label) {
  const value = (index) => items[index].values[label] ?? -Infinity;
  const order = items.map((_, index) => index).toSorted((a, b) => value(b) - value(a) || a - b);
  return items.map((_, index) => order.indexOf(index));
}
