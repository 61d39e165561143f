// The report: builds the scenes from the data, then one paused timeline. Every picture is a function of the timeline's time alone.
const data = JSON.parse(document.getElementById("report").textContent);
const $ = (selector) => document.querySelector(selector);
const $$ = (selector) => [...document.querySelectorAll(selector)];
const root = $("#root");
const px = (name) => Number.parseFloat(getComputedStyle(root).getPropertyValue(name));

layOut(root, { "16:9": [1920, 1080], "9:16": [1080, 1920], "1:1": [1080, 1080], low: [1400, 690] });

// A report in a language that is written from the right is laid out from there.
root.dir = getComputedStyle($("#intro h1")).direction;
const isRtl = root.dir === "rtl";

const make = (tag, className, text = "") => Object.assign(document.createElement(tag), { className, textContent: text });
const words = (tag, className, text) => Object.assign(make(tag, className, text), { dir: "auto" });

/* Numbers as the locale writes them */
const decimalsOf = (...values) => Math.max(...values.map((n) => Math.min(2, (String(n ?? 0).split(".")[1] ?? "").length)));
/** `{ value, signed }`: two functions that write a number, with as many decimals whatever it is on its way. */
function writer({ format = "number", currency = "USD" } = {}, ...values) {
  const digits = format === "percent" ? Math.max(0, decimalsOf(...values.map((n) => Math.round((n ?? 0) * 1e4) / 100)))
    : format === "currency" ? (decimalsOf(...values) ? 2 : 0) : format === "compact" ? 1 : decimalsOf(...values);
  const style = { number: {}, compact: { notation: "compact" }, percent: { style: "percent" }, currency: { style: "currency", currency } }[format];
  const digitsOf = { minimumFractionDigits: format === "compact" ? 0 : digits, maximumFractionDigits: digits };
  const plain = new Intl.NumberFormat(data.locale, { ...style, ...digitsOf });
  const withSign = new Intl.NumberFormat(data.locale, { ...style, ...digitsOf, signDisplay: "exceptZero" });
  const factor = 10 ** (format === "percent" ? digits + 2 : format === "compact" ? 0 : digits);
  const rounded = (n) => Math.round(n * factor) / factor + 0; // never −0
  // Signs stand before their numbers, whatever the text around them.
  const isolated = (text) => (isRtl ? `\u2066${text}\u2069` : text);
  const minus = (text) => text.replace("-", "−");
  return {
    value: (n) => isolated(minus(plain.format(rounded(n)))),
    signed: (n) => isolated((rounded(n) === 0 ? "±" : "") + minus(withSign.format(rounded(n)))),
    rounded,
  };
}

/** An axis from 0, or below it, to just above the largest value, in steps that people count in. */
function axisOf(values) {
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  const rough = (most - least) / 4 || 0.25;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 2.5, 5, 10].find((n) => n * power >= rough * 0.999);
  const [low, high] = [Math.floor(least / step) * step, Math.ceil(most / step) * step || step];
  const ticks = Array.from({ length: Math.round((high - low) / step) + 1 }, (_, i) => low + i * step);
  return { low, high, step, ticks };
}
const pen = document.createElement("canvas").getContext("2d");
/** How wide text is, in pixels; `font` as in CSS. */
function widthOf(text, font) {
  pen.font = font;
  return pen.measureText(text).width;
}

/* Scenes: in this order, if there is something to show. Each begins where the one before ends. */
const LENGTHS = { numbers: 3.6, bars: 3.3, lines: 3.7, ranking: 4.9 };
const scenes = Object.keys(LENGTHS).filter((name) => data[name]);
const START = {};
const END = {};
/** So long, in seconds, a scene comes while the one before goes: the picture is never empty. */
const OVERLAP = 0.25;
let end = 2.4;
for (const name of scenes) {
  START[name] = name === scenes[0] ? end : end - OVERLAP;
  end += LENGTHS[name];
  END[name] = end;
}
const OUTRO = end - 0.5;
const hasOutro = Boolean(data.source);

const tl = gsap.timeline({ paused: true });

// fromTo everywhere: a tween never depends on what was on the page when it first ran.
const move = (target, from, to, at, options = {}) =>
  tl.fromTo(target, from, { duration: 0.6, ease: "power3.out", ...to, ...options }, at);
const enter = (target, at, options) => move(target, { y: 36, opacity: 0 }, { y: 0, opacity: 1 }, at, options);
/** The last scene stays: either it is covered, or it is the end. */
const leave = (name) => {
  if (name === scenes.at(-1)) return;
  const options = { duration: OVERLAP, ease: "power1.in", immediateRender: false };
  move(`#${name} .page > *`, { opacity: 1 }, { opacity: 0 }, END[name] - OVERLAP, options);
};

// A number that runs from one value to another; `show` puts it on the page.
function run(from, to, show, at, options = {}) {
  const state = { value: from };
  show(from);
  tl.fromTo(state, { value: from },
    { value: to, duration: 1.2, ease: "power3.inOut", ...options, onUpdate: () => show(state.value) }, at);
}

/* What every scene has */
if (data.footer) setCode($(".from"), data.footer);
for (const item of [...$$(".unit > *"), ...$$(".running > p")]) if (item.textContent.trim() === "") item.remove();
for (const name of ["bars", "lines", "ranking"]) {
  // A headline that had to be the unit is enough.
  if (data[name] && !data[name].title) $(`#${name} .what`)?.remove();
}
if (data.bars && !data.bars.items.some(({ note }) => note)) $("#bars .key.dark")?.remove();
if (data.ranking && !data.ranking.items.some(({ previous }) => previous !== undefined && previous !== null)) {
  for (const item of $$("#ranking .key, .when, .head-change")) item.remove();
}
for (const headline of $$("h2")) {
  fitText(headline, { height: Number(getComputedStyle(headline).getPropertyValue("--h2-height")), min: px("--h2-min") });
}

// Emoji, and the letters of some scripts, are taller than Latin ones.
for (const headline of $$(".sheet h1")) headline.classList.toggle("tall", /[\p{Extended_Pictographic}\p{Script=Arabic}\p{Script=Thai}\p{Script=Devanagari}\u1e00-\u1eff]/u.test(headline.textContent));

/* Title */
const number = numberOf(data.period);
/** “Week 44” is a label and a number. */
function numberOf(text) {
  const [, label, digits] = /^(\D*[^\d\s.,:–-])?[\s.]*(\d{1,4})$/u.exec(text.trim()) ?? [];
  return digits ? { label: label ?? "", digits } : null;
}
root.classList.toggle("numbered", number !== null);
if (number) {
  const box = $("#intro .number");
  $(".number-label").textContent = number.label;
  const size = Math.min(px("--number"), (px("--number") * px("--number-width")) / widthOf(number.digits, `700 ${px("--number")}px Inter`));
  box.style.fontSize = `${size}px`;
  const mask = make("span", "mask");
  mask.append(make("span", "", number.digits));
  box.append(mask);
  move(mask.firstElementChild, { yPercent: 105 }, { yPercent: 0 }, 0.2, { duration: 0.9, ease: "power4.out" });
  fitText($(".number-label"), { min: 20 });
} else {
  $(".number-label").remove();
  $("#intro .number").remove();
}
for (const kicker of $$(".kicker .words")) fitText(kicker, { min: 22 });
fitText($(".dates"), { min: 22 });
fitText($("#intro h1"), { height: px("--title-height"), min: px("--title-min") });
move("#intro .kicker .mark", { scaleX: 0 }, { scaleX: 1 }, 0.1);
move(maskLines($("#intro h1")), { yPercent: 115 }, { yPercent: 0 }, 0.1, { duration: 0.9, stagger: 0.12, ease: "power4.out" });
move("#intro .dates", { opacity: 0, y: 24 }, { opacity: 1, y: 0 }, 0.55);
move("#intro .sheet", { yPercent: 0 }, { yPercent: -100 }, START.numbers, { duration: 0.5, ease: "power3.inOut" });

/* Frame: one mark of progress a scene */
$(".progress").append(...scenes.map(() => {
  const mark = make("i", "");
  mark.append(make("b", ""));
  return mark;
}));
scenes.forEach((name, i) =>
  move($$(".progress b")[i], { scaleX: 0 }, { scaleX: 1 }, START[name] + 0.2, { duration: 0.7, ease: "power2.inOut" }));

/* Numbers */
const { counters } = data.numbers;
const versus = data.previous ? `${data.versus} ${data.previous}` : data.versus;
$(".figures").classList.add(`of-${counters.length}`);
counters.forEach(({ label }, i) => {
  if (i > 0) $(".figures").append(make("div", i === 1 ? "rule" : "rule across"));
  const box = make("div", i === 0 ? "figure hero" : "figure");
  const note = make("div", "note");
  note.append(words("p", "label", label), make("p", "change"));
  box.append(make("p", "value"), note);
  $(".figures").append(box);
});
move("#numbers .rule:not(.across)", { scaleY: 0 }, { scaleY: 1 }, START.numbers + 0.3, { duration: 0.8 });
move("#numbers .across", { scaleX: 0 }, { scaleX: 1 }, START.numbers + 0.5, { duration: 0.8 });
$$("#numbers .figure").forEach((box, i) => showCounter(box, counters[i], START.numbers + 0.25 + i * 0.12));
leave("numbers");

function showCounter(box, counter, at) {
  const hasPrevious = counter.previous !== undefined && counter.previous !== null;
  const [from, to] = [hasPrevious ? counter.previous : 0, counter.value];
  const write = writer(counter, from, to);
  const value = box.querySelector(".value"), change = box.querySelector(".change"), label = box.querySelector(".label");
  const figure = make("b", ""), against = words("small", "", versus);
  if (hasPrevious) change.append(figure, against);
  else change.remove();
  figure.textContent = write.signed(write.rounded(to) - write.rounded(from));
  // The change stands beside the first figure if both have room there, else under it.
  if (isFirst(box)) {
    const wide = getComputedStyle(value);
    const widest = widthOf(write.value(to), `700 ${wide.fontSize} Inter`) * 0.925;
    box.classList.toggle("beside", hasPrevious && widest + px("--beside") < box.clientWidth && figure.textContent.length < 7);
  }
  value.textContent = write.value(to);
  fitText(value, { min: 40 });
  if (box.classList.contains("beside")) fitText(against, { min: 20 });
  else if (hasPrevious) {
    fitText(change, { min: 22 });
  }
  fitText(label, { height: px("--label-height"), min: 22 });
  // A figure that counts would be a wrong one until it has come: it rises as it is.
  enter([value, label], at, { stagger: 0.08 });
  if (hasPrevious) enter(change, at + 0.3);
}
function isFirst(box) {
  return box.classList.contains("hero");
}

/* Bars */
if (data.bars) {
  const { items } = data.bars;
  const columns = $(".columns");
  const { low, high } = axisOf(items.map(({ value }) => value));
  columns.append(...items.map(({ name, note }, i) => {
    const column = make("div", `column ${i === items.length - 1 ? "now" : note ? "dark" : ""}`);
    column.append(make("i", ""), make("span", "count"), words("span", "name", name), words("span", "note", note ?? ""));
    return column;
  }));
  const tall = columns.clientHeight;
  const heightOf = (value) => (value / (high - low)) * tall;
  const zero = heightOf(-low);
  $(".baseline").style.bottom = `${columns.parentElement.clientHeight - columns.offsetTop - tall + zero - 2}px`;
  // All counts in one size: what the widest needs.
  const column = columns.firstElementChild;
  const most = Number.parseFloat(getComputedStyle(column.querySelector(".count")).fontSize);
  const room = column.clientWidth - 6;
  const sizeOf = ({ value }) => {
    const widest = Math.max(...items.map((item) => widthOf(value(item.value), `700 ${most}px Inter`)));
    return Math.min(most, (most * room) / widest);
  };
  const full = writer({}, ...items.map(({ value }) => value));
  const write = sizeOf(full) >= 20 ? full : writer({ format: "compact" });
  const size = Math.max(leastSize(columns), sizeOf(write));
  const nameSize = Math.max(leastSize(columns), Math.min(...$$(".column .name, .column .note").map((element) =>
    Number.parseFloat(getComputedStyle(element).fontSize) * Math.min(1, room / Math.max(1, element.scrollWidth)))));
  columns.style.setProperty("--name-size", `${nameSize}px`);
  enter("#bars .rise", START.bars, { stagger: 0.08 });
  move("#bars .baseline", { scaleX: 0 }, { scaleX: 1 }, START.bars + 0.1, { duration: 0.7 });
  $$("#bars .column").forEach((box, i) => {
    const { value } = items[i], at = START.bars + 0.25 + i * (0.66 / items.length);
    const [bar, count, name, note] = box.children;
    const options = { duration: 0.75, ease: "power3.out" };
    bar.style.height = `${heightOf(Math.abs(value))}px`;
    bar.style.bottom = `${zero - (value < 0 ? heightOf(-value) : 0)}px`;
    bar.style.transformOrigin = value < 0 ? "top" : "bottom";
    count.style.fontSize = `${size}px`;
    move(bar, { scaleY: 0 }, { scaleY: 1 }, at, options);
    move([name, note], { opacity: 0 }, { opacity: 1 }, at, { duration: 0.4 });
    move(count, { opacity: 0 }, { opacity: 1 }, at + 0.2, { duration: 0.3 });
    count.textContent = write.value(value);
    run(0, value, (n) => (count.style.bottom = `${zero + Math.max(0, heightOf(n)) + 12}px`), at, options);
  });
  leave("bars");
}

/* Lines */
if (data.lines) {
  const { now, before, step, axis } = data.lines;
  const series = { now: now.values, then: before?.values ?? [] };
  const LAST = now.values.length, POINTS = Math.max(LAST, series.then.length);
  series.then = series.then.slice(0, LAST);
  const plot = $(".plot");
  const { clientWidth: WIDTH, clientHeight: HEIGHT } = plot;
  plot.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  const shown = [...series.now, ...series.then];
  const { low, high, ticks } = axisOf(shown);
  const write = Math.max(...shown.map(Math.abs)) < 1e7 ? writer({}, ...shown.map(Math.round)) : writer({ format: "compact" });
  const writeTick = Math.max(Math.abs(low), high) < 1e5 ? writer({}, ...ticks) : writer({ format: "compact" });
  const tickFont = `${px("--tick")}px Inter`;
  const left = Math.max(px("--plot-left"), ...ticks.map((n) => widthOf(writeTick.value(n), tickFont) + 24));
  const tip = WIDTH - px("--plot-beside"); // as far as the tip of the line may go
  const perPoint = Math.min((WIDTH - px("--plot-right") - left) / POINTS, (tip - left) / LAST);
  const BOX = { left, top: 20, bottom: HEIGHT - px("--plot-foot") };
  const x = (point) => BOX.left + point * perPoint;
  const y = (total) => BOX.bottom - ((total - low) / (high - low)) * (BOX.bottom - BOX.top);
  const line = (attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", attributes.tag);
    for (const [name, value] of Object.entries(attributes)) if (name !== "tag" && name !== "text") element.setAttribute(name, value);
    element.textContent = attributes.text ?? "";
    return element;
  };
  const every = [1, 2, 5, 10, 20, 50, 100].find((n) => n * 6 >= POINTS && n * perPoint > widthOf(`${axis}${POINTS}  `, tickFont)) ?? 100;
  const marks = [1, ...Array.from({ length: Math.floor(POINTS / every) }, (_, i) => (i + 1) * every)].filter((n, i, all) => all.indexOf(n) === i && (n === 1 || every === 1 || n > every / 2 || i === 0));
  $(".plot .grid").append(
    ...ticks.flatMap((n) => [
      line({ tag: "line", class: Math.abs(n) < (high - low) / 1e6 ? "zero" : "", x1: BOX.left, x2: WIDTH, y1: y(n), y2: y(n) }),
      line({ tag: "text", x: BOX.left - 22, y: y(n) + 9, "text-anchor": "end", text: writeTick.value(n) }),
    ]),
    ...marks.map((n) => line({ tag: "text", x: x(n), y: BOX.bottom + 42, "text-anchor": "middle", text: `${axis}${n}` })),
  );

  // Points of a series, with the length of the way to each of them.
  const course = (totals) => {
    const points = [[x(0), y(0)], ...totals.map((n, i) => [x(i + 1), y(n)])];
    let length = 0;
    const lengths = points.map((p, i) => (length += i ? Math.hypot(p[0] - points[i - 1][0], p[1] - points[i - 1][1]) : 0));
    return { points, lengths, path: "M" + points.map((p) => p.map((n) => n.toFixed(1)).join(",")).join("L") };
  };
  // Draws the line as far as a point (a fraction too); returns the place of its tip.
  const drawTo = (path, { points, lengths }, point) => {
    const i = Math.max(0, Math.min(Math.floor(point), points.length - 2)), part = Math.min(1, point - i);
    const between = (a, b) => a + (b - a) * part;
    const total = lengths.at(-1);
    path.style.strokeDasharray = `${total} ${total + 20}`;
    path.style.strokeDashoffset = total - between(lengths[i], lengths[i + 1]);
    return [between(points[i][0], points[i + 1][0]), between(points[i][1], points[i + 1][1])];
  };
  const keys = before ? ["now", "then"] : ["now"];
  if (!before) for (const element of $$("#lines .then")) element.remove();
  const ways = Object.fromEntries(keys.map((key) => [key, course(series[key])]));
  for (const key of keys) $(`.line.${key}`).setAttribute("d", ways[key].path);
  $(".plot .area").setAttribute("d", `${ways.now.path}L${x(LAST)},${y(0)}L${x(0)},${y(0)}Z`);
  placeTags(Object.fromEntries(keys.map((key) => [key, y(series[key].at(-1))])));

  /** Where tags stand beside the lines, each is at the height of its line's end, and they keep apart. */
  function placeTags(ends) {
    const tags = { now: $(".tag.now"), then: $(".tag.then") };
    const names = { now: now.name, then: before?.name ?? "" };
    for (const key of keys) {
      const [figure, label] = tags[key].children;
      figure.textContent = [...series[key], 0].map((n) => write.value(n)).toSorted((a, b) => b.length - a.length)[0];
      label.textContent = `${names[key]}, ${step} ${LAST}`;
      fitText(figure, { min: 26 });
      fitText(label, { min: 20 });
    }
    if (px("--tags-beside") !== 1) return;
    // From the top of the scene's body, which is 18 px below that of the plot.
    const [upper, lower] = ends.then < ends.now - 60 ? ["then", "now"] : ["now", "then"];
    const heights = { now: 130, then: 98 }, above = { now: 51, then: 101 };
    const lowest = HEIGHT - 18 - 46;
    const place = (key, from, to) => Math.min(Math.max(ends[key] - above[key], from), to - heights[key]);
    const tops = { [upper]: place(upper, 12, tags[lower] ? lowest - heights[lower] - 12 : lowest) };
    if (tags[lower]) tops[lower] = place(lower, tops[upper] + heights[upper] + 12, lowest);
    for (const key of keys) tags[key].style.top = `${tops[key]}px`;
  }

  enter("#lines .rise", START.lines, { stagger: 0.08 });
  move("#lines .plot", { opacity: 0 }, { opacity: 1 }, START.lines + 0.1, { duration: 0.4 });
  run(0, LAST, (point) => {
    for (const key of keys) {
      const [tipX, tipY] = drawTo($(`.line.${key}`), ways[key], point);
      // The last point that the line has passed, with its own value: no figure that never was.
      const passed = Math.max(1, Math.min(series[key].length, Math.floor(point + 1e-6)));
      $(`.dot.${key}`).setAttribute("cx", tipX);
      $(`.dot.${key}`).setAttribute("cy", tipY);
      $(`.tag.${key} b`).textContent = write.value(series[key][passed - 1]);
      $(`.tag.${key} span`).textContent = `${key === "now" ? now.name : before.name}, ${step} ${passed}`;
      if (key === "now") $("#swept rect").setAttribute("width", tipX);
    }
  }, START.lines + 0.35, { duration: 1.5, ease: "power2.inOut" });
  enter("#lines .tag", START.lines + 0.5);
  leave("lines");
}

/* Ranking */
if (data.ranking) {
  const nowOrder = data.ranking.items;
  const was = ({ previous }) => previous ?? null;
  const hasBefore = nowOrder.some((item) => was(item) !== null);
  const beforeOrder = hasBefore
    ? [...nowOrder].sort((a, b) => (was(b) ?? -Infinity) - (was(a) ?? -Infinity) || (a.name < b.name ? -1 : 1))
    : nowOrder;
  const MOST = Math.max(1e-9, ...nowOrder.flatMap((item) => [item.value, was(item) ?? 0]));
  const PITCH = Math.min(px("--pitch"), Math.floor(($("#ranking .body").clientHeight + 14) / 7));
  $("#ranking").style.setProperty("--pitch", `${PITCH}px`);
  const part = (n) => Math.max(0, n) / MOST;
  const write = writer({}, ...nowOrder.flatMap((item) => [item.value, was(item) ?? 0]));
  const writeShort = writer({ format: "compact" });
  const isLong = (n) => Math.abs(n) >= 1e7;
  const valueOf = (n) => (isLong(n) ? writeShort : write).value(n);
  const changeOf = (item) => (was(item) === null ? "" : (isLong(item.value - was(item)) ? writeShort : write).signed(item.value - was(item)));
  $(".places").append(...nowOrder.map((_, i) => make("li", "", String(i + 1))));
  $(".rows").append(...nowOrder.map((item) => {
    const row = make("div", "row");
    const name = make("span", "name");
    name.append(words("span", "", item.name));
    row.append(name, make("i", "bar ghost"), make("i", "bar"), make("i", "bar up"), make("span", "count"),
      make("span", was(item) !== null && item.value > was(item) ? "change more" : "change", changeOf(item)));
    return row;
  }));
  const SWAP = START.ranking + 1.4;
  enter("#ranking .rise", START.ranking, { stagger: 0.08 });
  move("#ranking .places li", { opacity: 0 }, { opacity: 1 }, START.ranking + 0.1, { duration: 0.4, stagger: 0.03 });
  $$("#ranking .row").forEach((row, place) => {
    const item = nowOrder[place];
    const { value } = item, before = was(item) ?? (hasBefore ? 0 : value);
    const placeBefore = beforeOrder.indexOf(item);
    const rises = place < placeBefore;
    const [name, ghost, bar, barUp, count, change] = row.children;
    const at = SWAP + (rises ? 0.05 : 0), options = { duration: 1.05, ease: "power3.inOut" };
    fitText(name.firstElementChild, { height: px("--name-height"), min: 20 });
    count.textContent = valueOf(value);
    fitText(count, { min: 20, texts: [valueOf(before)] });
    fitText(change, { min: 20 });
    move(row, { opacity: 0 }, { opacity: 1 }, START.ranking + 0.15 + placeBefore * 0.05, { duration: 0.4 });
    move([ghost, bar, barUp], { scaleX: 0 }, { scaleX: part(before) }, START.ranking + 0.2 + placeBefore * 0.05, { duration: 0.6 });
    move(row, { y: placeBefore * PITCH }, { y: place * PITCH }, at, options);
    move([bar, barUp], { scaleX: part(before) }, { scaleX: part(value) }, at, { ...options, immediateRender: false });
    move(barUp, { opacity: 0 }, { opacity: rises ? 1 : 0 }, at, options);
    count.textContent = valueOf(before);
    // Figures change with the name of the period above them, while they cannot be read.
    for (const [text, from, to, when] of [[valueOf(before), 1, 0, SWAP], [valueOf(value), 0, 1, SWAP + 0.3]]) {
      tl.set(count, { textContent: text }, when);
      if (hasBefore) move(count, { opacity: from }, { opacity: to }, when, { duration: 0.3, ease: "none", immediateRender: false });
    }
    move(change, { opacity: 0, x: isRtl ? 16 : -16 }, { opacity: 1, x: 0 }, SWAP + 0.9 + place * 0.04, { duration: 0.4 });
    row.classList.toggle("rises", rises);
    row.style.zIndex = rises ? placeBefore - place : 0; // who climbs most passes in front
    if (!rises && hasBefore) { // the others step back while they are passed
      move(row, { opacity: 1 }, { opacity: 0.3 }, at, { duration: 0.4, ease: "power1.inOut", immediateRender: false });
      move(row, { opacity: 0.3 }, { opacity: 1 }, at + 0.65, { duration: 0.4, ease: "power1.inOut", immediateRender: false });
    }
  });
  if (hasBefore) {
    for (const text of $$(".when span")) fitText(text, { min: 20 });
    fitText($(".head-change"), { min: 20 });
    move("#ranking .key", { opacity: 0 }, { opacity: 1 }, SWAP + 0.3, { duration: 0.4 });
    move("#ranking .when .before", { opacity: 1, y: 0 }, { opacity: 0, y: -20 }, SWAP, { duration: 0.3 });
    move("#ranking .when .now", { opacity: 0, y: 20 }, { opacity: 1, y: 0 }, SWAP + 0.3, { duration: 0.4 });
    move("#ranking .head-change", { opacity: 0 }, { opacity: 1 }, SWAP + 0.9, { duration: 0.4 });
  }
}

/* Outro */
if (hasOutro) {
  fitText($("#outro h1"), { height: px("--closing-height"), min: 44 });
  fitText($(".command .words"), { height: px("--command-height"), min: 26 });
  for (const term of $$("dt")) fitText(term, { min: 20 });
  for (const text of $$("dd")) fitText(text, { height: px("--note-height"), min: 24 });
  move("#outro .sheet", { yPercent: 100 }, { yPercent: 0 }, OUTRO, { duration: 0.5, ease: "power3.inOut" });
  move("#outro .mark", { scaleX: 0 }, { scaleX: 1 }, OUTRO + 0.35);
  move(maskLines($("#outro h1")), { yPercent: 115 }, { yPercent: 0 }, OUTRO + 0.3, { duration: 0.7, ease: "power4.out", stagger: 0.1 });
  if ($(".command")) enter("#outro .command", OUTRO + 0.45);
  if ($("#outro dl > div")) enter("#outro dl > div", OUTRO + 0.55, { stagger: 0.08 });
}

window.__timelines = { ...window.__timelines, "weekly-report": tl };
