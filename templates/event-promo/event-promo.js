const $ = (selector) => document.querySelector(selector);
const $$ = (selector) => [...document.querySelectorAll(selector)];

/* The plan, in beats. */
const OPENING = 0;
const TITLE = 4;
const LINEUP = 12;
const FACTS = 28;
const END = 32;
const LAST = 40;
/** When the footage changes. */
const CUTS = [0, 2, 4, 6, 8, 10, 12, 16, 20, 24, 28, 30, 32];
const MONTAGE = [14, 18, 22, 26];

const { music: ownMusic, bpm, firstBeat, beats: given } = window.promo;
const music = $("#music");
const hasLineup = $$(".lineup li").length > 0;

/* What is missing gives way to what is behind it. */
for (const picture of $$(".shot img, .face img, .logo")) {
  const gone = () => (picture.closest(".shot") ?? picture).remove();
  if (picture.complete && picture.naturalWidth === 0) gone();
  picture.addEventListener("error", gone);
}
const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });
for (const item of $$(".lineup li")) {
  const words = item.querySelector("b").textContent.split(/[\s&+,.<>()/|-]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  const first = (word) => [...letters.segment(word)].map(({ segment }) => segment).find((one) => /[\p{L}\p{N}]/u.test(one)) ?? "";
  item.querySelector(".monogram").textContent = chosen.map(first).join("").toLocaleUpperCase();
}

/* The title: a word a beat, each in a box of its own that it rises from. Where left and right meet in one title, its order would be lost. */
// Anton has no letters but those of European languages; others, and emoji, are taller.
const isForeign = (text) => /[\p{Extended_Pictographic}]|[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]|[\u0180-\u0217\u021C-\u02FF\u1E00-\u1EFF]/u.test(text);
for (const element of $$("h1, h2, main p, .who b")) element.classList.toggle("foreign", isForeign(element.textContent));
const title = $("h1");
const text = title.textContent.trim().toLocaleUpperCase();
const isMixed = /[\p{Script=Hebrew}\p{Script=Arabic}]/u.test(text) && /[\p{Script=Latin}\d]/u.test(text);
title.replaceChildren(...(isMixed ? [text] : text.split(/\s+/)).flatMap((word) => {
  const mask = Object.assign(document.createElement("span"), { className: "mask" });
  mask.append(Object.assign(document.createElement("span"), { textContent: word }));
  return [mask, " "];
}));
$(".stage").classList.toggle("rtl", title.matches(":dir(rtl)"));

/* As many columns as make tiles of about the best shape, in the shape that is free. */
const list = $(".lineup ol");
function arrange() {
  const count = list.children.length;
  const { clientWidth: width, clientHeight: height } = list;
  const best = Array.from({ length: count }, (_, index) => index + 1)
    .map((columns) => {
      const rows = Math.ceil(count / columns);
      const [across, down] = [width / columns, height / rows];
      // Tiles are a face above two lines; wide and low ones have them side by side.
      const size = Math.min(across, down * 0.78) + Math.min(across / 3.4, down) * 0.9;
      return { columns, rows, size: size * (1 - 0.06 * (columns * rows - count)) };
    })
    .toSorted((a, b) => b.size - a.size)[0];
  if (!best) return;
  list.style.gridTemplate = `repeat(${best.rows}, minmax(0, 1fr)) / repeat(${best.columns}, minmax(0, 1fr))`;
  list.classList.toggle("wide", width / best.columns > (height / best.rows) * 1.9);
}

async function measure() {
  arrange();
  for (const [selector, least] of [[".kicker", 0.5], ["h1", 0.14], [".when", 0.5], ["h2", 0.5], [".tagline p", 0.3], [".date", 0.3], [".place", 0.4], [".name", 0.2], [".detail", 0.5], [".cta span", 0.5], [".url", 0.4]]) {
    for (const element of $$(selector)) fitText(element, { least, texts: selector === "h1" ? [] : [element] });
  }
  for (const element of $$(".who b, .who p")) fitText(element, { least: 0.55, texts: [element] });
}

whenFontsAreThere(["400 100px Anton", "900 100px Montserrat", "500 40px Space Grotesk"], measure);

/* When: from the data, or heard in the music. */
const tl = gsap.timeline({ paused: true });
window.__timelines = { ...window.__timelines, "event-promo": tl };

async function planBeats() {
  const known = ownMusic || bpm || given ? { bpm, firstBeat, beats: given } : { bpm: 120, firstBeat: 0 };
  const isKnown = known.bpm || known.beats?.length > 1;
  // Without an answer, any even time will do.
  const levels = isKnown || !music ? null : await window.__hyperframes?.getLevels(music.getAttribute("src"), { perSecond: 100 }).catch(() => null);
  const beats = beatGrid({ ...known, levels }, LAST + 1);
  if (music) music.dataset.mediaStart = beats[0];
  return (beat) => {
    const whole = Math.floor(beat);
    const at = beats[whole] + (beats[whole + 1] - beats[whole]) * (beat - whole);
    return at - beats[0];
  };
}
window.__hf = { ...window.__hf, buildReady: { ...window.__hf?.buildReady, beats: planBeats().then(build) } };

function build(time) {
  if (music) music.dataset.duration = time(LAST);
  const move = (target, from, to, beat, options = {}) => {
    const targets = [target].flat().filter(Boolean);
    if (targets.length > 0) tl.fromTo(targets, from, { duration: 0.5, ease: "power3.out", ...to, ...options }, time(beat));
  };
  const later = { immediateRender: false };

  const scenes = [[".opening", OPENING, TITLE], [".titles", TITLE, hasLineup || $(".tagline p") ? LINEUP : FACTS], [".lineup", LINEUP, FACTS], [".tagline", LINEUP, FACTS], [".facts", FACTS, END], [".end", END, LAST]];
  for (const [selector, from, to] of scenes) {
    const isOut = (selector === ".lineup" && !hasLineup) || (selector === ".tagline" && hasLineup);
    if (isOut) $(selector).remove();
    else showFrom($(selector), time(from), to === LAST ? null : time(to));
  }

  cutFootage(time, move);
  const drums = Array.from({ length: FACTS - TITLE }, (_, index) => TITLE + index);
  for (const beat of [...drums, END]) {
    move(".frame", { opacity: beat % 4 === 0 ? 0.95 : 0.5 }, { opacity: 0 }, beat, { duration: time(beat + 0.9) - time(beat), ease: "power2.out", ...later });
  }

  /* Opening. */
  move(".bar", { scaleX: 0 }, { scaleX: 1 }, OPENING, { duration: time(TITLE) - 0.1, ease: "power2.inOut" });
  move(".kicker", { opacity: 0, letterSpacing: "0.22em" }, { opacity: 1, letterSpacing: "0.02em" }, 0.25, { duration: time(3.5), ease: "power2.out" });

  /* A word a beat, or two, so that all are there by the fourth. */
  const words = $$(".mask > span");
  const step = words.length > 7 ? 0 : words.length > 4 ? 0.5 : 1;
  words.forEach((word, index) => move(word, { yPercent: 130, rotation: 4 }, { yPercent: 0, rotation: 0 }, TITLE + index * step, { duration: 0.45, ease: "power4.out", transformOrigin: "0% 100%" }));
  move("h1", { scale: 1.05 }, { scale: 1 }, TITLE, { duration: time(LINEUP) - time(TITLE), ease: "none" });
  move(".when", { opacity: 0, y: 30 }, { opacity: 1, y: 0 }, TITLE + 3.5);

  /* One on each beat, or two if there are many. */
  if (hasLineup) {
    const items = $$(".lineup li");
    const each = items.length > 8 ? 0.5 : 1;
    move("h2", { opacity: 0, x: $(".stage").matches(".rtl") ? 60 : -60 }, { opacity: 1, x: 0 }, LINEUP, { duration: 0.3 });
    items.forEach((item, index) => {
      move(item, { opacity: 0, y: 60, scale: 0.86 }, { opacity: 1, y: 0, scale: 1 }, LINEUP + index * each, { duration: 0.32, ease: "back.out(1.5)" });
      move(item.querySelector(".face"), { outlineColor: "var(--accent)" }, { outlineColor: "transparent" }, LINEUP + index * each, { duration: 0.5, ease: "none" });
    });
  }
  move($(".tagline p"), { opacity: 0, y: 60 }, { opacity: 1, y: 0 }, LINEUP, { duration: 0.6 });

  move(".date", { opacity: 0, y: 50 }, { opacity: 1, y: 0 }, FACTS, { duration: 0.4 });
  move(".place", { opacity: 0, y: 40 }, { opacity: 1, y: 0 }, FACTS + 1, { duration: 0.4 });

  const end = $$(".end > *");
  end.forEach((element, index) => move(element, { opacity: 0, y: 34 }, { opacity: 1, y: 0 }, END + index * 0.25, { duration: 0.5 }));
  move(".cta span", { scale: 0.8 }, { scale: 1 }, END + 1.5, { duration: 0.5, ease: "back.out(2.2)" });
  move(".cta span", { scale: 1 }, { scale: 1.05 }, END + 4, { duration: 0.14, yoyo: true, repeat: 1, ...later });
  tl.set({}, {}, time(LAST));
}

function showFrom(element, from, to) {
  element.dataset.start = from;
  if (to !== null) element.dataset.duration = to - from;
}

/** Each cut shows the next piece of footage, from where it begins. */
function cutFootage(time, move) {
  const shots = $$(".shot");
  const cuts = [...CUTS, ...(hasLineup ? [] : MONTAGE)].toSorted((a, b) => a - b);
  const place = $(".footage");
  place.replaceChildren();
  cuts.forEach((beat, index) => {
    const from = time(beat);
    const to = time(cuts[index + 1] ?? LAST);
    move(".leak", { opacity: beat === 0 ? 0 : 0.85, xPercent: index % 2 ? -22 : 22 }, { opacity: 0 }, beat, { duration: 0.55, ease: "power2.out", ...(index > 0 && { immediateRender: false }) });
    if (shots.length === 0) return;
    const original = shots[index % shots.length];
    const shot = original.cloneNode(true);
    const video = shot.querySelector("video");
    showFrom(shot, from, index < cuts.length - 1 ? to : null);
    if (video) {
      const mediaStart = Number(original.dataset.from) || 0;
      Object.assign(video.dataset, { start: from, duration: to - from, mediaStart, trackIndex: 0 });
      video.loop = true;
    }
    place.append(shot);
    const inner = shot.firstElementChild;
    const isDim = beat >= LINEUP && beat < FACTS && hasLineup;
    shot.classList.toggle("dim", isDim || beat >= END);
    shot.classList.toggle("low", beat < TITLE || (beat >= FACTS && beat < END));
    const zoom = [[1.16, 1.04], [1.05, 1.13], [1.14, 1.04]][index % 3];
    const drift = [[-1.5, 1.2], [1.4, -1.2], [0, 0]][index % 3];
    move(inner, { scale: zoom[0], xPercent: drift[0] }, { scale: zoom[1], xPercent: drift[1] }, beat, { duration: to - from, ease: isDim ? "none" : "power2.out" });
  });
  move(".shapes i", { xPercent: -8, rotation: -8 }, { xPercent: 10, rotation: 14 }, 0, { duration: time(LAST), ease: "none", stagger: { each: 0 } });
}
