// Builds the list from the data, then one paused timeline. Every picture is a function of the timeline's time alone.
const data = JSON.parse(document.getElementById("release").textContent);
const $ = (selector) => document.querySelector(selector);
const $$ = (selector) => [...document.querySelectorAll(selector)];
const root = $("#root");
const px = (name) => Number.parseFloat(getComputedStyle(root).getPropertyValue(name));
const make = (tag, className, text = "") => Object.assign(document.createElement(tag), { className, textContent: text });
const words = (tag, className, text) => Object.assign(make(tag, className, text), { dir: "auto" });

const MOST = 12;
const KINDS = ["added", "changed", "fixed", "deprecated", "removed", "security"];
const told = data.changes.slice(0, data.changes.length > MOST ? MOST - 1 : MOST);
const rest = data.changes.length - told.length;
const rows = [...told, ...(rest > 0 ? [{ kind: "more", text: data.words.more.replaceAll("#", new Intl.NumberFormat(data.locale).format(rest)) }] : [])];
const colorOf = (kind) => `var(--${kind})`;

// Text is measured, so its fonts have to be there: the first frame waits for them.
const faces = ['700 100px "Space Grotesk"', '500 100px "Space Grotesk"', '500 40px "JetBrains Mono"', '700 40px "JetBrains Mono"'];
const ready = Promise.allSettled(faces.map((face) => document.fonts.load(face))).then(build);
window.__hf = { ...window.__hf, buildReady: { ...window.__hf?.buildReady, "release notes": ready } };

function build() {
  layOut(root, { "16:9": [1920, 1080], "9:16": [1080, 1920], "1:1": [1080, 1080], low: [1400, 690] });
  // Notes in a language that is written from the right are laid out from there.
  const first = root.appendChild(words("p", "", data.changes[0].text));
  root.dir = getComputedStyle(first).direction;
  first.remove();
  const pages = fill();
  const tl = gsap.timeline({ paused: true });
  animate(tl, pages);
  window.__timelines = { ...window.__timelines, "release-notes": tl };
}

/** Puts the data on the page, in sizes that fit. Returns the rows of each page. */
function fill() {
  if (data.date) {
    const day = new Intl.DateTimeFormat(data.locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(data.date));
    $(".date").textContent = day;
  }
  fitText($(".date"), { min: 20 });
  fillFoot();
  fitText($("#title .above"), { height: px("--above") * 2.5, min: 32 });
  fitText($("#title .version span"), { height: px("--version-height"), min: 64 });
  if ($("#title .version span").style.webkitLineClamp) $("#title .version").style.whiteSpace = "normal";
  // As wide as it will be.
  if (rows.length > px("--per-page")) $(".count").textContent = "0 / 0";
  fitText($(".rail .above"), { min: 22 });
  fitText($(".rail .version span"), { min: 30 });
  const highlights = $$("#highlights p");
  const room = $("#highlights") ? $("#highlights").clientHeight - px("--list-top") - px("--list-bottom") : 0;
  for (const line of highlights) {
    fitText(line, { height: (room - (highlights.length - 1) * px("--highlight") * 0.5) / highlights.length, min: 32 });
  }
  fillClosing();
  return fillPages();
}

/** One cell a change, and how many there are of each kind. */
function fillFoot() {
  for (const { kind } of rows) {
    const cell = make("i", "");
    cell.style.setProperty("--color", colorOf(kind));
    $(".cells").append(cell);
  }
  for (const kind of KINDS) {
    const count = data.changes.filter((change) => change.kind === kind).length;
    if (count === 0) continue;
    const item = words("p", "", "");
    item.style.setProperty("--color", colorOf(kind));
    item.append(make("b", "", String(count)), data.words[kind]);
    $(".legend").append(item);
  }
}

function fillPages() {
  const most = px("--per-page");
  const count = Math.ceil(rows.length / most);
  const pages = Array.from({ length: count }, (_, i) =>
    rows.slice(Math.floor((i * rows.length) / count), Math.floor(((i + 1) * rows.length) / count)));
  return pages.map((page) => {
    const list = make("div", "list");
    $(".pages").append(list);
    const height = Math.min(px("--row-most"), Math.floor(list.clientHeight / page.length));
    return page.map((change) => fillRow(list, change, { height, size: px(`--text-${Math.min(5, page.length)}`) }));
  });
}

function fillRow(list, { kind, text }, { height, size }) {
  const row = make("div", kind === "more" ? "row rest" : "row");
  row.style.setProperty("--color", colorOf(kind));
  row.style.setProperty("--size", `${size}px`);
  row.style.height = `${height}px`;
  const line = make("i", "line"), tag = make("p", "tag"), body = words("p", "text", text);
  if (kind !== "more") tag.append(words("b", "", data.words[kind]));
  row.append(line, tag, body);
  list.append(row);
  const above = getComputedStyle(row).flexDirection === "column" && kind !== "more" ? tag.offsetHeight + 14 : 0;
  fitText(body, { height: height - above - 28, min: 26 });
  return { row, line, tag, body };
}

function fillClosing() {
  fitText($(".install .words"), { height: px("--command") * 2.7, min: 24 });
  fitText($(".link"), { min: 22 });
  fillThanks();
  const closing = $("#closing"), { paddingTop, paddingBottom, rowGap } = getComputedStyle(closing);
  const others = [...closing.children].slice(1).reduce((sum, { offsetHeight }) => sum + offsetHeight + Number.parseFloat(rowGap), 0);
  const room = closing.clientHeight - Number.parseFloat(paddingTop) - Number.parseFloat(paddingBottom) - others;
  fitText($("#closing h1"), { height: Math.min(room, px("--closing") * 3.3), min: 40 });
}

function fillThanks() {
  const { contributors = [] } = data;
  const thanks = $(".thanks");
  if (!thanks) return;
  const others = Math.max(0, contributors.length - 12);
  const list = [...contributors.slice(0, 12), ...(others ? [data.words.more.replaceAll("#", others)] : [])];
  thanks.querySelector("b").textContent = new Intl.ListFormat(data.locale, { type: others ? "unit" : "conjunction" }).format(list);
  fitText(thanks, { height: px("--thanks") * 1.35 * 2.1, min: 24 });
}

function animate(tl, pages) {
  // fromTo everywhere: a tween never depends on what was on the page when it first ran.
  const move = (target, from, to, at, options = {}) =>
    tl.fromTo(target, from, { duration: 0.6, ease: "power3.out", ...to, ...options }, at);
  const show = (target, at) => move(target, { autoAlpha: 0 }, { autoAlpha: 1 }, at, { duration: 0.01, ease: "none" });
  const hide = (target, at, to = {}) =>
    move(target, { autoAlpha: 1, y: 0 }, { autoAlpha: 0, y: -30, ...to }, at, { duration: 0.35, ease: "power2.in", immediateRender: false });
  const dim = { opacity: 0.22 };
  const cells = $$(".cells i");

  /* Title */
  move(".project", { opacity: 0, x: -20 }, { opacity: 1, x: 0 }, 0.05);
  move(".date", { opacity: 0 }, { opacity: 1 }, 0.3);
  move("#title .above", { opacity: 0, y: 30 }, { opacity: 1, y: 0 }, 0.15);
  const big = $("#title .version span");
  move(big, { yPercent: 26, opacity: 0 }, { yPercent: 0, opacity: 1 }, 0.2, { duration: 0.8, ease: "power4.out" });
  move(cells, { scaleX: 0 }, { scaleX: 1 }, 0.45, { duration: 0.5, stagger: 0.4 / cells.length });
  move(".legend p", { opacity: 0, y: 12 }, { opacity: 1, y: 0 }, 0.8, { duration: 0.4, stagger: 0.06 });
  let at = 2.3;
  hide("#title", at);
  at += 0.3;

  /* Highlights */
  const highlights = $$("#highlights p");
  if (highlights.length > 0) {
    show("#highlights", at);
    move(highlights, { opacity: 0, y: 50 }, { opacity: 1, y: 0 }, at, { duration: 0.7, stagger: 0.35 });
    at += 1.3 + highlights.length * 0.8;
    hide("#highlights", at);
    at += 0.3;
  }

  /* Changes */
  show("#changes", at);
  move(".rail > *", { opacity: 0, y: 24 }, { opacity: 1, y: 0 }, at, { duration: 0.5, stagger: 0.06 });
  move(cells, { opacity: 1 }, dim, at - 0.1, { duration: 0.3, ease: "none", immediateRender: false });
  let told = 0;
  pages.forEach((page, i) => {
    const list = page[0].row.parentElement;
    show(list, at);
    if (pages.length > 1) tl.set(".count", { textContent: `${i + 1} / ${pages.length}` }, at);
    page.forEach(({ line, tag, body }, n) => {
      const start = at + 0.1 + n * 0.62;
      move(line, { scaleX: 0 }, { scaleX: 1 }, start, { duration: 0.7 });
      move(tag, { opacity: 0, scale: 0.7 }, { opacity: 1, scale: 1 }, start + 0.05, { duration: 0.4, ease: "back.out(1.8)", transformOrigin: root.dir === "rtl" ? "right" : "left" });
      move(body, { opacity: 0, y: 36 }, { opacity: 1, y: 0 }, start + 0.1, { duration: 0.6 });
      move(cells[told], dim, { opacity: 1 }, start + 0.1, { duration: 0.35, ease: "none", immediateRender: false });
      told += 1;
    });
    at += 1.7 + page.length * 0.62;
    const isLast = i === pages.length - 1;
    hide(isLast ? "#changes" : list, at);
    at += 0.3;
  });

  /* Closing */
  show("#closing", at);
  move("#closing > *", { opacity: 0, y: 50 }, { opacity: 1, y: 0 }, at, { duration: 0.7, stagger: 0.12 });
  tl.to({}, { duration: 0.01 }, at + 2.99);
}
