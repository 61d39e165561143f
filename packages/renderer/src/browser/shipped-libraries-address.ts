import {
  cdnjsHost,
  type NpmCdn,
  npmCdns,
  type ShippedLibrary,
  shippedLibraries,
} from "./shipped-libraries-table.ts";

/** What an address of a CDN asks for. */
export interface LibraryRequest {
  readonly library: ShippedLibrary;
  /** A version, a range such as `3` or `^3.12`, a tag such as `latest`, or nothing. */
  readonly version: string;
  /** In the package, percent-encoded, without slash in front; empty for the package's main file. */
  readonly path: string;
  /** Whether the answer must be an ES module that works under this address. */
  readonly asModule: boolean;
  readonly entryFields: readonly string[];
}

/** Reads an address; `undefined` if it is not one of a shipped library on a known CDN. */
export function readLibraryAddress(address: string): LibraryRequest | undefined {
  const url = URL.parse(address);
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:") || url.port !== "") return undefined;
  if (url.hostname === cdnjsHost) return readCdnjs(url);
  const cdn = npmCdns.find(({ host }) => host === url.hostname);
  return cdn && readNpm(url, cdn);
}

function readNpm(url: URL, cdn: NpmCdn): LibraryRequest | undefined {
  if (!url.pathname.startsWith(cdn.prefix)) return undefined;
  const rest = url.pathname.slice(cdn.prefix.length);
  const match = /^(?<name>(?:@[^/@]+\/)?[^/@]+)(?:@(?<version>[^/]*))?(?:\/(?<path>.*))?$/.exec(rest);
  const { name, version = "", path = "" } = match?.groups ?? {};
  const library = shippedLibraries.find((row) => row.name === name);
  if (!library) return undefined;
  const asked = /^(?:(?<file>.*)\/)?\+esm$/.exec(path);
  return {
    library,
    version: decodeVersion(version),
    path: trimSlash(asked ? (asked.groups?.["file"] ?? "") : path),
    asModule: asked !== null || cdn.modulesOnly || url.searchParams.has("module"),
    entryFields: cdn.entryFields,
  };
}

function readCdnjs(url: URL): LibraryRequest | undefined {
  const [, name, version = "", path = ""] = /^\/ajax\/libs\/([^/]+)\/([^/]+)\/(.+)$/.exec(url.pathname) ?? [];
  const library = shippedLibraries.find(({ cdnjs }) => cdnjs !== undefined && cdnjs.name === name);
  if (!library?.cdnjs) return undefined;
  return {
    library,
    version: decodeVersion(version),
    path: `${library.cdnjs.folder}/${path}`,
    asModule: false,
    entryFields: [],
  };
}

/** Pages write `^3` as `%5E3`, too. */
function decodeVersion(version: string): string {
  return version.replace(/%5E/gi, "^").replace(/%7E/gi, "~");
}

function trimSlash(path: string): string {
  return path.replace(/\/$/, "");
}
