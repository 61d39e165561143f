import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { ProgramError } from "../run-process.ts";

const flags = [
  "--remote-debugging-port=0",
  // Chromium refuses to run as root with its sandbox; the page is the benchmark's own.
  "--no-sandbox",
  // Both renderers composite in software by default, and a GPU's edges and gradients differ: SSIM 0.997 on title.
  "--disable-gpu",
  "--hide-scrollbars",
  "--force-color-profile=srgb",
  "--font-render-hinting=none",
];

/** Commands of the Chrome DevTools Protocol to one page: https://chromedevtools.github.io/devtools-protocol/ */
export interface BrowserPage extends AsyncDisposable {
  readonly send: <Result>(method: string, parameters?: object) => Promise<Result>;
}

/** Starts a headless-shell and opens an empty page in it. */
export async function openPage(browser: string): Promise<BrowserPage> {
  const profile = await mkdtemp(join(tmpdir(), "hyperframes-reference-"));
  const child = spawn(browser, [...flags, `--user-data-dir=${profile}`], {
    // A group of its own, so that a launcher script's browser ends with it.
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const socket = new WebSocket(await address(child));
  await once(socket, "open");
  const send = commands(socket);
  const target = await send<{ targetId: string }>({
    method: "Target.createTarget",
    params: { url: "about:blank" },
  });
  const { sessionId } = await send<{ sessionId: string }>({
    method: "Target.attachToTarget",
    params: { targetId: target.targetId, flatten: true },
  });
  return {
    send: (method, params = {}) => send({ sessionId, method, params }),
    [Symbol.asyncDispose]: async () => {
      const ended = Promise.race([once(child, "exit"), setTimeout(5000)]);
      // The browser may end before it has answered.
      await Promise.allSettled([send({ method: "Browser.close" }), ended]);
      socket.close();
      killGroup(child);
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function address(child: ChildProcess): Promise<string> {
  if (!child.stderr) throw new ProgramError(child.spawnfile, "has no standard error");
  for await (const line of createInterface({ input: child.stderr })) {
    const found = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
    if (!found) continue;
    child.stderr.resume();
    return found;
  }
  throw new ProgramError(child.spawnfile, "ended before it listened");
}

function commands(socket: WebSocket) {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let last = 0;
  socket.addEventListener("message", ({ data }) => {
    const answer = JSON.parse(`${data}`) as { id?: number; result?: unknown; error?: { message: string } };
    const pending = waiting.get(answer.id ?? 0);
    waiting.delete(answer.id ?? 0);
    if (answer.error) pending?.reject(new Error(answer.error.message));
    else pending?.resolve(answer.result);
  });
  socket.addEventListener("close", () => {
    for (const { reject } of waiting.values()) reject(new Error("The browser closed its connection."));
  });
  return async <Result>(command: object): Promise<Result> => {
    const pending = Promise.withResolvers<unknown>();
    waiting.set(++last, pending);
    socket.send(JSON.stringify({ id: last, ...command }));
    return (await pending.promise) as Result;
  };
}

/** Ends what a launcher script that ended first may have left. */
function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    // ESRCH: the whole group has ended, as it should have.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
