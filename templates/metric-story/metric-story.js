const data = JSON.parse(document.getElementById("figures").textContent);
const $ = (selector) => document.querySelector(selector);
const $$ = (selector) => [...document.querySelectorAll(selector)];

/* Numbers in the language of the data */
const MOST_CHARACTERS = 13;
const styles = {
  number: {},
  currency: { style: "currency", currency: data.currency },
  // 12.5 is 12.5 %.
  percent: { style: "unit", unit: "percent" },
};
// As many decimals as the figures have, unless the data says how many.
const MOST_DECIMALS = 3;
const decimalsOf = (number) => Math.min(MOST_DECIMALS, (/\.(\d+)$/.exec(String(Number(number?.toPrecision(12))))?.[1] ?? "").length);
const decimals = data.digits ?? (data.format === "currency" && decimalsOf(data.value) > 0 ? 2 : Math.max(decimalsOf(data.value), decimalsOf(data.previous)));
const plain = new Intl.NumberFormat(data.language, { ...styles[data.format], minimumFractionDigits: decimals, maximumFractionDigits: decimals });
// Beyond trillions, words get as long as numbers.
const scientific = new Intl.NumberFormat(data.language, { notation: "scientific", maximumFractionDigits: 2 });
const short = new Intl.NumberFormat(data.language, { ...styles[data.format], notation: "compact", maximumFractionDigits: 2 });
const write = (value) => {
  const text = plain.format(value);
  const fitting = text.length <= MOST_CHARACTERS ? text : (Math.abs(value) < 1e15 ? short : scientific).format(value);
  return minus(fitting);
};
const minus = (text) => text.replace("-", "−");
const { value, previous } = data;
const series = data.series ?? [];

function describeChange() {
  const difference = value - previous;
  const share = difference / Math.abs(previous);
  const sign = { signDisplay: "exceptZero" };
  if (data.format === "percent") {
    return `${new Intl.NumberFormat(data.language, { ...sign, maximumFractionDigits: Math.max(1, decimals) }).format(difference)} pp`;
  }
  if (previous === 0 || Math.abs(share) >= 10) {
    const notation = Math.abs(difference) < 1e15 ? "compact" : "scientific";
    return new Intl.NumberFormat(data.language, { ...styles[data.format], ...sign, notation }).format(difference);
  }
  return new Intl.NumberFormat(data.language, { ...sign, style: "percent", maximumFractionDigits: 1 }).format(share);
}

const stage = $(".stage");
const hasChange = typeof previous === "number";
const hasTrend = series.length > 1;
const hasReasons = $$("li").length > 0;
stage.classList.toggle("constant", !hasChange);
stage.classList.toggle("flat", !hasTrend);
stage.classList.toggle("alone", !hasReasons);
if (hasChange) {
  const difference = Math.sign(value - previous);
  const good = { up: difference, down: -difference, neither: 0 }[data.better];
  $(".change").classList.add(["bad", "even", "good"][good + 1]);
  $(".change b").textContent = minus(`${["↓", "", "↑"][difference + 1]} ${describeChange()}`.trim());
  const label = document.createElement("bdi");
  label.textContent = `${data.previousLabel}: ${write(previous)}`;
  $(".change > span").append(label);
}

/* The trend, in the pixels of its box. It stands on zero, unless it would be flat then: without zero, nothing is filled under it. */
const trend = { points: [] };
function drawTrend() {
  const { width, height } = $(".plot").getBoundingClientRect();
  const [lowest, highest] = [Math.min(...series), Math.max(...series)];
  const isCut = (lowest > 0 && lowest > highest * 0.75) || (highest < 0 && highest < lowest * 0.75) || lowest === highest;
  const [low, high] = isCut ? [lowest, highest] : [Math.min(0, lowest), Math.max(0, highest)];
  const [top, bottom] = [18, height * (isCut || low < 0 ? 0.92 : 1)];
  const y = (number) => (high === low ? height / 2 : bottom - ((number - low) / (high - low)) * (bottom - top));
  trend.points = series.map((number, index) => [(index / (series.length - 1)) * (width - 16), y(number)]);
  const path = `M${trend.points.map((point) => point.map((number) => number.toFixed(1)).join(",")).join("L")}`;
  $(".line").setAttribute("d", path);
  const base = isCut ? height : y(0);
  if (!isCut) $(".area").setAttribute("d", `${path}V${base}H0Z`);
  for (const [name, number] of Object.entries({ x1: 0, x2: width, y1: base, y2: base })) {
    $(".base").setAttribute(name, number);
  }
}

/* What is on the page when the line has come so far, from 0 to 1. The figure is there as it is: one that counts would be wrong until it has come. */
function along(list, part) {
  const place = part * (list.length - 1);
  const index = Math.min(Math.floor(place), list.length - 2);
  return [list[index], list[index + 1], place - index];
}
const between = (a, b, part) => a + (b - a) * part;
function show(part) {
  if (trend.points.length === 0) return;
  const [a, b, rest] = along(trend.points, part);
  const tip = [between(a[0], b[0], rest), between(a[1], b[1], rest)];
  $("#swept rect").setAttribute("width", tip[0] + 40);
  $(".dot").setAttribute("cx", tip[0]);
  $(".dot").setAttribute("cy", tip[1]);
}
$(".value span").textContent = write(value);
const progress = { part: 0 };

whenFontsAreThere(["600 40px Inter", "800 200px Inter"], () => {
  fitText($("h1"), { least: 0.45 });
  if ($(".period")) fitText($(".period"), { least: 0.7 });
  fitText($(".value"), { least: 0.2, texts: [] });
  if (hasChange) fitText($(".change"), { least: 0.6, texts: [$(".change bdi")] });
  fitText($("figcaption"), { least: 0.75, texts: $$("figcaption bdi") });
  if ($(".source")) fitText($(".source"), { least: 0.8 });
  fitText($("h2"), { least: 0.6 });
  fitText($("ol"), { least: 0.55, texts: $$("li p") });
  if (hasTrend) {
    $(".dot").setAttribute("r", Math.max(11, $(".plot").getBoundingClientRect().height * 0.045));
    drawTrend();
  }
  show(progress.part);
});

const tl = gsap.timeline({ paused: true });
// fromTo everywhere: a tween never depends on what was on the page when it first ran.
const move = (target, start, end, at, options = {}) => {
  if (target) tl.fromTo(target, start, { duration: 0.6, ease: "power3.out", ...end, ...options }, at);
};
const later = { immediateRender: false };

/* Where the reasons come from: the end of the line, or below. */
const { clientWidth, clientHeight } = $(".free");
const isWide = clientWidth > clientHeight * 1.1;
const isSquare = !isWide && clientWidth > clientHeight * 0.9;
const panel = isWide ? 0.38 : isSquare ? 0.375 : 0.41;
const axis = isWide ? "xPercent" : "yPercent";
const sign = isWide && stage.matches(":dir(rtl)") ? -1 : 1;
const WHY = 4.1;

/* The number and its trend */
move("h1", { opacity: 0, y: 26 }, { opacity: 1, y: 0 }, 0.1);
move($(".period"), { opacity: 0, y: 26 }, { opacity: 1, y: 0 }, 0.2);
move(".value", { opacity: 0, y: 40 }, { opacity: 1, y: 0 }, 0.25, { duration: 0.7 });
move("figure", { opacity: 0 }, { opacity: 1 }, 0.25, { duration: 0.4, ease: "none" });
tl.fromTo(progress, { part: 0 }, { part: 1, duration: 2.1, ease: "power2.inOut", onUpdate: () => show(progress.part) }, 0.4);
move(".change b", { scale: 0 }, { scale: 1 }, 2.5, { duration: 0.45, ease: "back.out(1.8)" });
move(".change > span", { opacity: 0 }, { opacity: 1 }, 2.7, { duration: 0.4, ease: "none" });
move($(".source"), { opacity: 0 }, { opacity: 1 }, 2.9, { duration: 0.4, ease: "none" });

/* The reasons */
// Who is still spoken over stays to the end.
const isSpokenOver = (window.__hfNarration?.end ?? 0) > 10;
if (hasReasons) {
  const middle = ((sign * panel) / (1 - panel) / 2) * 100;
  move("main", { [axis]: middle }, { [axis]: 0 }, WHY, { duration: 0.9, ease: "power3.inOut" });
  move("aside", { [axis]: sign * 101 }, { [axis]: 0 }, WHY, { duration: 0.9, ease: "power3.inOut" });
  move("h2", { opacity: 0 }, { opacity: 1 }, WHY + 0.7, { duration: 0.4, ease: "none" });
  $$("li").forEach((reason, index) => {
    move(reason, { opacity: 0, y: 36 }, { opacity: 1, y: 0 }, WHY + 0.9 + index * 0.75, { duration: 0.55 });
  });
  if (!isSpokenOver) move("aside", { [axis]: 0 }, { [axis]: sign * 101 }, 9.5, { duration: 0.45, ease: "power3.in", ...later });
}
if (!isSpokenOver) move("main", { opacity: 1 }, { opacity: 0 }, 9.5, { duration: 0.4, ease: "none", ...later });

window.__timelines = { ...window.__timelines, "metric-story": tl };
