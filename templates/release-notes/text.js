// Text that fits its box, whatever it says.

/** The smallest letters, 16 px in the picture, in the pixels of a page that may be drawn smaller. */
function leastSize(element) {
  return 16 / Number(getComputedStyle(element).getPropertyValue("--s") || 1);
}

/** Height of one line of an element, in pixels. */
function lineHeight(element) {
  const { lineHeight: set, fontSize } = getComputedStyle(element);
  return Number.parseFloat(set) || Number.parseFloat(fontSize) * 1.2;
}

/**
 * Sets text in the largest size, up to that of the style sheet, in which it fits its element's width and `height` pixels without
 * breaking a word. What does not fit at `min` pixels breaks anywhere, and ends in an ellipsis. `texts` are other texts that
 * the element will show, which shall fit too.
 */
function fitText(element, { height, min, texts = [] }) {
  if (!element) return;
  const { style } = element;
  const own = element.textContent;
  const base = Number.parseFloat(getComputedStyle(element).fontSize);
  const ratio = lineHeight(element) / base;
  const room = height ?? lineHeight(element);
  const set = (size) => {
    style.fontSize = `${size}px`;
    style.lineHeight = height === undefined ? `${room}px` : `${size * ratio}px`;
  };
  const fits = (size) => {
    set(size);
    return [own, ...texts].every((text) => {
      if (texts.length > 0) element.textContent = text;
      return element.scrollWidth <= element.clientWidth && (height === undefined || element.offsetHeight <= room + 1);
    });
  };
  if (height === undefined) style.whiteSpace = "nowrap";
  if (fits(base)) {
    style.fontSize = style.lineHeight = "";
  } else {
    let [low, high] = [Math.min(Math.max(min, leastSize(element)), base), base];
    while (high - low > 0.5) {
      const middle = (low + high) / 2;
      if (fits(middle)) low = middle;
      else high = middle;
    }
    if (!fits(low)) cut(element, height === undefined ? 1 : Math.max(1, Math.floor((room + 1) / (low * ratio))));
  }
  if (texts.length > 0) element.textContent = own;
}

/** Ends a text in an ellipsis after so many lines. */
function cut({ style }, lines) {
  if (lines === 1) {
    Object.assign(style, { whiteSpace: "nowrap", overflowX: "clip", textOverflow: "ellipsis" });
    return;
  }
  Object.assign(style, { display: "-webkit-box", overflow: "hidden", overflowWrap: "anywhere" });
  style.webkitBoxOrient = "vertical";
  style.webkitLineClamp = lines;
}

/** Puts each line of a text, as the browser broke it, into a mask of its own that it can rise in. Returns what rises. */
function maskLines(element) {
  if (getComputedStyle(element).webkitLineClamp !== "none" || getComputedStyle(element).textOverflow === "ellipsis") {
    const inner = document.createElement("span");
    return [wrap(element, inner)];
  }
  const text = element.textContent;
  const range = document.createRange();
  const lines = [];
  let top = -Infinity;
  for (const { segment, index } of new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text)) {
    range.setStart(element.firstChild, index);
    range.setEnd(element.firstChild, index + segment.length);
    const box = range.getClientRects()[0];
    if (box && box.width > 0 && box.top > top + box.height / 2) {
      lines.push("");
      ({ top } = box);
    }
    if (lines.length > 0) lines[lines.length - 1] += segment;
  }
  const { direction } = getComputedStyle(element);
  element.dir = direction;
  element.classList.add("masked");
  element.replaceChildren(
    ...lines.map((line) => {
      const mask = Object.assign(document.createElement("span"), { className: "mask" });
      mask.append(Object.assign(document.createElement("span"), { textContent: line.trim() }));
      return mask;
    }),
  );
  return [...element.querySelectorAll(".mask > span")];
}

/** A cut text stays as it is, and only fades. */
function wrap(element, inner) {
  inner.append(...element.childNodes);
  inner.className = "whole";
  element.append(inner);
  return inner;
}

/** A text with `code` in backticks. */
function setCode(element, text) {
  element.replaceChildren(
    ...text.split(/(`[^`]+`)/).map((part) =>
      /^`.+`$/.test(part) ? Object.assign(document.createElement("code"), { textContent: part.slice(1, -1) }) : part,
    ),
  );
}

/**
 * Lays what presenter and captions leave free out as the canvas that comes nearest to it, wider or higher where there is room, and scales
 * it to fit: sets `data-size`, `--s`, `--w` and `--h`. `canvases` are widths and heights by name. Without narration, all stays as it is.
 */
function layOut(root, canvases) {
  const style = getComputedStyle(root);
  const inset = (side) => Number.parseFloat(style.getPropertyValue(`--hf-safe-${side}`)) || 0;
  const [top, right, bottom, left] = ["top", "right", "bottom", "left"].map(inset);
  if (top + right + bottom + left === 0) return;
  const [width, height] = [root.clientWidth - left - right, root.clientHeight - top - bottom];
  const scaleOf = ([w, h]) => Math.min(1, width / w, height / h);
  // Large letters are worth much, and a shape that is far from the one it is made for costs much.
  const worth = (canvas) => scaleOf(canvas) * (1 - 0.85 * Math.abs(Math.log(width / height / (canvas[0] / canvas[1]))));
  const [name, canvas] = Object.entries(canvases).toSorted(([, a], [, b]) => worth(b) - worth(a))[0];
  const scale = scaleOf(canvas);
  root.dataset.size = name;
  const sizes = { "--s": scale, "--w": `${width / scale}px`, "--h": `${height / scale}px` };
  for (const [property, value] of Object.entries(sizes)) root.style.setProperty(property, value);
}
