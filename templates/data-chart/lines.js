// Lines that draw themselves from left to right, with their names at their ends.

function drawLines(chart, table, pen) {
  const size = Math.max(pen.smallest, 29 * pen.u);
  chart.style.setProperty("--size", `${size}px`);
  const { width, height } = pen.box;
  const last = table.labels.length - 1;
  const items = table.series
    .map(({ name, values }, index) => ({ name, values, color: pen.color(index, name) }))
    .filter(({ values }) => values.some((value) => value !== null))
    .slice(0, pen.rows);
  const all = items.flatMap(({ values }) => values.filter((value) => value !== null));
  if (all.length === 0) return () => {};

  const ticks = niceTicks(Math.min(...all), Math.max(...all));
  const left = Math.max(...ticks.map((tick) => pen.width(pen.write(tick), size, 400))) + 22 * pen.u;
  const ends = items.map(({ name, values }) => ({ name, value: values.findLast((value) => value !== null) }));
  const wanted = Math.max(...ends.map(({ name, value }) => pen.width(`${name}  ${pen.write(value)}`, size, 700)));
  const right = width - Math.min(wanted + 44 * pen.u, width * 0.42);
  const [top, bottom] = [size * 0.7, height - size * 2];
  const [low, high] = [ticks[0], ticks.at(-1)];
  const x = (index) => left + (last > 0 ? index / last : 1) * (right - left);
  const y = (value) => bottom - ((value - low) / (high - low)) * (bottom - top);

  const svg = pen.draw("svg", {});
  const swept = pen.draw("rect", { x: 0, y: -200, width: 0, height: height + 400 });
  const clip = pen.draw("clipPath", { id: "swept" });
  clip.append(swept);
  svg.append(clip);
  for (const tick of ticks) {
    svg.append(pen.draw("line", { class: tick === 0 ? "grid zero" : "grid", x1: left, x2: right, y1: y(tick), y2: y(tick) }));
    chart.append(pen.make("span", { className: "tick", text: pen.write(tick), style: `right: ${width - left + 18 * pen.u}px; top: ${y(tick) - size * 0.625}px` }));
  }
  for (const item of items.toReversed()) {
    svg.append(pen.draw("path", { class: "line", d: pathOf(item.values, x, y), style: `--color: ${item.color}`, "clip-path": "url(#swept)" }));
  }
  const dots = items.map(({ color }) => pen.draw("circle", { r: 11 * pen.u, fill: color }));
  svg.append(...dots);
  chart.append(svg);

  // The labels that have room, counted from the last.
  const pitch = (right - left) / Math.max(1, last);
  const gap = pen.labelGap(table.labels, { size, pitch });
  table.labels.forEach((label, index) => {
    if ((last - index) % gap !== 0) return;
    const half = pen.width(label, size, 400) / 2;
    const at = Math.min(width - half * 2, Math.max(0, x(index) - half));
    chart.append(pen.make("span", { className: "tick", text: label, style: `left: ${at}px; max-width: ${width - at}px; top: ${height - size * 1.25}px; overflow: hidden; text-overflow: ellipsis` }));
  });

  const names = placeEnds(ends.map((end) => y(end.value)), { line: size * 1.24, top: 0, bottom: bottom + size * 0.6 }).map((middle, index) => {
    const { name, value } = ends[index];
    const end = pen.make("p", { className: "end", style: `left: ${right + 30 * pen.u}px; max-width: ${width - right - 30 * pen.u}px; top: ${middle - size * 0.6}px; --text: ${pen.text(items[index].color)}` });
    end.append(pen.make("b", { text: pen.write(value) }), pen.make("span", { text: name, bidi: true }));
    chart.append(end);
    return end;
  });

  return (part) => {
    const drawn = Math.min(1, part / 0.85);
    const eased = drawn * drawn * (3 - 2 * drawn);
    swept.setAttribute("width", x(eased * last) + (drawn === 1 ? 20 : 0));
    dots.forEach((dot, index) => {
      const tip = tipOf(items[index].values, eased * last);
      dot.setAttribute("cx", x(tip.at));
      dot.setAttribute("cy", y(tip.value));
      dot.style.opacity = tip.isThere && part > 0 ? 1 : 0;
    });
    names.forEach((name, index) => {
      name.style.opacity = Math.min(1, Math.max(0, (part - 0.85 - index * 0.01) / 0.08));
    });
  };
}

// Where the line's end is by now; it stays where the last value is.
function tipOf(values, position) {
  const index = Math.min(Math.floor(position), values.length - 1);
  const [a, b] = [values[index], values[Math.min(index + 1, values.length - 1)]];
  if (a !== null && b !== null) return { at: position, value: a + (b - a) * (position - index), isThere: true };
  const known = values.findLastIndex((value, at) => value !== null && at <= position);
  return known < 0 ? { at: 0, value: 0, isThere: false } : { at: known, value: values[known], isThere: true };
}

// A value that is missing is a gap.
function pathOf(values, x, y) {
  let path = "";
  values.forEach((value, index) => {
    if (value === null) return;
    const isOn = index > 0 && values[index - 1] !== null;
    path += `${isOn ? "L" : "M"}${x(index).toFixed(1)},${y(value).toFixed(1)}`;
  });
  return path;
}

// From below the lowest to above the highest value, in steps of 1, 2 or 5; with zero, if that is not far.
function niceTicks(lowest, highest) {
  const low = lowest > 0 && lowest < highest * 0.6 ? 0 : lowest;
  const high = highest < 0 && highest > lowest * 0.6 ? 0 : highest;
  const range = high - low || Math.abs(high) || 1;
  const rough = range / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((one) => one * power >= rough) * power;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

// Pushes names apart that would lie over each other, and back in where they would leave the chart.
function placeEnds(wanted, { line, top, bottom }) {
  const order = wanted.map((_, index) => index).toSorted((a, b) => wanted[a] - wanted[b]);
  const placed = [...wanted];
  let edge = top;
  for (const index of order) {
    placed[index] = Math.max(placed[index], edge);
    edge = placed[index] + line;
  }
  edge = bottom;
  for (const index of order.toReversed()) {
    placed[index] = Math.min(placed[index], edge);
    edge = placed[index] - line;
  }
  return placed;
}
