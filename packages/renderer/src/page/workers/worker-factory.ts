import { replaceMethod, type Native } from "../realm.ts";
import type { WorkerDesk } from "./worker-desk.ts";
import { WorkerLine } from "./worker-line.ts";
import { formatToken, type Mail } from "./worker-protocol.ts";

/** What workers are made with. */
interface WorkerMaker {
  readonly desk: WorkerDesk;
  /** The name of the window or worker that makes them. */
  readonly name: string;
  /** The script that must run in each before its own. */
  readonly script: string;
  /** Milliseconds since the page's navigation. */
  readonly now: () => number;
  /** The canvases among what is handed over that a window shows. */
  readonly canvasesIn: (transfer: readonly Transferable[]) => Mail["canvases"];
  /** Called when a worker was made. */
  readonly onWorker: () => void;
}

const lines = new WeakMap<object, WorkerLine>();
const blobs = new Map<string, Blob>();

/** Lets the workers that are made in this realm follow the page's clock. Call before the realm's own scripts. */
export function followWorkers(maker: WorkerMaker): void {
  rememberBlobs();
  // Shared workers make none.
  if ("Worker" in globalThis) followDedicated(maker);
  if ("SharedWorker" in globalThis) followShared(maker);
}

/** Lets what is posted to workers go through their lines. Returns the browser's own way. */
function postThroughLines(owner: object, { canvasesIn }: WorkerMaker): Native {
  return replaceMethod(owner, "postMessage", (native, target, values) => {
    const line = lines.get(target as object);
    if (!line) return native(target, values);
    const [data, options] = values as [unknown, (Transferable[] | StructuredSerializeOptions)?];
    const transfer = (Array.isArray(options) ? options : options?.transfer) ?? [];
    return line.send({ data, canvases: canvasesIn(transfer) }, transfer);
  });
}

/** Lets an object's messages go through a line of their own. */
function openLine(target: EventTarget, post: Native): WorkerLine {
  const line = new WorkerLine(target, (message, transfer) => void post(target, [message, transfer]));
  lines.set(target, line);
  return line;
}

function followDedicated(maker: WorkerMaker): void {
  const post = postThroughLines(Worker.prototype, maker);
  replaceMethod(Worker.prototype, "terminate", (native, target, values) => {
    lines.get(target as Worker)?.end();
    return native(target, values);
  });
  globalThis.Worker = new Proxy(Worker, {
    construct(target, [url, options]: [unknown, WorkerOptions?], newTarget) {
      const token = { id: maker.desk.nextId(maker.name), born: maker.now(), name: options?.name ?? "" };
      const values = [preparedAddress(url, maker), { ...options, name: formatToken(token) }];
      const worker = Reflect.construct(target, values, newTarget) as Worker;
      maker.desk.add(openLine(worker, post));
      maker.onWorker();
      return worker;
    },
  });
}

function followShared(maker: WorkerMaker): void {
  const post = postThroughLines(MessagePort.prototype, maker);
  globalThis.SharedWorker = new Proxy(SharedWorker, {
    construct(target, [url, given]: [unknown, (string | WorkerOptions)?], newTarget) {
      const options = typeof given === "string" ? { name: given } : given;
      const { href } = new URL(String(url), baseAddress());
      // Workers of one address and name are one, so they must be told the same.
      const token = { id: `shared ${href}`, born: 0, name: options?.name ?? "" };
      const values = [preparedAddress(url, maker), { ...options, name: formatToken(token) }];
      const worker = Reflect.construct(target, values, newTarget) as SharedWorker;
      const line = openLine(worker.port, post);
      worker.port.start();
      worker.addEventListener("error", () => line.close());
      maker.desk.nextId(maker.name);
      maker.desk.add(line);
      maker.onWorker();
      return worker;
    },
  });
}

function rememberBlobs(): void {
  replaceMethod(URL, "createObjectURL", (native, target, values) => {
    const address = native(target, values) as string;
    const [source] = values;
    if (source instanceof Blob) blobs.set(address, source);
    return address;
  });
  replaceMethod(URL, "revokeObjectURL", (native, target, values) => {
    blobs.delete(String(values[0]));
    return native(target, values);
  });
}

/** The address of a script before which ours runs, of the same kind. The project's server sees to its own files. */
function preparedAddress(url: unknown, { script }: WorkerMaker): string {
  const { href, protocol } = new URL(String(url), baseAddress());
  if (protocol === "data:")
    return `data:text/javascript;charset=utf-8,${encodeURIComponent(script + dataText(href))}`;
  const blob = blobs.get(href);
  return blob ? URL.createObjectURL(new Blob([script, blob], { type: "text/javascript" })) : href;
}

function dataText(href: string): string {
  const [head = "", body = ""] = href.split(/,(.*)/s, 2);
  const bytes = unescapePercents(body);
  const binary = /;\s*base64$/i.test(head) ? atob(bytes) : bytes;
  return new TextDecoder().decode(Uint8Array.from(binary, (character) => character.codePointAt(0) ?? 0));
}

/** To one character a byte. */
function unescapePercents(text: string): string {
  return text.replaceAll(/%([\da-f]{2})/gi, (_, hex: string) =>
    String.fromCodePoint(Number.parseInt(hex, 16)),
  );
}

function baseAddress(): string {
  return "document" in globalThis ? document.baseURI : location.href;
}
