/** A size that a new composition may have. */
interface StarterSize {
  readonly name: string;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** The sizes that a new composition may have, the usual first. */
export const starterSizes: readonly StarterSize[] = [
  { name: "16:9", width: 1920, height: 1080 },
  { name: "9:16", width: 1080, height: 1920 },
  { name: "1:1", width: 1080, height: 1080 },
];

/** The page of a new composition: a title that comes and goes within five seconds. */
export function starterPage(title: string, { width, height }: StarterSize): string {
  const shown = title.replaceAll(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
  const isWide = width > height;
  const sun = Math.round(isWide ? height * 0.9 : width * 0.78);
  // Long names are set smaller, so that they stay within three lines.
  const letters = Math.round((isWide ? 0.062 : 0.105) * width * Math.min(1, Math.sqrt(20 / title.length)));
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>${shown}</title>
  <link rel="stylesheet" href="https://fonts.googleapis.com/css2?family=Space+Grotesk:wght@400..700&display=block">
  <script src="https://cdn.jsdelivr.net/npm/gsap@3/dist/gsap.min.js"></script>
  <style>
    html, body { margin: 0; background: #14213d; }
    #root { position: relative; display: grid; place-content: ${isWide ? "center" : "start"} start; box-sizing: border-box; overflow: hidden;
      width: ${width}px; height: ${height}px; padding: ${isWide ? "0 9%" : "16% 9%"}; color: #f4f1ea; font-family: "Space Grotesk", sans-serif; }
    #root::before { content: ""; position: absolute; ${isWide ? "right: -14%; top: 5%" : "right: -24%; bottom: -18%"}; width: ${sun}px; aspect-ratio: 1;
      border-radius: 50%; background: #fca311; scale: var(--sun, 0); }
    h1 { position: relative; max-width: 10em; margin: 0; font-size: ${letters}px; line-height: 1.04; letter-spacing: -0.03em; text-wrap: balance; overflow-wrap: anywhere; }
    p { position: relative; max-width: 16em; margin: 0.9em 0 0; font-size: ${Math.round(height * 0.02 + width * 0.012)}px; line-height: 1.35; text-wrap: balance; opacity: 0.8; }
  </style>
</head>
<body>
<div id="root" data-composition-id="main" data-start="0" data-width="${width}" data-height="${height}" data-duration="5" data-fps="30">
  <h1 class="clip" data-start="0" data-duration="5">${shown}</h1>
  <p class="clip" data-start="0.8" data-duration="4.2">Change index.html, then render it again.</p>
</div>
<script>
  // A paused timeline: the renderer asks it for every frame. While nothing moves, frames cost nothing.
  const tl = gsap.timeline({ paused: true });
  tl.fromTo("#root", { "--sun": 0 }, { "--sun": 1, duration: 0.9, ease: "power3.out" }, 0);
  tl.fromTo("h1", { y: 60, opacity: 0 }, { y: 0, opacity: 1, duration: 0.7, ease: "power3.out" }, 0.2);
  tl.fromTo("p", { y: 24 }, { y: 0, duration: 0.5, ease: "power3.out" }, 0.8);
  tl.fromTo("#root", { opacity: 1 }, { opacity: 0, duration: 0.4, ease: "none", immediateRender: false }, 4.6);
  window.__timelines = { main: tl };
</script>
</body>
</html>
`;
}
