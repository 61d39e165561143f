import type { PageSession } from "../browser/page-session.ts";
import type { PageSpec } from "./frame-source.ts";

/** What style sheets may ask about the machine and its user: https://www.w3.org/TR/mediaqueries-5/ */
const media = [
  ["prefers-color-scheme", "light"],
  ["prefers-contrast", "no-preference"],
  ["prefers-reduced-data", "no-preference"],
  ["prefers-reduced-motion", "no-preference"],
  ["prefers-reduced-transparency", "no-preference"],
  ["forced-colors", "none"],
  ["color-gamut", "srgb"],
] as const;

/**
 * Shows a page a machine that is the same everywhere: its screen is as large as the picture, in UTC and US English, and nobody
 * has wishes about colours or motion. What DevTools cannot emulate is done in the page, by `page/fixed-values.ts`.
 */
export async function emulateMachine(
  session: PageSession,
  spec: PageSpec,
  { beginFrameControl }: { readonly beginFrameControl: boolean },
): Promise<void> {
  const { width, height, scale } = spec;
  const features = media.map(([name, value]) => ({ name, value }));
  await Promise.all([
    session.send("Emulation.setDeviceMetricsOverride", {
      ...{ width, height, screenWidth: width, screenHeight: height },
      deviceScaleFactor: scale,
      mobile: false,
      // Where frames are issued, the page is composed into the window as it is, and only `scale` makes it fill it.
      ...(beginFrameControl ? { scale, dontSetVisibleSize: true } : {}),
    }),
    session.send("Emulation.setEmulatedMedia", { features }),
    session.send("Emulation.setTimezoneOverride", { timezoneId: "UTC" }),
    session.send("Emulation.setLocaleOverride", { locale: "en-US" }),
  ]);
}
