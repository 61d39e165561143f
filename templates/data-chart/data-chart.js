const data = JSON.parse(document.getElementById("figures").textContent);
const $ = (selector) => document.querySelector(selector);
const root = $("#root");
const stage = $(".stage");
const chart = $(".chart");
const { clientWidth, clientHeight } = $(".free");
const shape = clientWidth / clientHeight;
const isUpright = shape < 0.9;
const isSquare = !isUpright && shape <= 1.1;

/* Numbers in the language of the data, with as many decimals as the data has, unless it says how many */
const MOST_CHARACTERS = 9;
const MOST_DECIMALS = 3;
const decimalsOf = (value) => Math.min(MOST_DECIMALS, (/\.(\d+)$/.exec(String(Number(value?.toPrecision(12))))?.[1] ?? "").length);
let plain;
function setDecimals(values) {
  const own = data.digits ?? Math.max(0, ...values.map(decimalsOf));
  plain = new Intl.NumberFormat(data.language, { minimumFractionDigits: own, maximumFractionDigits: own });
}
// Beyond trillions, words get as long as numbers.
const scientific = new Intl.NumberFormat(data.language, { notation: "scientific", maximumFractionDigits: 1 });
const short = new Intl.NumberFormat(data.language, { notation: "compact", maximumFractionDigits: 1 });
function write(value, unit = data.unit ?? "") {
  const text = plain.format(value);
  const fitting = text.length <= MOST_CHARACTERS ? text : (Math.abs(value) < 1e15 ? short : scientific).format(value);
  return `${fitting.replace("-", "−")}${unit}`;
}

/* Colours: one each, or the accent for one and a quiet one for all others */
const accent = getComputedStyle(stage).getPropertyValue("--accent").trim();
const palette = [accent, "#ff6b4a", "#12a08f", "#f2b01e", "#8e4ec6", "#e5487f", "#5b6472", "#7aa816", "#0f8fd6", "#b5651d"];
const quiet = "#bcc2d2";
const color = (index, name) => {
  if (data.highlight) return name === data.highlight ? accent : quiet;
  return palette[index % palette.length];
};

/* What charts draw with */
const measure = document.createElement("canvas").getContext("2d");
const pen = {
  u: Number.parseFloat(getComputedStyle(stage).getPropertyValue("--u")),
  smallest: isUpright || isSquare ? 23 : 20,
  box: { width: 0, height: 0 },
  rows: isUpright ? 12 : 8,
  nameShare: isUpright || isSquare ? 0.35 : 0.24,
  write,
  color,
  // Light colours are too pale for text.
  text: (value) => (value === quiet ? "#5d6373" : `oklch(from ${value} min(l, 0.55) c h)`),
  // Few rows do not become boards.
  rowCount: (count) => Math.max(4, Math.min(count, pen.rows)),
  width(text, size, weight) {
    measure.font = `${weight} ${size}px "Space Grotesk", sans-serif`;
    return measure.measureText(text).width;
  },
  // Every how manieth label has room.
  labelGap(texts, { size, pitch }) {
    const widest = Math.max(0, ...texts.map((text) => pen.width(text, size, 700)));
    return Math.max(1, Math.ceil((widest + size * 0.6) / pitch));
  },
  make(tag, { className = "", text = null, style = "", bidi = false }) {
    const element = document.createElement(tag);
    element.className = className;
    element.style.cssText = style;
    if (text !== null) element.textContent = text;
    if (bidi) element.dir = "auto";
    return element;
  },
  draw(tag, attributes) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  },
};

const tl = gsap.timeline({ paused: true });
// fromTo everywhere: a tween never depends on what was on the page when it first ran.
const move = (target, from, to, at, options = {}) => {
  if (target) tl.fromTo(target, from, { duration: 0.6, ease: "power3.out", ...to, ...options }, at);
};
const later = { immediateRender: false };
const progress = { part: 0 };
let show = () => {};

stage.classList.add(data.kind);
const spans = { bars: [0.7, 2.2], lines: [0.7, 4.6], racing: [0.9, 9.6] };
const [start, length] = spans[data.kind];
move("h1", { opacity: 0, y: 30 }, { opacity: 1, y: 0 }, 0.1);
move($(".subtitle"), { opacity: 0, y: 30 }, { opacity: 1, y: 0 }, 0.2);
move(chart, { opacity: 0 }, { opacity: 1 }, 0.4, { duration: 0.4, ease: "none" });
move("footer", { opacity: 0 }, { opacity: 1 }, 0.6, { duration: 0.4, ease: "none" });
tl.fromTo(progress, { part: 0 }, { part: 1, duration: length, ease: "none", onUpdate: () => show(progress.part) }, start);
// Who is still spoken over stays to the end.
const isSpokenOver = (window.__hfNarration?.end ?? 0) > 12;
if (!isSpokenOver) move(stage, { opacity: 1 }, { opacity: 0 }, 11.6, { duration: 0.35, ease: "none", ...later });

const table = readTable(data);
// The renderer tells of errors that nobody catches.
table.catch(reportError);
whenFontsAreThere(["500 30px Space Grotesk", "700 70px Space Grotesk"], async () => {
  const rows = await table;
  setDecimals(rows.series.flatMap(({ values }) => values));
  if (data.kind === "racing") {
    // The longest label decides how much room there is beside it.
    const longest = rows.labels.reduce((a, b) => (b.length > a.length ? b : a), "");
    $("footer").append(pen.make("p", { className: "moment", text: longest }));
  }
  fitText($("h1"), { least: 0.35 });
  if ($(".subtitle")) fitText($(".subtitle"), { least: 0.6 });
  if ($(".source")) fitText($(".source"), { least: 0.7 });
  pen.box = { width: chart.clientWidth, height: chart.clientHeight };
  show = { bars: drawBars, lines: drawLines, racing: drawRacing }[data.kind](chart, rows, pen);
  show(progress.part);
});

window.__timelines = { ...window.__timelines, "data-chart": tl };
