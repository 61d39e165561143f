import { join } from "node:path";

/** Which of Chromium's two programs a browser is: only headless-shell lets its frames be issued one by one. */
export type BrowserProduct = "headless-shell" | "chrome";

/** Where one kind of browser may be installed. */
interface BrowserPlaces {
  readonly product: BrowserProduct;
  /** Paths in the order of preference, in which `*` stands for any part of a folder's name. */
  readonly patterns: readonly string[];
}

/** What the places depend on. */
interface PlacesRequest {
  /** As Node calls it. */
  readonly platform: string;
  readonly searchFolders: readonly string[];
  readonly homeFolder: string;
}

/** Names of programs in the search path. */
const programs = {
  "headless-shell": ["chromium-headless-shell", "chrome-headless-shell", "headless_shell"],
  chrome: ["google-chrome-stable", "google-chrome", "chromium", "chromium-browser", "chrome"],
};

/**
 * Debian's `/usr/bin/chromium-headless-shell` is a script that stays between us and the browser, so the program
 * itself goes first.
 */
const linux = {
  "headless-shell": ["/usr/lib/chromium/chromium-headless-shell", "/headless-shell/headless-shell"],
  chrome: ["/opt/google/chrome/chrome", "/snap/bin/chromium"],
};

const macApplications = [
  "Google Chrome.app/Contents/MacOS/Google Chrome",
  "Chromium.app/Contents/MacOS/Chromium",
  "Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
  "Google Chrome Canary.app/Contents/MacOS/Google Chrome Canary",
];

/** Inside the home folder: https://pptr.dev/guides/configuration and https://playwright.dev/docs/browsers */
const downloads = {
  "headless-shell": [
    ".cache/puppeteer/chrome-headless-shell/*/chrome-headless-shell-*/chrome-headless-shell",
    ".cache/ms-playwright/chromium_headless_shell-*/chrome-*/headless_shell",
    ".cache/ms-playwright/chromium_headless_shell-*/chrome-*/chrome-headless-shell",
    "Library/Caches/ms-playwright/chromium_headless_shell-*/chrome-*/headless_shell",
    "Library/Caches/ms-playwright/chromium_headless_shell-*/chrome-*/chrome-headless-shell",
  ],
  chrome: [
    ".cache/puppeteer/chrome/*/chrome-*/chrome",
    ".cache/puppeteer/chrome/*/chrome-*/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
    ".cache/ms-playwright/chromium-*/chrome-*/chrome",
    "Library/Caches/ms-playwright/chromium-*/chrome-*/Chromium.app/Contents/MacOS/Chromium",
    "Library/Caches/ms-playwright/chromium-*/chrome-*/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
  ],
};

/** Where installed browsers are looked for, the most wanted first. */
export function browserPlaces({ platform, searchFolders, homeFolder }: PlacesRequest): BrowserPlaces[] {
  const inSearchPath = (product: BrowserProduct): string[] =>
    programs[product].flatMap((name) => searchFolders.map((folder) => join(folder, name)));
  const inHome = (product: BrowserProduct): string[] =>
    downloads[product].map((path) => join(homeFolder, path));
  const applications = ["/Applications", join(homeFolder, "Applications")].flatMap((folder) =>
    macApplications.map((name) => join(folder, name)),
  );
  const fixed = { darwin: { "headless-shell": [], chrome: applications }, linux }[platform];
  return (["headless-shell", "chrome"] as const).map((product) => ({
    product,
    patterns: [...(fixed?.[product] ?? []), ...inSearchPath(product), ...inHome(product)],
  }));
}
