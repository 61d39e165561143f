// Bars as high as the sound is loud. A short sound is seen as a whole, with what was said in the accent; a long one moves by.

/** In seconds: longer sounds move by, with so much of them to be seen. */
const WHOLE = 40;
const PART = 12;
const QUIETEST = 0.05;

/** What draws the wave at a time of the sound, in seconds; `rise` is how far its bars have grown, 0 to 1. */
function createWave(canvas, { peaks, perSecond, duration }) {
  const scale = window.devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = canvas;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const pen = canvas.getContext("2d");
  const style = getComputedStyle(canvas);
  const [accent, faint] = ["--bar", "--bar-faint"].map((name) => style.getPropertyValue(name));
  const isRtl = style.direction === "rtl";
  const pitch = Number.parseFloat(style.fontSize);
  const loudest = Math.max(...peaks, 0.001);
  const isWhole = duration <= WHOLE;
  const count = Math.max(8, Math.floor(width / pitch));
  const step = (isWhole ? duration : PART) / count;
  const bars = barsOf(peaks, { step: step * perSecond, loudest });

  const bar = ({ x, level, color }) => {
    const tall = Math.max(QUIETEST, level) * height;
    const wide = pitch * 0.56;
    pen.fillStyle = color;
    pen.beginPath();
    pen.roundRect((isRtl ? width - x - wide : x), (height - tall) / 2, wide, tall, wide / 2);
    pen.fill();
  };
  return (time, rise) => {
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, width, height);
    const head = time / step;
    const first = isWhole ? 0 : head - count / 2;
    for (let index = Math.max(0, Math.floor(first)); index < Math.min(bars.length, first + count + 1); index += 1) {
      const x = (index - first) * (width / count);
      const grown = rise * 2.2 - (index - first) / count;
      const level = bars[index] * Math.min(1, Math.max(0, grown));
      // The bar that is being heard stands out a little.
      const near = Math.max(0, 1 - Math.abs(index + 0.5 - head) / 2);
      bar({ x, level: Math.min(1, level * (1 + 0.18 * near * rise)), color: index + 0.5 <= head ? accent : faint });
    }
  };
}

function barsOf(peaks, { step, loudest }) {
  const bars = [];
  for (let from = 0; from < peaks.length - 1e-6; from += step) {
    const part = peaks.slice(Math.floor(from), Math.max(Math.floor(from) + 1, Math.floor(from + step)));
    // What is louder stands out: voices on the air are pressed to about one loudness.
    bars.push((Math.max(...part) / loudest) ** 1.3 * 0.94);
  }
  return bars;
}
