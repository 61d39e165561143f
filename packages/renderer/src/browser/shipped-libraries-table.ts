/** A library that compositions load from a CDN, and that this package depends on. */
export interface ShippedLibrary {
  /** The name on npm. */
  readonly name: string;
  /** On cdnjs, libraries have names of their own and only the built files; `folder` is where npm has those. */
  readonly cdnjs?: { readonly name: string; readonly folder: string };
}

/** Every library that is answered without the network. A row here, and a dependency in `package.json`. */
export const shippedLibraries: readonly ShippedLibrary[] = [
  { name: "gsap", cdnjs: { name: "gsap", folder: "dist" } },
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
