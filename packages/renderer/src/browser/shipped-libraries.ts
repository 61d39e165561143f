import type { Protocol } from "devtools-protocol/types/protocol.js";
import { googleFontsHosts, installedFamilyPath } from "./google-fonts-table.ts";
import { GoogleFonts } from "./google-fonts.ts";
import { type LibraryRequest, readLibraryAddress } from "./shipped-libraries-address.ts";
import { readRequestedFile } from "./shipped-libraries-file.ts";
import { findLibraryCopies, type LibraryCopy } from "./shipped-libraries-package.ts";
import { cdnjsHost, npmCdns, ownSites } from "./shipped-libraries-table.ts";
import { isExactly, majorFits, readVersion } from "./shipped-libraries-version.ts";

/** A file to answer a CDN's address with. */
export interface LibraryAnswer {
  readonly body: Buffer;
  readonly contentType: string;
  /** Where it comes from, for people: `gsap@3.15.0/dist/gsap.min.js (shipped)`. */
  readonly source: string;
}

/** What of a session is needed to answer its requests. */
interface LibrarySession {
  on(event: "Fetch.requestPaused", listener: (event: Protocol.Fetch.RequestPausedEvent) => void): unknown;
  send(method: "Fetch.enable", params: Protocol.Fetch.EnableRequest): Promise<unknown>;
  send(method: "Fetch.fulfillRequest", params: Protocol.Fetch.FulfillRequestRequest): Promise<unknown>;
  send(method: "Fetch.continueRequest", params: Protocol.Fetch.ContinueRequestRequest): Promise<unknown>;
}

/** A page that asks for ever new versions must not fill the memory. */
const maxNotes = 100;

/**
 * Answers addresses of CDNs and of Google Fonts from npm packages on this machine, since rendering must not need the network.
 *
 * A copy in the project's own `node_modules` wins over the one that is shipped. The same major version will do; of
 * another one, nothing is answered.
 */
export class ShippedLibraries {
  /** The addresses that may be answered, for `Fetch.enable`. */
  static readonly urlPatterns: readonly string[] = [
    ...[...npmCdns, ...ownSites].map(({ host }) => host),
    cdnjsHost,
    ...Object.values(googleFontsHosts),
  ].map((host) => `*://${host}/*`);

  readonly #projectFolder: string;
  readonly #fonts: GoogleFonts;
  readonly #copies = new Map<string, Promise<readonly LibraryCopy[]>>();
  readonly #notes = new Set<string>();

  /** @param projectFolder where the composition is. */
  constructor(projectFolder: string) {
    this.#projectFolder = projectFolder;
    this.#fonts = new GoogleFonts(projectFolder);
  }

  /** What the author should know: which library was answered in another version than the page asked for. */
  get notes(): readonly string[] {
    return [...this.#notes];
  }

  /** Finds the file for an address; `null` if the network must be asked. */
  async answer(url: string): Promise<LibraryAnswer | null> {
    const request = readLibraryAddress(url);
    if (!request) return this.#fonts.answer(url);
    const copy = await this.#copyFor(request);
    const file = copy && (await readRequestedFile(request, copy, (found) => this.#remember(found)));
    if (!file) return null;
    this.#noteVersion(request, copy);
    const source = `${copy.name}@${copy.version}/${file.path} (${copy.owner})`;
    return { body: file.body, contentType: file.contentType, source };
  }

  async #copyFor({ library, version, paths }: LibraryRequest): Promise<LibraryCopy | undefined> {
    const { name } = library;
    const copies = this.#copies.get(name) ?? findLibraryCopies(library, this.#projectFolder);
    this.#copies.set(name, copies);
    const found = await copies;
    const exact = found.find((copy) => isExactly(version, copy.version));
    // Compiled code and the script that loads it must be of one build.
    const mustBeExact = paths.some((path) => path.endsWith(".wasm")) && /^\d+\.\d+\.\d+/.test(version);
    return exact ?? (mustBeExact ? undefined : found.find((copy) => majorFits(version, copy.version)));
  }

  /** Of a package that others depend on, their own version counts, wherever it lies. */
  #remember(found: LibraryCopy): void {
    const known =
      this.#copies.get(found.name) ?? findLibraryCopies({ ...found, shipped: [] }, this.#projectFolder);
    const all = known.then((copies) =>
      copies.some(({ version }) => version === found.version) ? copies : [...copies, found],
    );
    this.#copies.set(found.name, all);
  }

  #noteVersion({ library, version }: LibraryRequest, copy: LibraryCopy): void {
    const [asked, given] = [readVersion(version), readVersion(copy.version)];
    if (asked?.minor === undefined || asked.minor === given?.minor || this.#notes.size >= maxNotes) return;
    this.#notes.add(
      `${library.name} ${version} was asked for; ${copy.version} (${copy.owner}) was used. ` +
        "A tag with an integrity attribute refuses it: remove the attribute, or ask for that version.",
    );
  }
}

/**
 * Answers a page's requests for shipped libraries; all others go their way. It takes the session's `Fetch` domain.
 *
 * A tag with an `integrity` attribute is refused by the browser if our version is another one than the tag's:
 * the hash is the author's, and the request does not tell it.
 */
export async function attachShippedLibraries(
  session: LibrarySession,
  libraries: ShippedLibraries,
): Promise<void> {
  session.on("Fetch.requestPaused", (event) => void settle(session, libraries, event));
  await session.send("Fetch.enable", {
    patterns: ShippedLibraries.urlPatterns.map((urlPattern) => ({ urlPattern })),
  });
}

async function settle(
  session: LibrarySession,
  libraries: ShippedLibraries,
  { requestId, request }: Protocol.Fetch.RequestPausedEvent,
): Promise<void> {
  const answer = request.method === "GET" ? await libraries.answer(request.url).catch(() => null) : null;
  // No address of Google's: if it is not here, it is nowhere.
  const isOurs =
    URL.parse(request.url)?.pathname === installedFamilyPath && request.url.includes(googleFontsHosts.styles);
  const sent =
    answer || isOurs
      ? session.send("Fetch.fulfillRequest", { requestId, ...responseOf(answer) })
      : session.send("Fetch.continueRequest", { requestId });
  // The page may be gone by now, and its request with it.
  await sent.catch(() => undefined);
}

function responseOf(answer: LibraryAnswer | null): Omit<Protocol.Fetch.FulfillRequestRequest, "requestId"> {
  if (!answer) return { responseCode: 404, responseHeaders: [anyOrigin] };
  return {
    responseCode: 200,
    responseHeaders: responseHeaders(answer),
    body: answer.body.toString("base64"),
  };
}

const anyOrigin: Protocol.Fetch.HeaderEntry = { name: "Access-Control-Allow-Origin", value: "*" };

/** As permissive as the CDNs themselves are. */
function responseHeaders({ contentType, source }: LibraryAnswer): Protocol.Fetch.HeaderEntry[] {
  return [
    { name: "Content-Type", value: contentType },
    anyOrigin,
    { name: "Cross-Origin-Resource-Policy", value: "cross-origin" },
    { name: "Timing-Allow-Origin", value: "*" },
    { name: "X-Answered-From", value: source },
  ];
}
