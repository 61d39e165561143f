const $ = (selector) => document.querySelector(selector);
const $$ = (selector) => [...document.querySelectorAll(selector)];

/* Each word of the title gets a box that it rises from. Where left and right meet in one title, its order would be lost: it rises whole. */
const title = $("h1");
const text = title.textContent.trim();
const isMixed = /[\p{Script=Hebrew}\p{Script=Arabic}]/u.test(text) && /[\p{Script=Latin}\d]/u.test(text);
// Archivo Black has no letters but those of European languages, and looks like no other heavy font.
const isForeign = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]|[\u0180-\u0217\u021C-\u02FF\u1E00-\u1EFF]/u.test(text);
title.classList.toggle("foreign", isForeign);
title.replaceChildren(
  ...(isMixed ? [text] : text.split(/\s+/)).flatMap((word) => {
    const mask = document.createElement("span");
    const inner = document.createElement("span");
    mask.className = "mask";
    inner.textContent = word;
    mask.append(inner);
    return [mask, " "];
  }),
);

const logo = $(".logo");
if (logo?.complete && logo.naturalWidth === 0) logo.remove();
logo?.addEventListener("error", () => logo.remove());

whenFontsAreThere(["900 100px Archivo Black", "900 100px Montserrat", "400 40px Inter"], () => {
  if ($(".kicker")) fitText($(".kicker"), { least: 0.6 });
  fitText($("h1"), { least: 0.15, texts: [] });
  if ($(".subtitle")) fitText($(".subtitle"), { least: 0.6 });
});

const tl = gsap.timeline({ paused: true });
// fromTo everywhere: a tween never depends on what was on the page when it first ran.
const move = (target, from, to, at, options = {}) => {
  if (target) tl.fromTo(target, from, { duration: 0.7, ease: "power3.out", ...to, ...options }, at);
};
const later = { immediateRender: false };

/* In: the ground opens, the rings draw themselves, the words rise. */
const isRtl = $("main").matches(":dir(rtl)");
const corner = isRtl ? "100% 100%" : "0% 100%";
move(".ground", { clipPath: `circle(0% at ${corner})` }, { clipPath: `circle(150% at ${corner})` }, 0, { duration: 0.8, ease: "power2.inOut" });
move(".core", { attr: { r: 0 } }, { attr: { r: 86 } }, 0.35, { duration: 0.6, ease: "back.out(1.7)" });
$$(".ring").forEach((ring, index) => {
  const turn = index % 2 ? -1 : 1;
  const open = [250, 200, 290, 170, 240][index];
  const start = [-60, -100, 130, -70, -115][index];
  move(ring, { strokeDasharray: "0 360" }, { strokeDasharray: `${open} ${360 - open}` }, 0.4 + index * 0.08, { duration: 1.1, ease: "power3.inOut" });
  move(ring, { strokeDashoffset: start + turn * 170 }, { strokeDashoffset: start }, 0.4, { duration: 5, ease: "power3.out" });
});
move($(".logo"), { opacity: 0, scale: 0.6 }, { opacity: 1, scale: 1 }, 0.55, { duration: 0.5, ease: "back.out(1.6)" });
move($(".kicker"), { opacity: 0, x: isRtl ? 40 : -40 }, { opacity: 1, x: 0 }, 0.65, { duration: 0.5 });
const masks = $$(".mask > span");
move(masks, { yPercent: 130, rotation: 5 }, { yPercent: 0, rotation: 0 }, 0.6, { duration: 0.85, ease: "power4.out", stagger: Math.min(0.09, 0.6 / masks.length), transformOrigin: "0% 100%" });
move($(".subtitle"), { opacity: 0, y: 30 }, { opacity: 1, y: 0 }, 1.25, { duration: 0.6 });

/* Out: the words sink, the colour floods the picture. */
// Who is still spoken over stays to the end.
const isSpokenOver = (window.__hfNarration?.end ?? 0) > 6;
if (!isSpokenOver) {
  move(masks, { yPercent: 0 }, { yPercent: -130 }, 5.15, { duration: 0.4, ease: "power3.in", stagger: Math.min(0.03, 0.2 / masks.length), ...later });
  move([$(".kicker"), $(".logo"), $(".subtitle")].filter(Boolean), { opacity: 1 }, { opacity: 0 }, 5.15, { duration: 0.3, ease: "none", ...later });
}
move(".flood", { scale: 0 }, { scale: isSpokenOver ? 0 : 1 }, 5.3, { duration: 0.65, ease: "power3.in" });

window.__timelines = { ...window.__timelines, "title-card": tl };
