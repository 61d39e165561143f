import { clip, host, media, page, part, type RuleExamples } from "./marked-project.ts";

/** What the elements of a composition say of themselves; by the names of the rules. */
export const clipRuleExamples: Readonly<Record<string, RuleExamples>> = {
  "root-attributes": {
    bad: [
      "▶<!doctype html>\n<h1>A plain page</h1>",
      '<!doctype html>\n▶▶<div data-composition-id="main" data-duration="1" data-no-timeline></div>',
      page("", "").replace('data-width="320"', '▶data-width="wide"'),
      page("", "").replace('data-height="180"', '▶data-height="8"'),
      page("", '▶data-fps="fast"'),
      page("").replace('data-duration="2"', '▶data-duration="soon"'),
      page("").replace('data-composition-id="main"', '▶data-composition-id=" "'),
    ],
    good: [page("", 'data-fps="30000/1001"')],
  },
  "unknown-length": {
    bad: [
      page("")
        .replace('<div data-composition-id="main"', '▶<div data-composition-id="main"')
        .replace('data-duration="2"', ""),
    ],
    good: [
      page(clip("a", 'data-start="0" data-duration="1"')).replace('data-duration="2"', ""),
      page('<b style="animation: grow 1s">b</b>').replace('data-duration="2"', ""),
    ],
  },
  "odd-size": {
    bad: [
      page("")
        .replace('data-width="320"', '▶data-width="321"')
        .replace('data-height="180"', '▶data-height="181"'),
    ],
    good: [page("").replace('"320"', '"322"')],
  },
  "clip-start": {
    bad: [
      page(clip("a", '▶data-start="soon enough"')),
      page(clip("a", '▶data-start="b"')),
      page(
        clip("a", '▶data-start="b + 1" data-duration="1"') + clip("b", '▶data-start="a" data-duration="1"'),
      ),
      page(clip("a", 'data-start="0"') + clip("b", '▶data-start="a"')),
      page(clip("a", '▶data-start="-1" data-duration="2"')),
    ],
    good: [
      page(
        clip("a", 'data-start="0" data-duration="1"') + clip("b", 'data-start="a - 0.5" data-duration="1"'),
      ),
      // A video ends by itself.
      {
        "index.html": page(
          `<video id="v" muted src="a.mp4" data-start="0"></video>${clip("b", 'data-start="v"')}`,
        ),
        "a.mp4": media,
      },
    ],
  },
  "animation-in-clip": {
    bad: [
      page('<style>h1 b { animation: rise 1s }</style>\n<h1 data-start="1">▶<b>a</b><b>b</b></h1>'),
      page('<p data-start="0.5"><b>▶<i style="animation-name: rise; animation-duration: 1s">a</i></b></p>'),
      page(
        "<style>.in > .up::before { animation: 1s rise }</style>" +
          '<p id="a" data-start="0" data-duration="1">a</p><p class="in" data-start="a">\n▶<b class="up">a</b></p>',
      ),
    ],
    good: [
      page(
        '<style>h1 { animation: rise 1s } i { animation: turn 1s infinite }</style><h1 data-start="1"><i>a</i></h1>',
      ),
      page('<style>b { animation: rise 1s }</style><h1 data-start="0"><b>a</b></h1><h2><b>b</b></h2>'),
      page(
        '<style>b { animation: rise 1s; animation-play-state: paused }</style><p data-start="1"><b>a</b></p>',
      ),
      page('<style>b { animation: rise 1s }</style><h1 data-start="1"><b data-start="1.5">a</b></h1>'),
    ],
  },
  "color-grading": {
    bad: [
      { "index.html": page("<img src=a.png ▶data-color-grading='{\"adjust\": }'>"), "a.png": media },
      {
        "index.html": page('<img src=a.png ▶data-color-grading=\'{"effects": {"bloom": 1}}\'>'),
        "a.png": media,
      },
      page("<p ▶data-color-grading='{}'>a</p>"),
    ],
    good: [
      {
        "index.html": page('<img src=a.png data-color-grading=\'{"adjust": {"exposure": 1}}\'>'),
        "a.png": media,
      },
    ],
  },
  "clip-length": {
    bad: [
      page(clip("a", 'data-start="0" ▶data-duration="0"')),
      page(clip("a", 'data-start="0" ▶data-duration="-2"')),
      page(clip("a", 'data-start="0" ▶data-duration="long"')),
      page(clip("a", 'data-start="1.5" data-duration="0.5" ▶data-end="1"')),
    ],
    good: [page(clip("a", 'data-start="0" data-duration="0.1"'))],
  },
  "clip-outside": {
    bad: [
      page(clip("a", 'data-start="1" ▶data-duration="1.5"')),
      { "index.html": host(""), "part.html": part(clip("a", '▶data-start="1" data-duration="1"')) },
    ],
    good: [
      page(clip("a", 'data-start="1.9" data-duration="0.1"')),
      // At double speed, its second second is seen.
      {
        "index.html": host('data-playback-rate="2"'),
        "part.html": part(clip("a", 'data-start="1" data-duration="1"')),
      },
    ],
  },
  "overlapping-clips": {
    bad: [
      page(
        clip("a", 'data-start="0" data-duration="1" data-track-index="1"') +
          clip("b", '▶data-start="0.5" data-duration="1" data-track-index="1"'),
      ),
      page(
        clip("a", 'data-start="0" data-track-index="1"') +
          clip("b", '▶data-start="1" data-duration="1" data-track-index="1"'),
      ),
      // The second is short: the third still meets the first.
      page(
        clip("a", 'data-start="0" data-duration="2" data-track-index="1"') +
          clip("b", '▶data-start="0.5" data-duration="0.1" data-track-index="1"') +
          clip("c", '▶data-start="1" data-duration="1" data-track-index="1"'),
      ),
    ],
    good: [
      page(
        clip("a", 'data-start="0" data-duration="0.7" data-track-index="1"') +
          clip("b", 'data-start="a + 0.1" data-duration="1" data-track-index="1"'),
      ),
      page(
        clip("a", 'data-start="0" data-duration="1" data-track-index="1"') +
          clip("b", 'data-start="0" data-duration="1" data-track-index="2"'),
      ),
      page(
        `<div data-start="0" data-duration="2" data-track-index="1">${clip("b", 'data-start="1" data-duration="1" data-track-index="1"')}</div>`,
      ),
    ],
  },
  "duplicate-id": {
    bad: [page('<p id="a">1</p>\n  <p ▶id="a">2</p>')],
    good: [page('<p id="a">1</p><template><p id="a">2</p></template><template><p id="a">3</p></template>')],
  },
  "misspelt-attribute": {
    bad: [
      page(clip("a", 'data-start="0" ▶data-duraton="1"')),
      page(clip("a", 'data-start="0" ▶data-layer="1"')),
      page("")
        .replace("data-no-timeline", "▶data-no-timelin")
        .replace("</div>", "</div><script>window.__timelines = { main: {} };</script>"),
    ],
    good: [
      page(
        `<p data-layer="1" data-statr="x">not a clip</p>${clip("a", 'data-start="0" data-state="on" data-index="3"')}`,
      ),
    ],
  },
  "sub-composition": {
    bad: [
      {
        "index.html": page('<div ▶data-composition-src="part.html" data-start="0" data-duration="1"></div>'),
        "part.html": part(""),
      },
      {
        "index.html": host(""),
        "part.html": part(
          '<div data-composition-id="again" ▶data-composition-src="part.html" data-start="0" data-duration="1"></div>',
        ),
      },
    ],
    good: [{ "index.html": host(""), "part.html": part("<p>part</p>") }],
  },
  "declared-variables": {
    bad: [
      page("", "▶data-composition-variables='[{id: name}]'"),
      page("", "▶data-composition-variables='{}'"),
      page("", `▶data-composition-variables='[{"type":"string"}]'`),
      { "index.html": host("▶data-variable-values='title=x'"), "part.html": part("") },
      { "index.html": host("▶data-variable-values='[1]'"), "part.html": part("") },
      {
        "index.html": host(`▶data-variable-values='{"titel":"x"}'`),
        "part.html": part("").replace(
          "<div ",
          `<div data-composition-variables='[{"id":"title","type":"string"}]' `,
        ),
      },
    ],
    good: [
      {
        "index.html": host(`data-variable-values='{"title":"x"}'`),
        "part.html": part("").replace(
          "<div ",
          `<div data-composition-variables='[{"id":"title","type":"string"}]' `,
        ),
      },
    ],
  },
};
