// The weekly report: builds the charts from the inlined figures, then one paused timeline.
// Every picture is a function of the timeline's time alone.
const data = JSON.parse(document.getElementById("figures").textContent);
const $ = (selector) => document.querySelector(selector);
const $$ = (selector) => [...document.querySelectorAll(selector)];

const thousands = (n) => String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, ",");
const signed = (n) => (n > 0 ? "+" : n < 0 ? "−" : "±") + thousands(Math.abs(n));

// Scene starts in seconds, as in index.html.
const NUMBERS = 2.4, WEEKS = 6, YEAR = 9.3, RANK = 13, OUTRO = 17.4;

const tl = gsap.timeline({ paused: true });

// fromTo everywhere: a tween never depends on what was on the page when it first ran.
const move = (target, from, to, at, options = {}) =>
  tl.fromTo(target, from, { duration: 0.6, ease: "power3.out", ...to, ...options }, at);
const enter = (target, at, options) => move(target, { y: 36, opacity: 0 }, { y: 0, opacity: 1 }, at, options);
const leave = (target, at) =>
  move(target, { opacity: 1 }, { opacity: 0 }, at, { duration: 0.3, ease: "power1.in", immediateRender: false });

// A number that runs from one value to another; `show` puts it on the page.
function run(from, to, show, at, options = {}) {
  const state = { value: from };
  show(from);
  tl.fromTo(state, { value: from },
    { value: to, duration: 1.2, ease: "power3.inOut", ...options, onUpdate: () => show(state.value) }, at);
}

/* Title */
move("#intro .kicker .mark", { scaleX: 0 }, { scaleX: 1 }, 0.1);
move("#intro h1 .mask > span", { yPercent: 115 }, { yPercent: 0 }, 0.1, { duration: 0.9, stagger: 0.12, ease: "power4.out" });
move("#intro .dates", { opacity: 0, y: 24 }, { opacity: 1, y: 0 }, 0.55);
move("#intro .reel", { y: 0 }, { y: -540 }, 0.35, { duration: 0.9, ease: "power4.inOut" });
move("#intro .sheet", { yPercent: 0 }, { yPercent: -100 }, NUMBERS, { duration: 0.5, ease: "power3.inOut" });

/* Frame: one mark of progress a scene */
[NUMBERS, WEEKS, YEAR, RANK].forEach((start, i) =>
  move($$(".progress b")[i], { scaleX: 0 }, { scaleX: 1 }, start + 0.2, { duration: 0.7, ease: "power2.inOut" }));

/* Numbers */
move("#numbers .rule:not(.across)", { scaleY: 0 }, { scaleY: 1 }, NUMBERS + 0.3, { duration: 0.8 });
move("#numbers .across", { scaleX: 0 }, { scaleX: 1 }, NUMBERS + 0.5, { duration: 0.8 });
$$("#numbers .figure").forEach((box, i) => {
  const { thisWeek, weekBefore } = data[box.dataset.figure];
  const at = NUMBERS + 0.25 + i * 0.12;
  const value = box.querySelector(".value"), change = box.querySelector(".change");
  const text = (n) => `<b>${signed(n)}</b><small>vs week 43</small>`;
  change.innerHTML = text(thisWeek - weekBefore);
  run(weekBefore, thisWeek, (n) => {
    value.textContent = thousands(n);
    change.innerHTML = text(Math.round(n) - weekBefore);
  }, at + 0.35);
});
leave("#numbers > *", WEEKS - 0.3);

/* Bars */
const HIGH = 400, TALL = 450; // 400 fixes are 450 px
$("#weeks .columns").innerHTML = data.perWeek.map(({ week, fixes, newMajor }, i) => `
  <div class="column ${i === data.perWeek.length - 1 ? "now" : newMajor ? "major" : ""}">
    <i style="height:${(fixes / HIGH) * TALL}px"></i>
    <span class="count"></span><span class="name">W${week}</span>
    <span class="version">${newMajor ? `v${newMajor}` : ""}</span>
  </div>`).join("");
enter("#weeks .rise", WEEKS, { stagger: 0.08 });
move("#weeks .baseline", { scaleX: 0 }, { scaleX: 1 }, WEEKS + 0.1, { duration: 0.7 });
$$("#weeks .column").forEach((column, i) => {
  const { fixes } = data.perWeek[i], at = WEEKS + 0.25 + i * 0.055;
  const [bar, count, name, version] = column.children;
  const options = { duration: 0.75, ease: "power3.out" };
  move(bar, { scaleY: 0 }, { scaleY: 1 }, at, options);
  move([name, version], { opacity: 0 }, { opacity: 1 }, at, { duration: 0.4 });
  move(count, { opacity: 0 }, { opacity: 1 }, at, { duration: 0.3 });
  run(0, fixes, (n) => {
    count.textContent = thousands(n);
    count.style.bottom = `${(n / HIGH) * TALL + 12}px`;
  }, at, options);
});
leave("#weeks > *", YEAR - 0.3);

/* Line */
const BOX = { left: 96, right: 1700, top: 20, bottom: 545, weeks: 52, high: 4000 };
const x = (week) => BOX.left + (week / BOX.weeks) * (BOX.right - BOX.left);
const y = (total) => BOX.bottom - (total / BOX.high) * (BOX.bottom - BOX.top);
$(".plot .grid").innerHTML =
  [0, 1000, 2000, 3000, 4000].map((n) => `
    <line class="${n ? "" : "zero"}" x1="${BOX.left}" x2="1728" y1="${y(n)}" y2="${y(n)}"/>
    <text x="${BOX.left - 22}" y="${y(n) + 9}" text-anchor="end">${thousands(n)}</text>`).join("") +
  [1, 10, 20, 30, 40, 50].map((w) => `<text x="${x(w)}" y="${BOX.bottom + 42}" text-anchor="middle">W${w}</text>`).join("");

// Points of a year up to the week, with the length of the way to each of them.
function course(totals, count) {
  const points = [[x(0), y(0)], ...totals.slice(0, count).map((n, i) => [x(i + 1), y(n)])];
  let length = 0;
  const lengths = points.map((p, i) => (length += i ? Math.hypot(p[0] - points[i - 1][0], p[1] - points[i - 1][1]) : 0));
  return { points, lengths, path: "M" + points.map((p) => p.map((n) => n.toFixed(1)).join(",")).join("L") };
}
// Draws the line as far as a week (a fraction too); returns the place of its tip.
function drawTo(line, { points, lengths }, week) {
  const i = Math.min(Math.floor(week), points.length - 2), part = week - i;
  const between = (a, b) => a + (b - a) * part;
  const total = lengths.at(-1);
  line.style.strokeDasharray = `${total} ${total + 20}`;
  line.style.strokeDashoffset = total - between(lengths[i], lengths[i + 1]);
  return [between(points[i][0], points[i + 1][0]), between(points[i][1], points[i + 1][1])];
}
const LAST = 44;
const lines = { now: data.runningTotal["2026"], then: data.runningTotal["2025"] };
const ways = { now: course(lines.now, LAST), then: course(lines.then, LAST) };
for (const key of ["now", "then"]) $(`.line.${key}`).setAttribute("d", ways[key].path);
$(".plot .area").setAttribute("d", `${ways.now.path}L${x(LAST)},${y(0)}Z`);

enter("#year .rise", YEAR, { stagger: 0.08 });
move("#year .plot", { opacity: 0 }, { opacity: 1 }, YEAR + 0.1, { duration: 0.4 });
run(0, LAST, (week) => {
  for (const key of ["now", "then"]) {
    const [tipX, tipY] = drawTo($(`.line.${key}`), ways[key], week);
    const i = Math.floor(week), value = (n) => (n ? lines[key][n - 1] : 0);
    const reached = i >= LAST ? value(LAST) : value(i) + (value(i + 1) - value(i)) * (week - i);
    $(`.dot.${key}`).setAttribute("cx", tipX);
    $(`.dot.${key}`).setAttribute("cy", tipY);
    $(`.tag.${key} b`).textContent = thousands(reached);
    $(`.tag.${key} span`).textContent = `${key === "now" ? 2026 : 2025}, week ${Math.max(1, Math.round(week))}`;
    if (key === "now") $("#swept rect").setAttribute("width", tipX);
  }
}, YEAR + 0.35, { duration: 1.5, ease: "power2.inOut" });
enter("#year .tag", YEAR + 0.5);
leave("#year > *", RANK - 0.3);

/* Ranking */
const PITCH = 82, MOST = 21;
const nowOrder = data.ranking;
const beforeOrder = [...nowOrder].sort((a, b) => b.weekBefore - a.weekBefore || (a.component < b.component ? -1 : 1));
$(".places").innerHTML = nowOrder.map((_, i) => `<li>${i + 1}</li>`).join("");
$(".rows").innerHTML = nowOrder.map(({ component, thisWeek, weekBefore }) => {
  const more = thisWeek > weekBefore ? "more" : "";
  return `<div class="row"><span class="name">${component}</span>
    <i class="bar ghost"></i><i class="bar"></i><i class="bar up"></i>
    <span class="count"></span><span class="change ${more}">${signed(thisWeek - weekBefore)}</span></div>`;
}).join("");
const SWAP = RANK + 1.4;
enter("#rank .rise", RANK, { stagger: 0.08 });
move("#rank .places li", { opacity: 0 }, { opacity: 1 }, RANK + 0.1, { duration: 0.4, stagger: 0.03 });
$$("#rank .row").forEach((row, place) => {
  const { thisWeek, weekBefore } = nowOrder[place];
  const was = beforeOrder.indexOf(nowOrder[place]);
  const rises = place < was;
  const [, ghost, bar, barUp, count, change] = row.children;
  const at = SWAP + (rises ? 0.05 : 0), options = { duration: 1.05, ease: "power3.inOut" };
  move(row, { opacity: 0 }, { opacity: 1 }, RANK + 0.15 + was * 0.05, { duration: 0.4 });
  move([ghost, bar, barUp], { scaleX: 0 }, { scaleX: weekBefore / MOST }, RANK + 0.2 + was * 0.05, { duration: 0.6 });
  move(row, { y: was * PITCH }, { y: place * PITCH }, at, options);
  move([bar, barUp], { scaleX: weekBefore / MOST }, { scaleX: thisWeek / MOST }, at, { ...options, immediateRender: false });
  move(barUp, { opacity: 0 }, { opacity: rises ? 1 : 0 }, at, options);
  run(weekBefore, thisWeek, (n) => (count.textContent = thousands(n)), at, options);
  move(change, { opacity: 0, x: -16 }, { opacity: 1, x: 0 }, SWAP + 0.9 + place * 0.04, { duration: 0.4 });
  row.classList.toggle("rises", rises);
  row.style.zIndex = rises ? was - place : 0; // who climbs most passes in front
  if (!rises) { // the others step back while they are passed
    move(row, { opacity: 1 }, { opacity: 0.3 }, at, { duration: 0.4, ease: "power1.inOut", immediateRender: false });
    move(row, { opacity: 0.3 }, { opacity: 1 }, at + 0.65, { duration: 0.4, ease: "power1.inOut", immediateRender: false });
  }
});
move("#rank .key", { opacity: 0 }, { opacity: 1 }, SWAP + 0.3, { duration: 0.4 });
move("#rank .when .before", { opacity: 1, y: 0 }, { opacity: 0, y: -20 }, SWAP, { duration: 0.4 });
move("#rank .when .now", { opacity: 0, y: 20 }, { opacity: 1, y: 0 }, SWAP + 0.3, { duration: 0.4 });
move("#rank .head-change", { opacity: 0 }, { opacity: 1 }, SWAP + 0.9, { duration: 0.4 });

/* Outro */
move("#outro .sheet", { yPercent: 100 }, { yPercent: 0 }, OUTRO, { duration: 0.5, ease: "power3.inOut" });
move("#outro .mark", { scaleX: 0 }, { scaleX: 1 }, OUTRO + 0.35);
move("#outro h1 .mask > span", { yPercent: 115 }, { yPercent: 0 }, OUTRO + 0.3, { duration: 0.7, ease: "power4.out" });
enter("#outro .command", OUTRO + 0.45);
enter("#outro dl > div", OUTRO + 0.55, { stagger: 0.08 });

window.__timelines = { ...window.__timelines, "weekly-report": tl };
