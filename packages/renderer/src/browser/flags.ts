import { browserNetworkFlags } from "./network-guard.ts";

/** What of a launch depends on the machine and the render. */
interface FlagRequest {
  /** Chrome's sandbox cannot be used by root: https://crbug.com/638180 */
  readonly sandbox: boolean;
  /** Whether frames are issued by us; only headless-shell on Linux and Windows can do that. */
  readonly beginFrameControl: boolean;
  readonly profileFolder: string;
  /** Whether code for this very processor is left out. */
  readonly anyProcessor: boolean;
  /** Whether `/dev/shm` has room for what the browser's processes share: pictures of layers above all. */
  readonly sharedMemory: boolean;
}

/** Switches are listed at https://peter.sh/experiments/chromium-command-line-switches/ */
const common = [
  "--headless",
  // The software compositor is faster here than SwiftShader's, whose surface also cannot be read from memory.
  "--disable-gpu",
  // WebGL is still drawn, by SwiftShader, into a canvas that the software compositor composes.
  "--enable-unsafe-swiftshader",
  // The same colours and glyphs on every machine.
  "--force-color-profile=srgb",
  "--font-render-hinting=none",
  "--disable-lcd-text",
  // What servers are told that the user reads.
  "--lang=en-US",
  "--accept-lang=en-US",
  "--hide-scrollbars",
  // The same random numbers in every page; and little room for what is short-lived, which stays in the core's cache.
  "--js-flags=--random-seed=20250101,--max-semi-space-size=2",
  // All traffic goes through a proxy of ours; a process of its own for it would take 10 MB.
  "--enable-features=NetworkServiceInProcess2",
  "--mute-audio",
  "--autoplay-policy=no-user-gesture-required",
  // Nothing but the composition may cause work or traffic.
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-extensions",
  "--disable-sync",
  "--disable-breakpad",
  "--disable-domain-reliability",
  "--disable-client-side-phishing-detection",
  "--metrics-recording-only",
  "--no-first-run",
  "--no-default-browser-check",
  "--no-pings",
  "--password-store=basic",
  "--use-mock-keychain",
  // A page that nobody looks at must not be slowed down.
  "--disable-background-timer-throttling",
  "--disable-backgrounding-occluded-windows",
  "--disable-renderer-backgrounding",
  "--disable-hang-monitor",
  "--disable-ipc-flooding-protection",
  // A back-forward cache would keep a finished page alive; the others are services without use here.
  "--disable-features=BackForwardCache,Translate,MediaRouter,OptimizationHints,PaintHolding,SpareRendererForSitePerProcess",
];

/** Frames come when, and only when, they are issued, and are then complete. */
const beginFrameControl = [
  "--deterministic-mode",
  "--enable-begin-frame-control",
  "--run-all-compositor-stages-before-draw",
  "--disable-new-content-rendering-timeout",
  "--disable-threaded-animation",
  "--disable-threaded-scrolling",
  "--disable-checker-imaging",
  "--disable-image-animation-resync",
  "--enable-surface-synchronization",
  // Every frame is drawn whole, so that none depends on what was on the surface before it.
  "--ui-disable-partial-swap",
  // Layers are composed tile by tile: fewer edges than with 256, a sixth less CPU. With 1024, layers keep so large a
  // drawing of themselves that a jump shows at seams. docs/decisions/capture.md
  "--default-tile-width=512",
  "--default-tile-height=512",
  // Nor is a tile kept where only a part of it was repainted: the edges of that part would differ.
  "--disable-partial-raster",
];

/** Skia draws with what all x86-64 processors can, and not with the best that this one can. docs/decisions/encode.md#processors */
const anyProcessor = ["--disable-skia-runtime-opts"];

/** The browser's command line. */
export function browserFlags(request: FlagRequest): string[] {
  return [
    ...common,
    ...(request.beginFrameControl ? beginFrameControl : []),
    ...(request.anyProcessor ? anyProcessor : []),
    ...(request.sharedMemory ? [] : ["--disable-dev-shm-usage"]),
    ...(request.sandbox ? [] : ["--no-sandbox"]),
    ...browserNetworkFlags,
    `--user-data-dir=${request.profileFolder}`,
    "--remote-debugging-pipe",
    // A page that nobody asked for would keep a process of its own.
    "--no-startup-window",
  ];
}
