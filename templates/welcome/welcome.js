const $ = (selector) => document.querySelector(selector);
const $$ = (selector) => [...document.querySelectorAll(selector)];

const isRtl = ["#name", ".greeting bdi"].some((selector) => $(selector).matches(":dir(rtl)"));
$("main").dir = isRtl ? "rtl" : "ltr";
// Letters with dots, hooks or vowels above and below need more of a line than Latin ones.
const tall = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thai}\p{Script=Devanagari}\p{Extended_Pictographic}]|[\u1e00-\u1eff]/u;
$("h1").classList.toggle("tall", tall.test($("#name").textContent));

/* A picture that is not there gives way: that of the person to the monogram. */
$(".monogram").textContent = monogramOf($(".monogram").dataset.of);
for (const picture of [$(".avatar"), $(".logo")]) {
  if (picture?.complete && picture.naturalWidth === 0) picture.remove();
  picture?.addEventListener("error", () => picture.remove());
}

const { fontFamily } = getComputedStyle($(".stage"));
whenFontsAreThere([`400 30px ${fontFamily}`, `700 90px ${fontFamily}`], () => {
  fitText($(".greeting"), { least: 0.6 });
  fitText($("h1"), { least: 0.32 });
  fitText($("h2"), { least: 0.75 });
  fitText($("ol"), { least: 0.62, texts: $$("li p") });
});

/* Entrance until 0.8 s, one accent at 1.9 s, exit at 4.7 s. In between nothing moves, so those frames cost nothing. */
const tl = gsap.timeline({ paused: true });
// fromTo everywhere: a tween never depends on what was on the page when it first ran.
const move = (target, from, to, at, options = {}) =>
  tl.fromTo(target, from, { duration: 0.5, ease: "power3.out", ...to, ...options }, at);
const later = { immediateRender: false };

move(".tile b", { scale: 0 }, { scale: 1 }, 0, { stagger: 0.03 });
move(".disc", { scale: 0.7, opacity: 0 }, { scale: 1, opacity: 1 }, 0.05);
move(".greeting", { opacity: 0 }, { opacity: 1 }, 0.1, { duration: 0.3, ease: "none" });
move("h1 > span", { yPercent: 150 }, { yPercent: 0 }, 0.1, { duration: 0.6, ease: "power4.out" });
if ($(".logo")) move(".logo", { opacity: 0 }, { opacity: 1 }, 0.05, { duration: 0.3, ease: "none" });
move("h2", { opacity: 0 }, { opacity: 1 }, 0.35, { duration: 0.25, ease: "none" });
move("li", { opacity: 0, y: 16 }, { opacity: 1, y: 0 }, 0.38, { duration: 0.32, stagger: 0.06 });

move(".number b", { scale: 0 }, { scale: 1 }, 2, { duration: 0.24, stagger: 0.08, ease: "back.out(1.6)" });

// Who is still spoken over stays to the end.
const isSpokenOver = (window.__hfNarration?.end ?? 0) > 5;
if (!isSpokenOver) {
  move("main", { opacity: 1 }, { opacity: 0 }, 4.7, { duration: 0.22, ease: "none", ...later });
  move(".disc", { scale: 1 }, { scale: 0 }, 4.7, { duration: 0.26, ease: "power2.in", ...later });
  move(".tile b", { scale: 1 }, { scale: 0 }, 4.7, { duration: 0.26, ease: "power2.in", ...later });
}

window.__timelines = { ...window.__timelines, welcome: tl };
