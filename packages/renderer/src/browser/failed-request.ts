import { readFontAddress } from "./fonts/google-fonts-address.ts";
import { fontId, installedFamilyPath } from "./fonts/google-fonts-table.ts";
import { webFontKind } from "./fonts/web-font-kind.ts";
import { readLibraryAddress } from "./libraries/shipped-libraries-address.ts";
import { cdnjsHost, npmCdns, otherCdns, ownSites } from "./libraries/shipped-libraries-table.ts";

/** A request of a page that got no answer, or a bad one. */
export interface FailedRequest {
  readonly url: string;
  /** As a browser names it, such as `Script`. */
  readonly type: string;
  /** Why, in a few words. */
  readonly reason: string;
}

const libraryHosts: ReadonlySet<string> = new Set([
  ...[...npmCdns, ...ownSites].map(({ host }) => host),
  cdnjsHost,
  ...Object.keys(otherCdns),
]);

/** What to do about a library that did not come, as a sentence without its end; `undefined` if it is none. */
export function explainMissingLibrary(
  { url, type, reason }: FailedRequest,
  refusal?: string,
): string | undefined {
  const { host, pathname } = URL.parse(url) ?? {};
  if (host === undefined || pathname === undefined || !libraryHosts.has(host)) return undefined;
  // Styles and pictures of a CDN are missed, but what is drawn without a library is nothing.
  if (type !== "Script" && !pathname.endsWith(".wasm")) return undefined;
  const name = packageOf(url);
  if (name && refusal)
    return `the library ${name} is not reachable: ${url.slice(0, 300)} (${reason}), and ${refusal}. Run npm install ${name} in the project's folder, or ask for the version that is here, without integrity.`;
  const subject = name
    ? `the library ${name} is neither installed, nor shipped, nor reachable`
    : "a script did not come";
  const advice = otherCdns[host] ?? (name && `Run npm install ${name} in the project's folder`);
  return `${subject}: ${url.slice(0, 300)} (${reason}). ${advice ?? "Save the file in the project, and load it from there"}.`;
}

/** A failed request as people read it: fonts by their families, and how to get them. */
export function describeFailedRequest(
  { url, reason }: Pick<FailedRequest, "url" | "reason">,
  path: string,
): string {
  const families = readFontAddress(url)?.families.map(({ family }) => family) ?? [];
  if (families.length === 0) return `${path} (${reason})`;
  const names = families.map((family) => JSON.stringify(family)).join(", ");
  const isUndeclared = URL.parse(url)?.pathname === installedFamilyPath;
  const known = families.map(fontId).filter((id) => webFontKind(id) !== undefined);
  const place = known.length > 0 ? "neither installed nor reachable" : "not installed";
  const why = isUndeclared ? `used without @font-face or link, and ${place}` : `${place}: ${reason}`;
  return `the font family ${names} (${why}); text in it is shown in another one. ${fontAdvice(known)}`;
}

/** How to get some families of which Fontsource has packages. */
function fontAdvice(ids: readonly string[]): string {
  const packages = ids.map((id) => `@fontsource/${id}`).join(" ");
  return packages === ""
    ? "Google Fonts is not known to have it: put its file into the project, and declare it with @font-face"
    : `Run npm install ${packages} in the project's folder`;
}

function packageOf(url: string): string | undefined {
  const request = readLibraryAddress(url);
  if (request) return withVersion(request.library.name, request.version);
  const [, name, version = ""] =
    /^https?:\/\/cdnjs\.cloudflare\.com\/ajax\/libs\/([^/]+)\/([^/]+)\//.exec(url) ?? [];
  return name && withVersion(name, version);
}

function withVersion(name: string, version: string): string {
  return version === "" ? name : `${name}@${version}`;
}
