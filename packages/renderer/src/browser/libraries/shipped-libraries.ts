import type { Protocol } from "devtools-protocol/types/protocol.js";
import type { DevToolsSession } from "../devtools-connection.ts";
import { asksForOptional } from "../fonts/google-fonts-address.ts";
import { googleFontsHosts, installedFamilyPath } from "../fonts/google-fonts-table.ts";
import { GoogleFonts } from "../fonts/google-fonts.ts";
import type { ProxyAccess } from "../network-guard.ts";
import type { PinnedFiles } from "./pinned-files.ts";
import { type LibraryRequest, readLibraryAddress } from "./shipped-libraries-address.ts";
import { readRequestedFile } from "./shipped-libraries-file.ts";
import { findLibraryCopies, type LibraryCopy, type LibraryFile } from "./shipped-libraries-package.ts";
import { cdnjsHost, npmCdns, ownSites } from "./shipped-libraries-table.ts";
import { isExactly, isFullVersion, majorFits } from "./shipped-libraries-version.ts";
import { hasIntegrity } from "./subresource-integrity.ts";

/** A file to answer a CDN's address with. */
export interface LibraryAnswer {
  readonly body: Buffer;
  readonly contentType: string;
  /** Where it comes from, for people: `gsap@3.15.0/dist/gsap.min.js (shipped)`. */
  readonly source: string;
  /** Whether every installation of this package has it. */
  readonly isShipped: boolean;
}

/** The part of a page's session that is used. */
export type LibrarySession = Pick<DevToolsSession, "on" | "send">;

/** What else the answers depend on. */
export interface LibraryOptions {
  /** Addresses for which the page takes only what has a certain hash, as its `integrity` says. */
  readonly pinned?: ReadonlyMap<string, string>;
  /** Where fonts may be fetched from that are not on this machine. */
  readonly files?: Pick<PinnedFiles, "get"> | null;
  /** Answers that are known already: those of another machine, for pages that were planned there. */
  readonly brought?: ReadonlyMap<string, LibraryAnswer>;
}

/** A page that asks for ever new versions must not fill the memory. */
const maxNotes = 100;
/** A page has some hundred modules of its own packages at most. */
const MOST_BROUGHT = 1000;

/**
 * Answers addresses of CDNs and of Google Fonts from npm packages on this machine, since rendering must not need the network.
 *
 * A copy in the project's own `node_modules` wins over the one that is shipped. The same major version will do, unless
 * the page's tag has an `integrity`; of another one, nothing is answered.
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
  readonly #notes = new Map<string, string>();
  readonly #pinned: ReadonlyMap<string, string>;
  readonly #refusals = new Map<string, string>();
  readonly #used = new Set<string>();
  readonly #brought: Map<string, LibraryAnswer>;

  /** @param projectFolder where the composition is. */
  constructor(
    projectFolder: string,
    { pinned = new Map(), files = null, brought = new Map() }: LibraryOptions = {},
  ) {
    this.#pinned = pinned;
    this.#brought = new Map(brought);
    this.#projectFolder = projectFolder;
    this.#fonts = new GoogleFonts(projectFolder, files);
  }

  /** What the author should know: which library was answered in another version than the page asked for. */
  get notes(): readonly string[] {
    return [...new Set(this.#notes.values())];
  }

  /** The packages that pages have been given something of: `gsap@3.15.0 (shipped)`, sorted. */
  get used(): readonly string[] {
    return [...this.#used].toSorted();
  }

  /** Answers that came from elsewhere than from this package, by their addresses. */
  get brought(): ReadonlyMap<string, LibraryAnswer> {
    return this.#brought;
  }

  /** The note on one address; undefined where the version is the one that was asked for. */
  noteOn(url: string): string | undefined {
    return this.#notes.get(url);
  }

  /** Finds the file for an address; `null` if the network must be asked. */
  async answer(url: string): Promise<LibraryAnswer | null> {
    const answer = this.#brought.get(url) ?? (await this.#find(url));
    if (!answer) return null;
    if (this.#used.size < maxNotes) this.#used.add(answer.source.replace(/(?<=@\d[^/ ]*)\/\S*/, ""));
    if (!answer.isShipped && this.#brought.size < MOST_BROUGHT) this.#brought.set(url, answer);
    return answer;
  }

  async #find(url: string): Promise<LibraryAnswer | null> {
    const request = readLibraryAddress(url);
    if (!request) return this.#fonts.answer(url);
    const integrity = this.#pinned.get(url);
    if (integrity !== undefined) return this.#answerPinned(url, request, integrity);
    const copy = await this.#copyFor(request);
    const file = copy && (await readRequestedFile(request, copy, (found) => this.#remember(found)));
    if (!file) return null;
    this.#noteVersion(url, request, copy);
    return answerWith(file, copy);
  }

  /** Why the copies that are here were not given for an address; undefined where none was refused. */
  refusalOf(url: string): string | undefined {
    return this.#refusals.get(url);
  }

  /** A browser takes nothing but the very bytes: they are here, or the network has them. */
  async #answerPinned(
    url: string,
    request: LibraryRequest,
    integrity: string,
  ): Promise<LibraryAnswer | null> {
    const copies = await this.#copiesOf(request.library);
    for (const copy of copies) {
      const file = await readRequestedFile(request, copy, (found) => this.#remember(found));
      if (file && hasIntegrity(file.body, integrity)) return answerWith(file, copy);
    }
    const there = copies.map(({ name, version, owner }) => `${name}@${version} (${owner})`).join(", ");
    if (there && this.#refusals.size < maxNotes)
      this.#refusals.set(url, `the hash ${integrity.slice(0, 200)} is not that of what is here, ${there}`);
    return null;
  }

  #copiesOf(library: LibraryRequest["library"]): Promise<readonly LibraryCopy[]> {
    const copies = this.#copies.get(library.name) ?? findLibraryCopies(library, this.#projectFolder);
    this.#copies.set(library.name, copies);
    return copies;
  }

  async #copyFor({ library, version, paths }: LibraryRequest): Promise<LibraryCopy | undefined> {
    const found = await this.#copiesOf(library);
    const exact = found.find((copy) => isExactly(version, copy.version));
    // Compiled code and the script that loads it must be of one build.
    const mustBeExact = paths.some((path) => path.endsWith(".wasm")) && isFullVersion(version);
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

  #noteVersion(url: string, { library, version }: LibraryRequest, copy: LibraryCopy): void {
    if (!isFullVersion(version) || isExactly(version, copy.version) || this.#notes.size >= maxNotes) return;
    this.#notes.set(
      url,
      `${library.name} ${version} was asked for; ${copy.version} (${copy.owner}) was used. ` +
        `For that very version, run npm install ${library.name}@${version} in the project's folder.`,
    );
  }
}

function answerWith({ body, contentType, path }: LibraryFile, copy: LibraryCopy): LibraryAnswer {
  const source = `${copy.name}@${copy.version}/${path} (${copy.owner})`;
  return { body, contentType, source, isShipped: copy.owner === "shipped" };
}

/**
 * Answers a page's requests for shipped libraries; all others go their way, which a proxy may want a password for. It takes
 * the session's `Fetch` domain.
 */
export async function attachShippedLibraries(
  session: LibrarySession,
  { libraries, access }: { readonly libraries: ShippedLibraries; readonly access: ProxyAccess },
): Promise<void> {
  session.on("Fetch.requestPaused", (event) => void settle(session, libraries, event));
  session.on("Fetch.authRequired", (event) => void identify(session, access, event));
  await session.send("Fetch.enable", {
    handleAuthRequests: true,
    patterns: [
      ...ShippedLibraries.urlPatterns.map((urlPattern) => ({ urlPattern })),
      // Of a request that it does not pause, the browser does not ask for a password.
      { urlPattern: "*", resourceType: "Document" as const },
    ],
  });
}

/** A context that has been let through once says the password by itself. */
async function identify(
  session: LibrarySession,
  { username, password }: ProxyAccess,
  { requestId, authChallenge }: Protocol.Fetch.AuthRequiredEvent,
): Promise<void> {
  const authChallengeResponse =
    authChallenge.source === "Proxy"
      ? { response: "ProvideCredentials" as const, username, password }
      : { response: "Default" as const };
  await session.send("Fetch.continueWithAuth", { requestId, authChallengeResponse }).catch(() => undefined);
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
      ? session.send("Fetch.fulfillRequest", {
          requestId,
          ...responseOf(answer, asksForOptional(request.url)),
        })
      : session.send("Fetch.continueRequest", { requestId });
  // The page may be gone by now, and its request with it.
  await sent.catch(() => undefined);
}

function responseOf(
  answer: LibraryAnswer | null,
  isOptional: boolean,
): Omit<Protocol.Fetch.FulfillRequestRequest, "requestId"> {
  if (!answer) return { responseCode: isOptional ? 204 : 404, responseHeaders: [anyOrigin] };
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
