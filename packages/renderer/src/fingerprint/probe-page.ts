/** The size of the probe's picture, in pixels. */
export const probeSize = { width: 320, height: 180 } as const;

const animated = "animation: turn 1s linear infinite";

/**
 * A page with what processors, browsers and fonts draw in slightly different ways: gradients, blurs, blends, text, curves, transforms, pictures
 * of other sizes. Many layers that amplify what is below them make a last bit of one layer visible in the whole. Every change of it
 * changes all fingerprints.
 */
export const probePage = `<!doctype html>
<meta charset="utf-8">
<style>
  @keyframes turn { to { transform: rotate(1turn) scale(0.5) } }
  body { margin: 0; background: #102 }
  #probe { position: relative; width: ${probeSize.width}px; height: ${probeSize.height}px; overflow: hidden; font: 600 17px/1.3 Inter, sans-serif }
  #probe > * { position: absolute }
  #layers { inset: 0; isolation: isolate }
  #layers > * { position: absolute }
  .sky { inset: 0; background: linear-gradient(117deg, #0af, #f06 37%, #fd3 71%, #073) }
  .sun { left: 150px; top: -30px; width: 190px; height: 190px; mix-blend-mode: soft-light; background: radial-gradient(circle at 40% 60%, #fff, #f80 45%, transparent 70%) }
  .wheel { left: 20px; top: 60px; width: 110px; height: 110px; border-radius: 50%; filter: blur(3.3px) saturate(1.7); background: conic-gradient(from 0.1turn, red, lime, blue, red); ${animated} }
  .card { left: 96px; top: 83px; width: 120px; height: 60px; border-radius: 13px; opacity: 0.83; mix-blend-mode: multiply; background: #9cf; box-shadow: 3px 5px 11px #0009; transform: perspective(300px) rotate3d(1, 2, 1, 33deg) }
  .glass { left: 200px; top: 90px; width: 100px; height: 70px; backdrop-filter: blur(5px) hue-rotate(77deg); clip-path: polygon(50% 0, 100% 61%, 77% 100%, 0 80%) }
  h1 { left: 12px; top: 4px; margin: 0; font-size: 25.5px; color: #fff; text-shadow: 1px 2px 4px #000a; letter-spacing: 0.3px }
  p { left: 14px; top: 146px; margin: 0; color: #ffe; mix-blend-mode: difference }
</style>
<div id="probe" data-composition-id="probe" data-width="${probeSize.width}" data-height="${probeSize.height}" data-fps="30" data-duration="0.1" data-no-timeline>
  <div id="layers"><div class="sky"></div></div>
  <div class="sun"></div>
  <div class="wheel"></div>
  <div class="card"></div>
  <svg width="320" height="180" style="left: 0; top: 0">
    <defs>
      <linearGradient id="stroke"><stop stop-color="#fff"/><stop offset="1" stop-color="#0ff" stop-opacity="0.2"/></linearGradient>
      <filter id="soft"><feGaussianBlur stdDeviation="1.7 0.6"/><feColorMatrix type="hueRotate" values="31"/></filter>
    </defs>
    <path d="M5 120C80 10 140 190 210 90S300 40 316 150" fill="none" stroke="url(#stroke)" stroke-width="5.5"/>
    <circle cx="262" cy="47" r="29.3" fill="#fc0" filter="url(#soft)"/>
  </svg>
  <canvas width="90" height="60" style="left: 222px; top: 8px; mix-blend-mode: screen"></canvas>
  <div class="glass"></div>
  <img width="53" height="41" style="left: 8px; top: 101px; transform: rotate(-7deg)">
  <b style="left: 216px; top: 128px; color: #0ff; transform: perspective(90px) rotateY(31deg) skewX(11deg) scale(1.37)">Skew &amp; turn</b>
  <h1>Quick brown fox</h1>
  <p>Ärger – 0123456789 &amp; fjord, żółć</p>
</div>
<script>
  const modes = ["color-dodge", "color-burn", "hue", "soft-light", "saturation", "luminosity", "color"];
  const shapes = ["linear-gradient(TURN", "radial-gradient(circle at 30% 40%", "conic-gradient(from TURN"];
  for (let number = 0; number < 70; number += 1) {
    const layer = document.createElement("div");
    const turn = (number * 137.508) % 360;
    const hues = [0, 120, 200].map((more) => turn + more);
    const colors = \`hsl(\${hues[0]} 80% 60%), hsl(\${hues[1]} 70% 40%) 37%, hsl(\${hues[2]} 90% 70% / 0.6)\`;
    Object.assign(layer.style, {
      left: \`\${((number * 53) % 260) - 30}px\`,
      top: \`\${((number * 29) % 140) - 20}px\`,
      width: \`\${60 + ((number * 7) % 90)}px\`,
      height: \`\${50 + ((number * 11) % 70)}px\`,
      mixBlendMode: modes[number % modes.length],
      opacity: 0.4 + (number % 6) / 10,
      background: \`\${shapes[number % shapes.length].replace("TURN", \`\${turn}deg\`)}, \${colors})\`,
      transform: \`rotate(\${turn}deg)\`,
    });
    document.getElementById("layers").append(layer);
  }
  const pen = document.querySelector("canvas").getContext("2d");
  const colors = pen.createRadialGradient(40, 30, 2, 45, 33, 44);
  colors.addColorStop(0, "#f0f");
  colors.addColorStop(0.6, "#0f8");
  colors.addColorStop(1, "#0000");
  pen.fillStyle = colors;
  pen.rotate(0.13);
  pen.globalAlpha = 0.7;
  pen.fillRect(3.3, 1.7, 80.5, 50.25);
  pen.shadowBlur = 6;
  pen.shadowColor = "#fff";
  for (let point = 0; point < 40; point += 1) pen.fillRect(40 + 30 * Math.sin(point / 3), 25 + 20 * Math.cos(point / 5), 2.5, 2.5);
  document.querySelector("img").src = pen.canvas.toDataURL();
</script>
`;
