import { createHash } from "node:crypto";
import { realpath, stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { basename, relative } from "node:path";
import { connectToAddresses, lookupAddresses, NoConnection } from "@hyperframes-engine/network";
import type { Digest } from "@hyperframes-engine/store";
import type { PageRules } from "@hyperframes-engine/template";
import { CompositionError, MediaError } from "../errors.ts";
import { milliseconds } from "../timeline/units.ts";
import { answerDelivered, sendDelivered, type PageDelivery } from "./delivery/page-delivery.ts";
import { policyHeaders } from "./page-policy.ts";
import { workerScript } from "./page-script.ts";
import { DataPictures, type FetchPicture } from "./pictures/data-pictures.ts";
import { fetchPicture } from "./pictures/fetch-picture.ts";
import { encodePath, sendFile, sendJson, sendRedirect, sendScript, sendText } from "./project-answer.ts";
import { findProjectEntry, type ProjectEntry } from "./project-path.ts";
import { isWorkerRequest, readWorkerFile, workerScriptPath } from "./worker-file.ts";

/** The host under which pages see the project: the same on every machine. */
export const projectHost = "project.localhost";

/**
 * The origin of every page. Names below `localhost` count as secure, so that WebCodecs and others are there:
 * https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy
 */
export const projectOrigin = `http://${projectHost}`;

/** The files of one project, as its own browser gets them. */
export interface ProjectFiles {
  /** Answers a request to {@link projectHost}. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Project-relative paths that were asked for and are not there, each once, in the order of the first request. */
  readonly missing: readonly string[];
  /** Files of the project that were given to pages since it began to serve by its rules: by project-relative path, where they are. */
  readonly served: ReadonlyMap<string, string>;
  /** Project-relative paths that were asked for and are not served, with the reason. */
  readonly refused: ReadonlyArray<{ readonly path: string; readonly reason: string }>;
  /** Serves one more file, from wherever it is. Returns its address, which follows from its path alone; below the project, if it is in there. */
  offer(file: string): string;
  /** The same for a file whose content is known: its address follows from that alone, and is the same on every machine. */
  offerContent(content: { readonly digest: Digest; readonly ending: string }, file: string): string;
  /** Says from now on, with everything that it serves, what filled pages may do; `null` for pages as their author wrote them. */
  serve(rules: PageRules | null): void;
}

/**
 * What pages may ask for that is no file, by URL paths below `/.hyperframes/`: JSON for a query. It may offer files.
 * A MediaError is answered as `{ "error": … }`: the page asked for what is there, so nothing is missing.
 */
export type ProjectAnswers = Readonly<
  Record<string, (query: URLSearchParams, offer: ProjectFiles["offer"]) => Promise<string>>
>;

/** What is served of a project beside its files. */
export interface ProjectServices {
  /**
   * Fetches pictures of addresses in data.
   * @default from public addresses
   */
  readonly fetch?: FetchPicture;
  /** @default none */
  readonly answers?: ProjectAnswers;
  /** @default to a browser that is driven */
  readonly delivery?: PageDelivery;
}

/** A page that asks for ever new names must not fill the memory. */
const maxRecords = 1000;
/** Each takes some 100 bytes. */
const MOST_SERVED = 100_000;

/** Browsers ask for it on their own. */
const unasked = "favicon.ico";

/**
 * Opens a project folder for pages, which reach it through a network guard alone.
 *
 * @param fetch gets pictures whose addresses came from data.
 * @throws {CompositionError} if the folder is not there.
 */
export async function openProjectFiles(
  folder: string,
  { fetch = fetchFromOutside, answers = {}, delivery = { kind: "devtools" } }: ProjectServices = {},
): Promise<ProjectFiles> {
  const root = await realpath(folder).catch((error: unknown) => {
    throw new CompositionError(`The project folder ${folder} cannot be read: ${String(error)}.`);
  });
  const requests = new ProjectRequests(root, { pictures: new DataPictures(fetch), answers, delivery });
  return {
    handle: (request, response) => requests.handle(request, response),
    get missing() {
      return [...requests.missing];
    },
    get refused() {
      return Array.from(requests.refused, ([path, reason]) => ({ path, reason }));
    },
    served: requests.served,
    offer: (file) => requests.offerAddress(file),
    offerContent: (content, file) => requests.offerContent(content, file),
    serve: (rules) => requests.serve(rules),
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

class ProjectRequests {
  readonly missing = new Set<string>();
  readonly refused = new Map<string, string>();
  readonly served = new Map<string, string>();
  readonly #root: string;
  readonly #answers: ProjectAnswers;
  readonly #delivery: PageDelivery;
  #nonce: string | null = null;
  /** By their URL paths, which begin with a name that no file of the project is served under. */
  readonly #offered = new Map<string, string>();
  readonly #pictures: DataPictures;
  #headers: Readonly<Record<string, string>> = {};
  /** The addresses of pictures by their URL paths. */
  #routes: ReadonlyMap<string, string> = new Map();

  constructor(
    root: string,
    {
      pictures,
      answers,
      delivery,
    }: Required<Omit<ProjectServices, "fetch">> & { readonly pictures: DataPictures },
  ) {
    this.#root = root;
    this.#pictures = pictures;
    this.#answers = answers;
    this.#delivery = delivery;
  }

  serve(rules: PageRules | null): void {
    this.served.clear();
    this.#nonce = rules?.nonce ?? null;
    this.#headers = rules ? policyHeaders(rules) : {};
    this.#routes = rules?.pictures ?? new Map<string, string>();
  }

  offer(file: string): string {
    const below = relative(this.#root, file);
    // What is in the project has the same address wherever the project was filled in.
    const name = below.startsWith("..") ? file : below;
    const id = createHash("sha256").update(name).digest("hex").slice(0, 16);
    const urlPath = `/.hyperframes/${id}/${encodeURIComponent(basename(file))}`;
    this.#offered.set(urlPath, file);
    return urlPath;
  }

  offerContent(
    { digest, ending }: { readonly digest: Digest; readonly ending: string },
    file: string,
  ): string {
    const urlPath = `/.hyperframes/media/${digest}${encodeURIComponent(ending)}`;
    this.#offered.set(urlPath, file);
    return `${projectOrigin}${urlPath}`;
  }

  offerAddress(file: string): string {
    return `${projectOrigin}${this.offer(file)}`;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await this.#answer(request, response);
    } catch (error) {
      // The browser leaves off a video in the middle as a matter of course; nobody is there to be told.
      if (response.headersSent || response.destroyed) response.destroy();
      else
        this.#refuse(
          response,
          (request.url ?? "").replace(/^\//, ""),
          `it cannot be read (${codeOf(error)})`,
        );
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(this.#headers)) response.setHeader(name, value);
    // A page from elsewhere whose name resolves to this address must not read the project.
    if (request.headers.host?.toLowerCase() !== projectHost) {
      return sendText(response, 403, `This server answers only for ${projectHost}.`);
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("Allow", "GET, HEAD");
      return sendText(response, 405, "A project is only read.");
    }
    const [urlPath = "", query] = (request.url ?? "").split(/\?(.*)/s, 2);
    if (!urlPath.startsWith("/")) return sendText(response, 400, "The address must begin with a slash.");
    if (await this.#sendOwn(urlPath, query, { request, response })) return;
    if (await answerDelivered(this.#delivery, { urlPath, query }, response)) return;
    const entry = await findProjectEntry(this.#root, urlPath);
    if (entry.kind !== "folder") return this.#send(entry, request, response);
    if (!urlPath.endsWith("/")) return sendRedirect(response, entry.path, query);
    const index = `${entry.path ? `/${encodePath(entry.path)}` : ""}/index.html`;
    return this.#send(await findProjectEntry(this.#root, index), request, response);
  }

  /** What lies under an address of ours, and in no file of the project. Returns whether there is such a thing. */
  async #sendOwn(
    urlPath: string,
    query: string | undefined,
    { request, response }: Exchange,
  ): Promise<boolean> {
    const picture = this.#routes.get(urlPath);
    const offered = this.#offered.get(urlPath);
    const answer = Object.hasOwn(this.#answers, urlPath) && this.#answers[urlPath];
    if (picture !== undefined) await this.#sendPicture(picture, response);
    else if (urlPath === workerScriptPath) sendScript(response, await workerScript());
    else if (offered !== undefined) {
      const { size } = await stat(offered);
      await sendFile({ kind: "file", path: basename(offered), realPath: offered, size }, request, response);
    } else if (answer) sendJson(response, await this.#ask(answer, query));
    else return false;
    return true;
  }

  #ask(answer: ProjectAnswers[string], query: string | undefined): Promise<string> {
    return answer(new URLSearchParams(query), (file) => this.offerAddress(file)).catch(toldFault);
  }

  async #send(entry: ProjectEntry, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (entry.kind === "file" && this.served.size < MOST_SERVED) this.served.set(entry.path, entry.realPath);
    if (entry.kind === "file" && isWorkerRequest(request))
      return sendScript(response, await readWorkerFile(entry.realPath));
    if (entry.kind === "file") {
      const page = { ...entry, nonce: this.#nonce };
      if (!(await sendDelivered(this.#delivery, page, response))) await sendFile(entry, request, response);
      return;
    }
    if (entry.kind === "refused") return this.#refuse(response, entry.path, entry.reason);
    if (entry.path !== unasked && this.missing.size < maxRecords) this.missing.add(entry.path);
    return sendText(response, 404, `There is no ${entry.path} in the project.`);
  }

  async #sendPicture(address: string, response: ServerResponse): Promise<void> {
    try {
      const { body, contentType } = await this.#pictures.get(address);
      response.writeHead(200, { "Content-Type": contentType, "Content-Length": body.length });
      response.end(body);
    } catch (error) {
      if (!(error instanceof NoConnection)) throw error;
      if (this.refused.size < maxRecords) this.refused.set(address, error.message);
      sendText(response, 502, `${address} did not come: ${error.message}.`);
    }
  }

  #refuse(response: ServerResponse, path: string, reason: string): void {
    if (this.refused.size < maxRecords) this.refused.set(path, reason);
    sendText(response, 403, `${path} is not served: ${reason}.`);
  }
}

/** As the guard does for what pages ask for themselves. */
const fetchFromOutside: FetchPicture = (address) =>
  fetchPicture(
    address,
    {
      lookup: lookupAddresses,
      connect: connectToAddresses,
      connectLimit: milliseconds(10_000),
      idleLimit: milliseconds(20_000),
    },
    AbortSignal.timeout(60_000),
  );

function toldFault(error: unknown): string {
  if (error instanceof MediaError) return JSON.stringify({ error: error.message });
  throw error;
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
