import type { PageRules } from "@hyperframes-engine/template";
import { googleFontsHosts } from "./fonts/google-fonts-table.ts";
import { cdnjsHost, npmCdns, ownSites } from "./libraries/shipped-libraries-table.ts";

/** Hosts of libraries, which load their parts from each other's. */
const libraryHosts: readonly string[] = [...[...npmCdns, ...ownSites].map(({ host }) => host), cdnjsHost];
const fontHosts: readonly string[] = Object.values(googleFontsHosts);
/** What no script is, by its name. */
const noScript =
  /\.(?:png|jpe?g|gif|webp|avif|svg|ico|bmp|mp4|webm|mov|m4v|mp3|m4a|aac|wav|og[gav]|flac|woff2?|ttf|otf|css|json|html?|txt|xml|csv|md|pdf|vtt|srt|glb|gltf|hdr|lottie)$/i;

/**
 * The headers of everything that a filled project serves. Scripts and handlers are those of its author; pages connect only to
 * whom its author names. https://www.w3.org/TR/CSP3/
 */
export function policyHeaders(rules: PageRules): Readonly<Record<string, string>> {
  return {
    "Content-Security-Policy": `${authorPolicy(rules)}, ${placePolicy(rules)}`,
    // A text must not be taken for a script.
    "X-Content-Type-Options": "nosniff",
    // Whom the template names need not learn what is in the address.
    "Referrer-Policy": "no-referrer",
  };
}

/** Hosts with which the pages of a filled project may connect; ports are named unless they are the usual ones. */
export function allowedHosts({ hosts }: PageRules): readonly string[] {
  return [...hosts, ...fontHosts, ...(namesLibraries(hosts) ? libraryHosts : [])];
}

function authorPolicy(rules: PageRules): string {
  const hosts = allowedHosts(rules).join(" ");
  const directives: Readonly<Record<string, string>> = {
    "default-src": "'none'",
    "script-src": scriptSources(rules),
    // What data can write into a style is words, numbers and colours.
    "style-src": `'self' 'unsafe-inline' data: blob: ${hosts}`,
    "font-src": `'self' data: blob: ${hosts}`,
    "img-src": `'self' data: blob: ${hosts}`,
    "media-src": `'self' data: blob: mediastream: ${hosts}`,
    "connect-src": `'self' data: blob: ${hosts}`,
    "frame-src": `'self' ${rules.hosts.join(" ")}`,
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": rules.hasBase ? "'self'" : "'none'",
    "form-action": "'none'",
  };
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value.trim()}`)
    .join("; ");
}

function scriptSources({ nonce, scripts, handlers, addresses, allowsEval }: PageRules): string {
  const quoted = [...scripts, ...handlers].map((hash) => `'${hash}'`);
  return [
    "'self'",
    `'nonce-${nonce}'`,
    ...(handlers.size > 0 ? ["'unsafe-hashes'"] : []),
    ...new Set(quoted),
    ...new Set(addresses.filter((address) => !noScript.test(address)).flatMap(scriptSource)),
    "'wasm-unsafe-eval'",
    ...(allowsEval ? ["'unsafe-eval'"] : []),
  ].join(" ");
}

/**
 * A module passes on its nonce to whatever it imports: this second policy says from where that may come.
 * Several policies must all agree: https://www.w3.org/TR/CSP3/#multiple-policies
 */
function placePolicy({ hosts, allowsEval }: PageRules): string {
  const places = [...hosts, ...(namesLibraries(hosts) ? libraryHosts : [])].join(" ");
  const compiled = allowsEval ? " 'unsafe-eval'" : "";
  return `script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'${compiled} ${places}`.trim();
}

/** The address itself; on CDNs of npm, all of the package in the version that is named. */
function scriptSource(address: string): string[] {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol)) return [];
  const path = url.pathname.replaceAll(/[;,']/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
  const cdn = npmCdns.find(({ host }) => host === url.host);
  const rest = cdn && path.startsWith(cdn.prefix) ? path.slice(cdn.prefix.length) : "";
  const [folder] = /^(?:@[^/]+\/)?[^/]+(?=\/)/.exec(rest) ?? [];
  const whole = cdn && folder ? [`${url.host}${cdn.prefix}${folder}/`] : [];
  return path === "/" ? [] : [`${url.host}${path}`, ...whole];
}

function namesLibraries(hosts: readonly string[]): boolean {
  return hosts.some((host) => libraryHosts.includes(host));
}
