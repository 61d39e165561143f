/** A library that this package depends on, or that a CDN knows under a name of its own. */
export interface ShippedLibrary {
  /** The name on npm. */
  readonly name: string;
  /** Its names among this package's dependencies, one for each major version; none if projects must bring it. */
  readonly shipped: readonly string[];
  /** Dependencies that bring other versions of it, together with what must be of the same version. */
  readonly holders?: readonly string[];
  /** On cdnjs, libraries have names of their own and only the built files; `folders` is where npm has those. */
  readonly cdnjs?: { readonly names: readonly string[]; readonly folders: readonly string[] };
  /** The ES module for the whole package, where its manifest names none. */
  readonly module?: string;
  /** Built files that older versions had in other places. */
  readonly moved?: Readonly<Record<string, string>>;
}

/**
 * The libraries that are answered without the network. Any other package that is installed in the project is too,
 * under the addresses of CDNs that use the names of npm.
 */
export const shippedLibraries: readonly ShippedLibrary[] = [
  { name: "gsap", shipped: ["gsap", "gsap-v3.14"], cdnjs: { names: ["gsap"], folders: ["dist"] } },
  {
    name: "animejs",
    shipped: ["animejs", "animejs-v3"],
    cdnjs: { names: ["animejs"], folders: ["lib", "dist/bundles"] },
    // Of 4.0: https://github.com/juliangarnier/anime/releases/tag/v4.1.0
    moved: {
      "lib/anime.iife.min.js": "dist/bundles/anime.umd.min.js",
      "lib/anime.iife.js": "dist/bundles/anime.umd.js",
      "lib/anime.umd.min.js": "dist/bundles/anime.umd.min.js",
      "lib/anime.umd.js": "dist/bundles/anime.umd.js",
      "lib/anime.esm.min.js": "dist/bundles/anime.esm.min.js",
      "lib/anime.esm.js": "dist/bundles/anime.esm.js",
    },
  },
  {
    name: "lottie-web",
    shipped: ["lottie-web"],
    cdnjs: { names: ["lottie-web", "bodymovin"], folders: ["build/player"] },
    module: "build/player/esm/lottie.min.js",
    moved: { "build/player/bodymovin.min.js": "build/player/lottie.min.js" },
  },
  { name: "@lottiefiles/dotlottie-web", shipped: ["@lottiefiles/dotlottie-web"] },
  { name: "three", shipped: ["three"], cdnjs: { names: ["three.js"], folders: ["build"] } },
  { name: "d3", shipped: ["d3"], cdnjs: { names: ["d3"], folders: ["dist"] } },
  { name: "chart.js", shipped: ["chart.js"], cdnjs: { names: ["Chart.js"], folders: ["dist"] } },
  { name: "@tailwindcss/browser", shipped: ["@tailwindcss/browser", "tailwindcss-browser-v4.2"] },
  ...["react", "react-dom"].map((name) => ({
    ...{ name, shipped: [name], holders: ["@hyperframes-engine/react-18"] },
    cdnjs: { names: [name], folders: [""] },
  })),
  { name: "topojson-client", shipped: ["topojson-client"] },
  { name: "topojson", shipped: [], cdnjs: { names: ["topojson"], folders: ["dist"] } },
  { name: "gl-matrix", shipped: ["gl-matrix"], cdnjs: { names: ["gl-matrix"], folders: [""] } },
  {
    name: "@babel/standalone",
    shipped: [],
    cdnjs: { names: ["babel-standalone"], folders: [""] },
  },
  { name: "jquery", shipped: [], cdnjs: { names: ["jquery"], folders: ["dist"] } },
];

/** A CDN that serves packages of npm as `prefix` + name [+ `@` + version] [+ `/` + path]. */
export interface NpmCdn {
  readonly host: string;
  readonly prefix: string;
  /** Fields of `package.json` that name the file for an address without path, before `main`. */
  readonly entryFields: readonly string[];
  /** Whether every address is one of an ES module. */
  readonly modulesOnly: boolean;
}

const jsdelivr = { prefix: "/npm/", entryFields: ["jsdelivr", "browser"], modulesOnly: false };
const modules = { prefix: "/", entryFields: [], modulesOnly: true };

/** https://www.jsdelivr.com/documentation, https://unpkg.com, https://esm.sh */
export const npmCdns: readonly NpmCdn[] = [
  { host: "cdn.jsdelivr.net", ...jsdelivr },
  { host: "fastly.jsdelivr.net", ...jsdelivr },
  { host: "unpkg.com", prefix: "/", entryFields: ["unpkg"], modulesOnly: false },
  { host: "esm.run", ...modules },
  { host: "esm.sh", ...modules },
  { host: "cdn.skypack.dev", ...modules },
];

/** https://cdnjs.com/api: `/ajax/libs/NAME/VERSION/PATH` */
export const cdnjsHost = "cdnjs.cloudflare.com";

/** A library's own site, which serves its built file under a name with the version in it. */
export interface OwnSite {
  readonly host: string;
  readonly name: string;
  /** Groups: `version`, and `rest`, which stands between the library's name and `.js`. */
  readonly path: RegExp;
  /** Where npm has the file: this + `rest` + `.js`. */
  readonly file: string;
}

/** https://d3js.org/getting-started, https://releases.jquery.com */
export const ownSites: readonly OwnSite[] = [
  { host: "d3js.org", name: "d3", path: /^\/d3\.v(?<version>[\d.]+?)(?<rest>\.min)?\.js$/, file: "dist/d3" },
  {
    host: "d3js.org",
    name: "topojson",
    path: /^\/topojson\.v(?<version>[\d.]+?)(?<rest>\.min)?\.js$/,
    file: "dist/topojson",
  },
  {
    host: "code.jquery.com",
    name: "jquery",
    path: /^\/jquery-(?<version>[\d.]+?)(?<rest>(?:\.slim)?(?:\.min)?)\.js$/,
    file: "dist/jquery",
  },
];

/** Hosts whose files are libraries but not packages of npm, and what to load instead. */
export const otherCdns: Readonly<Record<string, string>> = {
  "cdn.tailwindcss.com":
    "Its version 3 is not on npm. Load https://cdn.jsdelivr.net/npm/@tailwindcss/browser@4 instead, which needs no network",
  "ajax.googleapis.com": "Save the file in the project, or load it from jsDelivr",
  "cdn.plot.ly": "Save the file in the project, or load plotly.js-dist-min from jsDelivr",
};
