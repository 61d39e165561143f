import { googleFontsHosts } from "../fonts/google-fonts-table.ts";
import { cdnjsHost, npmCdns, ownSites } from "../libraries/shipped-libraries-table.ts";
import type { ShippedLibraries } from "../libraries/shipped-libraries.ts";

/** Below it, a project's own host answers for hosts of libraries and fonts: `/.hyperframes/at/cdn.jsdelivr.net/npm/gsap@3`. */
const route = "/.hyperframes/at/";
const hosts: readonly string[] = [
  ...[...npmCdns, ...ownSites].map(({ host }) => host),
  cdnjsHost,
  ...Object.values(googleFontsHosts),
];
const address = new RegExp(
  `(?:https?:)?//(${hosts.map((host) => host.replaceAll(".", "\\.")).join("|")})/`,
  "g",
);

/** A file of a library or a font, or the address that has it. */
type RoutedAnswer = { readonly contentType: string; readonly body: Buffer } | { readonly elsewhere: string };

/** A text whose addresses of libraries and fonts lead to the project's own host. Relative addresses in what they name stay right. */
export function withLibraryRoutes(text: string): string {
  return text.replaceAll(address, `${route}$1/`);
}

/** What a path of the route leads to; `null` if it is none. */
export async function answerRoute(
  urlPath: string,
  query: string | undefined,
  libraries: Pick<ShippedLibraries, "answer">,
): Promise<RoutedAnswer | null> {
  const [, host = "", path = ""] = /^([^/]+)(\/.*)$/.exec(urlPath.slice(route.length)) ?? [];
  if (!urlPath.startsWith(route) || !hosts.includes(host)) return null;
  const elsewhere = `https://${host}${path}${query === undefined ? "" : `?${query}`}`;
  const answer = await libraries.answer(elsewhere);
  if (!answer) return { elsewhere };
  const { contentType, body } = answer;
  const isText = /^text\/(?:css|javascript)/.test(contentType);
  return { contentType, body: isText ? Buffer.from(withLibraryRoutes(body.toString("utf8"))) : body };
}
