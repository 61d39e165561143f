// Text is measured while the report is built, so its fonts must be there first; the renderer waits for both.
const fonts = ["400 90px Inter", "700 90px Inter", "400 90px Playfair Display", "400 50px JetBrains Mono"];
const report = Promise.allSettled(fonts.map((font) => document.fonts.load(font, document.body.textContent))).then(
  () =>
    new Promise((resolve, reject) => {
      // It registers itself in window.__timelines.
      const script = Object.assign(document.createElement("script"), { src: "report.js", onload: resolve, onerror: reject });
      document.body.append(script);
    }),
);
window.__hf = { ...window.__hf, buildReady: { ...window.__hf?.buildReady, report } };
