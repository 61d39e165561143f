import { clip, page, scripted, type RuleExamples } from "./marked-project.ts";

const register = "window.__timelines = { main: tl };";
const paused = "const tl = gsap.timeline({ paused: true });";

/** What scripts do; by the names of the rules. */
export const scriptRuleExamples: Readonly<Record<string, RuleExamples>> = {
  "timeline-key": {
    bad: [
      scripted(`${paused} ▶window.__timelines = { intro: tl };`),
      scripted(
        `${paused} window.__timelines = window.__timelines || {}; ▶window.__timelines["intro"] = tl; window.__timelines.main = tl;`,
      ),
      scripted(`${paused} const id = "other"; ▶window.__timelines[id] = tl; __timelines["main"] = tl;`),
      scripted(paused).replace("data-composition-id", "▶data-composition-id"),
    ],
    good: [
      scripted(`${paused} ${register}`),
      scripted(`${paused} (window.__timelines ??= {})["main"] = tl;`),
      scripted(`${paused} Object.assign(window.__timelines, { main: tl });`),
      scripted(`${paused} window.__timelines[document.body.dataset.name] = tl;`),
      scripted("window.__hf = { duration: 2, seek() {} };"),
      scripted("gsap.ticker.lagSmoothing(0);"),
    ],
  },
  "late-timeline": {
    bad: [
      scripted(`${paused} setTimeout(() => { ▶window.__timelines = { main: tl }; }, 100);`),
      scripted(`${paused} document.fonts.ready.then(() => { ▶window.__timelines["main"] = tl; });`),
      {
        "index.html": scripted(
          `${paused} async function load() { await fetch("data.json"); ▶__timelines.main = tl; } load();`,
        ),
        "data.json": "{}",
      },
    ],
    good: [
      scripted(`${paused} addEventListener("DOMContentLoaded", () => { ${register} });`),
      scripted(
        `${paused} ${register} (async () => { await document.fonts.ready; tl.to("#title", { x: 9 }); })();`,
      ),
    ],
  },
  "unpaused-timeline": {
    bad: [
      scripted(`const tl = ▶gsap.timeline(); ${register}`),
      scripted(`const tl = ▶gsap.timeline({ paused: false }).to("#title", { x: 9 }); ${register}`),
      scripted("window.__timelines = { main: ▶gsap.timeline({ repeat: 1 }) };"),
    ],
    good: [
      scripted(`const tl = gsap.timeline(); tl.pause(); ${register}`),
      scripted(`const options = { paused: true }; const tl = gsap.timeline(options); ${register}`),
      scripted(
        `const tl = gsap.timeline(); tl.to("#title", { x: 9 }); window.__timelines = { main: gsap.timeline({ paused: true }).add(tl) };`,
      ),
    ],
  },
  "infinite-animation": {
    bad: [
      scripted(`${paused} tl.to("#title", { x: 9, ▶repeat: -1 }); ${register}`, ""),
      page('<b style="▶animation: turn 1s linear infinite">b</b>').replace('data-duration="2"', ""),
      page("<script>document.body.animate([], { duration: 1, ▶iterations: Infinity });</script>").replace(
        'data-duration="2"',
        "",
      ),
    ],
    good: [
      scripted(`${paused} tl.to("#title", { x: 9, repeat: -1 }); ${register}`),
      page('<b style="animation: turn 1s linear infinite">b</b>'),
      page(
        `<b style="animation: turn 1s linear infinite">b</b>${clip("a", 'data-start="0" data-duration="1"')}`,
      ).replace('data-duration="2"', ""),
    ],
  },
  "broken-script": {
    bad: [
      page("<script>\n    const a = [1, 2▶;\n  </script>"),
      { "index.html": page('<script src="a.js"></script>'), "a.js": "let a;\nlet ▶a;\n" },
    ],
    good: [
      page(
        '<script type="module">const a = await 1; export { a };</script><script type="application/json">{]</script>',
      ),
      {
        "index.html": page('<script src="vendor/lib.min.js"></script>'),
        "vendor/lib.min.js": "not ( JavaScript",
      },
    ],
  },
  "missing-library": {
    bad: [
      page(
        "<script>const tl = ▶gsap.timeline({ paused: true }); window.__timelines = { main: tl };</script>",
      ),
      page("<script>new ▶Chart(document.body, {});</script>"),
    ],
    good: [
      page("<script>if (window.gsap) gsap.to(document.body, { x: 1 }); typeof THREE;</script>"),
      page("<script>const d3 = { select() {} }; d3.select('p');</script>"),
      {
        "index.html": page('<script src="js/lottie.js"></script><script>lottie.loadAnimation({});</script>'),
        "js/lottie.js": "window.lottie = {};",
      },
    ],
  },
  "unknown-target": {
    bad: [scripted(`${paused} tl.to(▶"#titel", { x: 9 }).from(▶\`#nobody .line\`, { y: 9 }); ${register}`)],
    good: [
      scripted(
        `${paused} tl.to("#title", { x: 9 }).to("#made", { x: 1 }); document.body.insertAdjacentHTML("beforeend", '<i id="made"></i>'); ${register}`,
      ),
      scripted(`${paused} tl.to("#title .line", { x: 9 }); ${register}`),
      scripted(
        `${paused} for (const i of [1, 2]) { const bar = document.createElement("i"); bar.id = "bar-" + i; tl.to("#bar-1", { x: 9 }); } ${register}`,
      ),
      scripted(
        `${paused} document.body.innerHTML += [1, 2].map((i) => \`<i id="row\${i}-bar" class="x"></i>\`).join(""); tl.to("#row2-bar", { x: 9 }); ${register}`,
      ),
      scripted(
        `${paused} const bar = document.createElement("i"); bar.setAttribute("id", ["a", "b"].join("-")); tl.to("#a-b", { x: 9 }); ${register}`,
      ),
    ],
  },
  timer: {
    bad: [
      page(
        "<script>\n    ▶setTimeout(() => {}, 1000);\n    window.▶setInterval(() => {}, 1000);\n  </script>".replace(
          "window.▶",
          "▶window.",
        ),
      ),
    ],
    good: [
      page(
        "<script>requestAnimationFrame(() => {}); const o = { setTimeout() {} }; o.setTimeout();</script>",
      ),
    ],
  },
  "unseeded-random": {
    bad: [
      page(
        "<script>\n    const a = ▶Math.random();\n    const b = [1].map(▶Math.random);\n    ▶crypto.randomUUID();\n  </script>",
      ),
    ],
    good: [
      page(
        "<script>let s = 1; Math.random = () => (s = (s * 16807) % 2147483647) / 2147483647; Math.random();</script>",
      ),
    ],
  },
  "real-date": {
    bad: [
      page("<script>\n    ▶Date.now();\n    const d = ▶new Date();\n    ▶performance.now();\n  </script>"),
    ],
    good: [page("<script>new Date('2026-01-01').getTime(); Date.UTC(2026, 1);</script>")],
  },
};
