import { host, media, page, part, scripted, type RuleExamples } from "./marked-project.ts";

const register = "window.__timelines = { main: tl };";
const paused = "const tl = gsap.timeline({ paused: true });";

/** Files, addresses, media and fonts; by the names of the rules. */
export const fileRuleExamples: Readonly<Record<string, RuleExamples>> = {
  "video-sound": {
    bad: [{ "index.html": page('▶<video src="a.mp4"></video>'), "a.mp4": media }],
    good: [
      {
        "index.html": page(
          '<video muted src="a.mp4"></video><video src="a.mp4" data-has-audio="true"></video>',
        ),
        "a.mp4": media,
      },
    ],
  },
  "doubled-sound": {
    bad: [
      {
        "index.html": page('<video data-has-audio="true" ▶src="a.mp4"></video><audio src="./a.mp4"></audio>'),
        "a.mp4": media,
      },
    ],
    good: [
      { "index.html": page('<video muted src="a.mp4"></video><audio src="a.mp4"></audio>'), "a.mp4": media },
      {
        "index.html": page('<video data-has-audio="true" src="a.mp4"></video><audio src="b.mp3"></audio>'),
        "a.mp4": media,
        "b.mp3": media,
      },
    ],
  },
  "media-range": {
    bad: [
      {
        "index.html": page(
          '<video muted src="a.mp4" ▶data-playback-rate="0.05" ▶data-volume="4" ▶data-media-start="-1"></video>',
        ),
        "a.mp4": media,
      },
      { "index.html": page('<audio src="a.mp3" ▶data-volume="loud"></audio>'), "a.mp3": media },
    ],
    good: [
      {
        "index.html": page(
          '<audio src="a.mp3" data-volume="3.98" data-playback-rate="5" data-media-start="1.5"></audio>',
        ),
        "a.mp3": media,
      },
    ],
  },
  "missing-file": {
    bad: [
      page('<img ▶src="a.png" alt="" ▶▶srcset="b.png 1x, c,d.png 2x">'),
      page('<video muted ▶poster="a.png"><source ▶src="a.mp4"></video><svg><image ▶href="b.svg" /></svg>'),
      page(
        '<b style="background: ▶url(a%20b.png)">b</b><style>@import ▶"a.css"; b { mask: ▶url("c.svg#d"); }</style>',
      ),
      page('<link rel="stylesheet" ▶href="a.css"><script ▶src="a.js"></script>'),
      page(
        '<div data-composition-id="part" ▶data-composition-src="part.html" data-start="0" data-duration="1"></div>',
      ),
      {
        "index.html": page('<link rel="stylesheet" href="css/a.css">'),
        "css/a.css": "@font-face { font-family: A; src: ▶url(a.woff2); }\nb { background: url(../b.png) }\n",
        "b.png": media,
      },
      { "index.html": host(""), "part.html": part('<img ▶src="a.png" alt="">') },
      page('<script type="module">import ▶"./a.js"; fetch(▶"a.json");</script>'),
      page('<img ▶src="/.env" alt="">'),
    ],
    good: [
      {
        "index.html": page(
          '<img src="a%20b.png?v=1" alt=""><img src="a b.png" alt="" srcset="/a%20b.png 2x"><img src="data:image/png;base64,x" alt=""><img src="<<LOGO>>" alt="">',
        ),
        "a b.png": media,
      },
      page(
        '<b style="background: url(#gradient)">b</b><a href="nowhere.html">a</a><link rel="icon" href="none.ico">',
      ),
    ],
  },
  "outside-project": {
    bad: [
      page(
        '<img ▶src="../a.png" alt=""><img ▶src="b/../../a.png" alt=""><img ▶src="file:///a.png" alt=""><img ▶src="C:\\a.png" alt="">',
      ),
      {
        "index.html": page('<link rel="stylesheet" href="css/a.css">'),
        "css/a.css": "b { background: ▶url(../../a.png) }\n",
      },
    ],
    good: [{ "index.html": page('<img src="b/../a.png" alt="">'), "a.png": media }],
  },
  "remote-asset": {
    bad: [
      page('<img ▶src="https://example.org/a.png" alt=""><audio ▶src="//example.org/a.mp3"></audio>'),
      page('<script ▶src="https://cdn.jsdelivr.net/npm/left-pad@1/index.js"></script>'),
      page(
        '<script ▶src="https://cdn.jsdelivr.net/npm/gsap@3/dist/gsap.min.js" integrity="sha384-AAAA"></script>',
      ),
      page("<style>b { background: ▶url(https://example.org/a.png); }</style>"),
      // One of the families comes with no package.
      page(
        '<link rel="stylesheet" ▶href="https://fonts.googleapis.com/css2?family=Inter&family=No+Such+Family">',
      ),
    ],
    good: [
      scripted(`${paused} ${register}`),
      page(
        '<link rel="preconnect" href="https://fonts.gstatic.com"><link rel="stylesheet" href="https://fonts.googleapis.com/css2?family=Inter"><a href="https://example.org">a</a>',
      ),
    ],
  },
  "library-version": {
    bad: [page('<script ▶src="https://cdn.jsdelivr.net/npm/gsap@3.0.1/dist/gsap.min.js"></script>')],
    good: [
      page('<script src="https://cdn.jsdelivr.net/npm/gsap@3.14.2/dist/gsap.min.js"></script>'),
      page('<script src="https://cdn.jsdelivr.net/npm/gsap@3.14/dist/gsap.min.js"></script>'),
    ],
  },
  "missing-font": {
    bad: [
      page("<style>b { ▶font-family: Nonesuch, sans-serif; } i { font-family: nonesuch; }</style>"),
      page("<b style=\"▶font: 700 20px/1.2 'None Such', serif\">b</b>"),
      page("<style>:root { ▶--head: Nonesuch, serif; } b { font-family: var(--head); }</style>"),
    ],
    good: [
      // Shipped as a package, which needs no link.
      page("<style>b { font-family: Inter, sans-serif; }</style>"),
      page(
        "<style>b { font-family: Arial, Nonesuch; } i { font: italic 20px Georgia; } p { font-family: inherit; font: caption; }</style>",
      ),
      {
        "index.html": page(
          "<style>@font-face { font-family: 'Own  Font'; src: url(a.woff2); } b { font-family: \"Own Font\"; }</style>",
        ),
        "a.woff2": media,
      },
      page(
        '<link rel="stylesheet" href="https://fonts.googleapis.com/css2?family=Inter:wght@400;700&family=Roboto+Mono"><style>b { font: 12px Inter; } i { font-family: "Roboto Mono" }</style>',
      ),
      page(
        "<script>new FontFace('Own', 'url(x)');</script><style>b { font-family: Own; } i { font-family: var(--unknown); }</style>",
      ),
    ],
  },
  "unread-file": {
    bad: [
      {
        "index.html": page('<link rel="stylesheet" href="a.css">'),
        "a.css": `▶/*${" ".repeat(2_000_000)}*/`,
      },
    ],
    good: [{ "index.html": page('<img src="a.png" alt="">'), "a.png": Buffer.alloc(2_000_001) }],
  },
};
