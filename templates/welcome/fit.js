// Makes text smaller until it fits its box, and ends it in three dots where even the smallest does not.
// A style reads the size as `--fit`, from `least` to 1: font-size: calc(90px * var(--fit, 1)). The dots are in elements in the box.

const STEPS = 6;
const MOST_LINES = 8;

function fitText(box, { least = 0.5, texts = [...box.children] } = {}) {
  const set = (size) => box.style.setProperty("--fit", size);
  // Letters may be taller than their line: where nothing cuts them off, that is no line too many.
  const isCut = getComputedStyle(box).overflowY !== "visible";
  const slack = () => 1 + (isCut ? 0 : Number.parseFloat(getComputedStyle(box).fontSize) * 0.1);
  const fits = () => box.scrollHeight <= box.clientHeight + slack() && box.scrollWidth <= box.clientWidth + 1;
  // The largest size that fits, or null.
  const largest = (floor) => {
    set(1);
    if (fits()) return 1;
    set(floor);
    if (!fits()) return null;
    let [low, high] = [floor, 1];
    for (let step = 0; step < STEPS; step += 1) {
      const middle = (low + high) / 2;
      set(middle);
      if (fits()) low = middle;
      else high = middle;
    }
    return low;
  };

  // A smaller word is better than a broken one, down to a point.
  box.style.overflowWrap = "normal";
  let size = largest(Math.max(least, 0.6));
  if (size === null) {
    box.style.overflowWrap = "anywhere";
    size = largest(least);
  }
  set(size ?? least);
  if (size === null) clampText(texts, fits);
}

function clampText(texts, fits) {
  for (let lines = MOST_LINES; lines > 0; lines -= 1) {
    for (const text of texts) {
      text.classList.add("clamped");
      text.style.webkitLineClamp = lines;
    }
    if (fits()) return;
  }
}

// Text can be measured once its fonts are there; the renderer waits for this before the first frame.
// Meanwhile the class `measuring` takes away transforms: what is moved out of its box would seem too large for it.
function whenFontsAreThere(fonts, measure) {
  const text = document.body.textContent;
  const ready = Promise.all([...fonts, ...brandFonts()].map((font) => document.fonts.load(font, text))).then(async () => {
    document.body.classList.add("measuring");
    await measure();
    document.body.classList.remove("measuring");
  });
  window.__hf = { ...window.__hf, buildReady: { ...window.__hf?.buildReady, fit: ready } };
}

// The families of a brand, which brand.css names.
function brandFonts() {
  const style = getComputedStyle(document.documentElement);
  const families = ["--brand-heading", "--brand-body"].map((name) => style.getPropertyValue(name).trim());
  return families.filter(Boolean).flatMap((family) => [`400 40px ${family}`, `700 90px ${family}`]);
}
