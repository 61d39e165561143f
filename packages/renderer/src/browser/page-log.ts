import type { Protocol } from "devtools-protocol/types/protocol.js";
import { formatLocation, type SourceLocation } from "../errors.ts";
import { describeFailedRequest, explainMissingLibrary, type FailedRequest } from "./failed-request.ts";
import { exceptionText, type PageSession } from "./page-session.ts";
import { projectOrigin } from "./project-files.ts";

/** A script error of the page, with the place in the project's files where it was thrown. */
interface ScriptError {
  readonly message: string;
  readonly location: SourceLocation | null;
}

/** More of a kind tell nothing new, and must not fill the memory. */
const MOST_COMPLAINTS = 100;
/** Characters. The page's scripts could call what hands complaints over. */
const LONGEST_COMPLAINT = 500;

const notNamed =
  'the template does not name this host: add it to "hosts" in template.json, or save the file beside the page';
const evalAdvice = '(In a template, "eval": true in template.json allows it.)';

/** What a page complains of and waits for. */
export class PageLog {
  readonly scriptErrors: ScriptError[] = [];
  readonly failedRequests: string[] = [];
  /** What the page's own code says of it, in whole sentences. */
  readonly complaints: string[] = [];
  /** What to do about libraries that CDNs did not give: without them, a page is not what its author made. */
  readonly missingLibraries: string[] = [];
  readonly #refusalOf: (url: string) => string | undefined;
  readonly #pending = new Map<string, Pick<FailedRequest, "url" | "type">>();

  private constructor(refusalOf: (url: string) => string | undefined) {
    this.#refusalOf = refusalOf;
  }

  /**
   * Starts to listen; call before the page navigates.
   *
   * @param refusalOf tells why a library that is here was not given for an address.
   */
  static async attach(
    session: PageSession,
    refusalOf: (url: string) => string | undefined,
  ): Promise<PageLog> {
    const log = new PageLog(refusalOf);
    session.on("Runtime.exceptionThrown", ({ exceptionDetails }) => log.#addError(exceptionDetails));
    session.on("Network.requestWillBeSent", ({ requestId, request, type = "Other" }) => {
      log.#pending.set(requestId, { url: request.url, type });
    });
    session.on("Network.loadingFinished", ({ requestId }) => void log.#pending.delete(requestId));
    session.on("Network.loadingFailed", ({ requestId, errorText, canceled, blockedReason }) => {
      const request = log.#pending.get(requestId);
      log.#pending.delete(requestId);
      const reason = blockedReason === "csp" ? notNamed : errorText;
      if (request && canceled !== true) log.#addFailedRequest({ ...request, reason });
    });
    session.on("Log.entryAdded", ({ entry }) => log.#addViolation(entry));
    session.on("Network.responseReceived", ({ response, type }) => {
      if (response.status >= 400) log.#addFailure(response, type);
    });
    await Promise.all([
      session.send("Runtime.enable"),
      session.send("Network.enable", {}),
      session.send("Log.enable"),
    ]);
    return log;
  }

  /** The addresses that have been asked for and not answered yet. */
  get pendingRequests(): string[] {
    return [...this.#pending.values()].map(({ url }) => projectPath(url));
  }

  /** Notes what cannot be shown as it should be. */
  addComplaint(text: string): void {
    const complaint = text.slice(0, LONGEST_COMPLAINT);
    const isNew = !this.complaints.includes(complaint) && this.complaints.length < MOST_COMPLAINTS;
    if (isNew) this.complaints.push(complaint);
  }

  /** Of a filled page, what its template's author did not write does not run. */
  #addViolation({ source, text, url = "", lineNumber }: Protocol.Log.LogEntry): void {
    const isScript =
      source === "security" && /Content Security Policy/.test(text) && /script|event handler/i.test(text);
    // What was not fetched is among the requests.
    if (!isScript || /^(?:Refused to (?:load|connect)|Loading|Connecting)/.test(text)) return;
    const place = lineNumber === undefined ? projectPath(url) : `${projectPath(url)}:${lineNumber + 1}`;
    this.addComplaint(
      `${place}: a script or a handler did not run, as it does not stand in the template: ${text}`,
    );
  }

  #addFailure({ url, status }: Protocol.Network.Response, type: string): void {
    if (projectPath(url) === "favicon.ico") return;
    this.#addFailedRequest({ url, type, reason: status === 404 ? "no such file" : `HTTP ${status}` });
  }

  #addFailedRequest(request: FailedRequest): void {
    const library = explainMissingLibrary(request, this.#refusalOf(request.url));
    if (library !== undefined && this.missingLibraries.length < MOST_COMPLAINTS)
      this.missingLibraries.push(library);
    const text = describeFailedRequest(request, projectPath(request.url));
    // A font that was linked in vain is asked for once more, as every one that is used and not there.
    const [subject] = /"(?:[^"\\]|\\.)*"/.exec(text) ?? [text];
    const isKnown = this.failedRequests.some((known) => known.includes(subject));
    if (!isKnown && this.failedRequests.length < MOST_COMPLAINTS) this.failedRequests.push(text);
  }

  /** One that is thrown in every frame counts once: most often only a number in its words differs. */
  #isKnown({ message, location }: ScriptError): boolean {
    if (this.scriptErrors.length >= MOST_COMPLAINTS) return true;
    const place = location && formatLocation(location);
    return this.scriptErrors.some((error) =>
      place && error.location ? formatLocation(error.location) === place : error.message === message,
    );
  }

  #addError(details: Protocol.Runtime.ExceptionDetails): void {
    const last = details.stackTrace?.callFrames[0];
    const url = details.url ?? last?.url ?? "";
    // Where a script cannot be read, the last call is that of whoever put it into the page.
    const frame = last?.url === url ? last : undefined;
    const line = frame?.lineNumber ?? details.lineNumber;
    const column = frame?.columnNumber ?? details.columnNumber;
    const location = url.startsWith(projectOrigin)
      ? { file: projectPath(url), line: line + 1, column: column + 1 }
      : null;
    const text = exceptionText(details);
    const error = { message: text.startsWith("EvalError") ? `${text} ${evalAdvice}` : text, location };
    if (!this.#isKnown(error)) this.scriptErrors.push(error);
  }
}

/** What a page's log has against the composition, one sentence each. */
export function complaintsOf(log: PageLog): string[] {
  return [
    ...log.scriptErrors.map((error) => `Script error: ${formatScriptError(error)}`),
    ...log.failedRequests.map((request) => `Missing: ${request}`),
    ...log.complaints,
  ];
}

/** A script error as one line. */
export function formatScriptError(error: ScriptError): string {
  return error.location ? `${formatLocation(error.location)}: ${error.message}` : error.message;
}

/** The path below the project folder for an address of the project's own; other addresses as they are. */
export function projectPath(url: string): string {
  if (!url.startsWith(`${projectOrigin}/`)) return url.slice(0, 300);
  const path = url.slice(projectOrigin.length + 1).replace(/[?#].*$/, "");
  try {
    return decodeURIComponent(path) || "index.html";
  } catch {
    return path;
  }
}
