import {
  cdnjsHost,
  type NpmCdn,
  npmCdns,
  type OwnSite,
  ownSites,
  type ShippedLibrary,
  shippedLibraries,
} from "./shipped-libraries-table.ts";

/** How a file of a package is handed out. */
type LibraryForm = "file" | "module" | "linked";

/** What an address of a CDN asks for. */
export interface LibraryRequest {
  readonly library: ShippedLibrary;
  /** A version, a range such as `3` or `^3.12`, a tag such as `latest`, or nothing. */
  readonly version: string;
  /**
   * Where in the package the file may be, percent-encoded, without slash in front; the first that is there counts. The
   * empty path is the package's main file.
   */
  readonly paths: readonly string[];
  /**
   * `file`: as it is. `module`: an ES module that works under this address. `linked`: an ES module whose imports are
   * addresses, which is what a `module` may point to.
   */
  readonly form: LibraryForm;
  readonly entryFields: readonly string[];
}

/** Marks the addresses of modules whose imports have been made addresses. */
export const linkedMark = "linked";

/** A package's name on npm: https://docs.npmjs.com/cli/configuring-npm/package-json#name */
const packageName = /^(?:@[a-z0-9-][\w.-]*\/)?[a-z0-9][\w.-]*$/i;

/** https://www.jsdelivr.com/esm */
const esmSuffix = /(?:^|\/)\+esm$/;

/** Reads an address; `undefined` if it is not one of a library on a known CDN. */
export function readLibraryAddress(address: string): LibraryRequest | undefined {
  const url = URL.parse(address);
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:") || url.port !== "") return undefined;
  if (url.hostname === cdnjsHost) return readCdnjs(url);
  const sites = ownSites.filter(({ host }) => host === url.hostname);
  if (sites.length > 0) return readOwnSite(url, sites);
  const cdn = npmCdns.find(({ host }) => host === url.hostname);
  return cdn && readNpm(url, cdn);
}

function readNpm(url: URL, cdn: NpmCdn): LibraryRequest | undefined {
  if (!url.pathname.startsWith(cdn.prefix)) return undefined;
  // esm.sh used to put its own build's version in front.
  const rest = url.pathname
    .slice(cdn.prefix.length)
    .replace(/^(?:v\d+|stable)\//, "")
    // esm.sh marks so that all imports of a module are left to the page's import map.
    .replace(/^\*/, "");
  const match = /^(?<name>(?:@[^/@]+\/)?[^/@]+)(?:@(?<version>[^/]*))?(?:\/(?<path>.*))?$/.exec(rest);
  const { name = "", version = "", path = "" } = match?.groups ?? {};
  if (!packageName.test(name)) return undefined;
  const library = shippedLibraries.find((row) => row.name === name) ?? { name, shipped: [] };
  const bare = trimSlash(path.replace(esmSuffix, ""));
  const file = cdn.modulesOnly ? withoutTarget(bare, name) : bare;
  const form = formOf(url, cdn.modulesOnly || esmSuffix.test(path));
  const paths = withMoved(library, [file]);
  const asked = decodeVersion(version.replace(/&.*$/, ""));
  return { library, version: asked, paths, form, entryFields: cdn.entryFields };
}

function formOf(url: URL, asModule: boolean): LibraryForm {
  if (url.searchParams.has(linkedMark)) return "linked";
  return asModule || url.searchParams.has("module") ? "module" : "file";
}

function readCdnjs(url: URL): LibraryRequest | undefined {
  const [, name = "", version = "", path = ""] =
    /^\/ajax\/libs\/([^/]+)\/([^/]+)\/(.+)$/.exec(url.pathname) ?? [];
  const library = shippedLibraries.find(({ cdnjs }) => cdnjs?.names.includes(name));
  if (!library?.cdnjs) return undefined;
  return {
    library,
    // three.js counts its releases: r128 is 0.128 on npm.
    version: decodeVersion(version).replace(/^r(\d+)$/, "0.$1"),
    paths: withMoved(
      library,
      library.cdnjs.folders.map((folder) => (folder === "" ? path : `${folder}/${path}`)),
    ),
    form: "file",
    entryFields: [],
  };
}

function readOwnSite(url: URL, sites: readonly OwnSite[]): LibraryRequest | undefined {
  for (const site of sites) {
    const { version = "", rest = "" } = site.path.exec(url.pathname)?.groups ?? {};
    const library = shippedLibraries.find(({ name }) => name === site.name);
    if (version !== "" && library)
      return { library, version, paths: [`${site.file}${rest}.js`], form: "file", entryFields: [] };
  }
  return undefined;
}

function withMoved({ moved = {} }: ShippedLibrary, paths: readonly string[]): string[] {
  return [...paths, ...paths.flatMap((path) => moved[path] ?? [])];
}

/** esm.sh's own names for built modules, `es2022/react-dom.mjs` or `es2022/client.bundle.mjs`: what they are built from. */
function withoutTarget(path: string, name: string): string {
  const [, built] =
    /^(?:es20\d\d|esnext|denonext|deno)\/(?:X-[^/]*\/)?(.+?)(?:\.(?:bundle|nobundle|development))*\.m?js$/.exec(
      path,
    ) ?? [];
  if (built === undefined) return path;
  return built === name.replace(/^.*\//, "") ? "" : built;
}

/** Pages write `^3` as `%5E3`, too. */
function decodeVersion(version: string): string {
  return version.replace(/%5E/gi, "^").replace(/%7E/gi, "~");
}

function trimSlash(path: string): string {
  return path.replace(/\/$/, "");
}
