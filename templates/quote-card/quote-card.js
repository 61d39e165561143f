const $ = (selector) => document.querySelector(selector);

/** In seconds: from the first frame to the voice, where none is said, and after it. */
const TAIL = 1.4;
const SILENT_LENGTH = 7;
const PER_SECOND = 60;

for (const picture of document.querySelectorAll(".portrait img, .logo")) {
  if (picture.complete && picture.naturalWidth === 0) picture.remove();
  picture.addEventListener("error", () => picture.remove());
}
const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const names = $(".author").textContent.split(/[\s&+,.<>()/|-]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
const chosen = names.length > 1 ? [names[0], names.at(-1)] : names;
$(".monogram").textContent = chosen.map((word) => [...letters.segment(word)][0].segment).join("").toLocaleUpperCase();

const quote = $("blockquote");
const text = quote.textContent.trim();
$(".stage").classList.toggle("rtl", quote.matches(":dir(rtl)"));
// Playfair Display has no letters but those of European languages, and its italics are none of other scripts.
$(".stage").classList.toggle("foreign", /[^\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]/u.test(text));

/* Whoever speaks: a narration, or the sound of the data. Times of words are those of the whole. */
const narration = window.__hfNarration ?? null;
const voice = $("#voice");
if (narration && voice) voice.remove();
if (narration?.places?.presenter) $(".stage").classList.add("presented");
const soundStart = narration ? narration.start : Number(voice?.dataset.start ?? 0);

async function readSound() {
  const source = narration ? null : voice?.getAttribute("src");
  if (source === undefined) return { levels: null, words: [] };
  // Without its levels, the words are still there.
  const levels = await window.__hyperframes?.getLevels(source, { perSecond: PER_SECOND }).catch(() => null);
  const words = narration ? narration.words : (await readWords(window.quote.words)).map((word) => ({ ...word, start: word.start + soundStart, end: word.end + soundStart }));
  return { levels: levels ?? null, words };
}

const tl = gsap.timeline({ paused: true });
window.__timelines = { ...window.__timelines, "quote-card": tl };

/** What changes with the words; each is called with the time. */
const followers = [];

function lightQuote(timed) {
  const spans = timed.map(({ text: piece, start, end }) => {
    const [, words, space] = /^(.*?)(\s*)$/s.exec(piece);
    const span = Object.assign(document.createElement("span"), { className: "word", textContent: words });
    return { span, space, start, end };
  });
  quote.replaceChildren(...spans.flatMap(({ span, space }) => [span, space]));
  followers.push((time) => {
    let isSaid = true;
    for (const { span, start } of spans) {
      // What is no word, a dash or a sign, goes with the word before it.
      if (start !== null) isSaid = time >= start - 1e-6;
      span.classList.toggle("said", isSaid);
    }
    const now = spans.findLast(({ start, end }) => start !== null && start - 1e-6 <= time && time < end);
    for (const { span } of spans) span.classList.toggle("now", span === now?.span);
  });
}

function showCaptions(words) {
  const line = $(".caption");
  const groups = groupWords(words).map((group, index, all) => ({
    spans: group.map(({ word }) => Object.assign(document.createElement("span"), { className: "word", textContent: word })),
    group,
    start: group[0].start,
    end: Math.min(all[index + 1]?.[0].start ?? Infinity, group.at(-1).end + 1),
  }));
  let shown = null;
  followers.push((time) => {
    const current = groups.findLast(({ start, end }) => start - 1e-6 <= time && time < end) ?? null;
    if (current !== shown) line.replaceChildren(...(current?.spans ?? []).flatMap((span, index) => (index > 0 ? [" ", span] : [span])));
    shown = current;
    current?.spans.forEach((span, index) => span.classList.toggle("now", current.group[index].start - 1e-6 <= time && time < current.group[index].end));
  });
  return groups;
}

async function build() {
  const { levels, words } = await readSound();
  const timed = words.length > 0 ? timedPieces(text, words) : null;
  $(".stage").classList.toggle("lit", timed !== null);
  $(".stage").classList.toggle("captioned", timed === null && words.length > 0);
  $(".stage").classList.toggle("silent", levels === null);
  if (timed) lightQuote(timed);
  const groups = !timed && words.length > 0 ? showCaptions(words) : [];
  const end = narration ? narration.end : levels ? soundStart + levels.duration : Math.max(0, ...words.map((word) => word.end));
  const length = end > 0 ? end + TAIL : SILENT_LENGTH;
  animate(length);
  await fontsReady(groups);
  if (levels) {
    const draw = createWave($(".wave"), levels);
    followers.push((time) => {
      const sound = time - soundStart;
      draw(Math.min(Math.max(0, sound), levels.duration), gsap.parseEase("power2.out")(Math.min(1, Math.max(0, (time - 0.25) / 0.9))));
      $(".ring").style.transform = `scale(${(1 + 0.16 * loudnessAt(levels, sound)).toFixed(4)})`;
    });
  }
  const follow = (time) => { for (const follower of followers) follower(time); };
  window.addEventListener("hf-seek", ({ detail }) => follow(detail.time));
  follow(0);
}

/** From 0 to 1, up at once and down slowly, so that nothing trembles. */
function loudnessAt({ loudness, perSecond }, time) {
  const at = Math.round(time * perSecond);
  const loudest = Math.max(...loudness, 0.001);
  let level = 0;
  for (let back = 0; back < 14; back += 1) level = Math.max(level, ((loudness[at - back] ?? 0) / loudest) * 0.86 ** back);
  return level;
}

function animate(length) {
  const move = (target, from, to, at, options = {}) => {
    if (target) tl.fromTo(target, from, { duration: 0.6, ease: "power3.out", ...to, ...options }, at);
  };
  move($(".disc"), { scale: 0.7, opacity: 0 }, { scale: 1, opacity: 1 }, 0, { ease: "back.out(1.5)" });
  move($(".ring"), { opacity: 0 }, { opacity: 1 }, 0.3);
  move($(".mark"), { scale: 0, rotation: -20 }, { scale: 1, rotation: 0 }, 0.1, { ease: "back.out(1.8)" });
  move(quote, { opacity: 0, y: 36 }, { opacity: 1, y: 0 }, 0.15);
  move($(".who"), { opacity: 0, y: 24 }, { opacity: 1, y: 0 }, 0.3);
  move($("footer"), { opacity: 0 }, { opacity: 1 }, 0.5);
  tl.set({}, {}, length);
}

/** Text can be measured once its fonts are there. */
function fontsReady(groups) {
  return new Promise((resolve) => {
    whenFontsAreThere(["600 80px Playfair Display", "500 40px DM Sans", "700 40px DM Sans"], () => {
      fitText(quote, { least: 0.2, texts: [quote] });
      for (const [selector, least] of [[".author", 0.5], [".role", 0.55], [".show", 0.5]]) if ($(selector)) fitText($(selector), { least, texts: [$(selector)] });
      // The longest group says how large captions can be.
      const longest = groups.toSorted((a, b) => b.group.map(({ word }) => word).join(" ").length - a.group.map(({ word }) => word).join(" ").length)[0];
      if (longest) {
        $(".caption").textContent = longest.group.map(({ word }) => word).join(" ");
        fitText($(".caption"), { least: 0.4, texts: [$(".caption")] });
        $(".caption").replaceChildren();
      }
      resolve();
    });
  });
}
window.__hf = { ...window.__hf, buildReady: { ...window.__hf?.buildReady, quote: build() } };
