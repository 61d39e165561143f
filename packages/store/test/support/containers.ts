import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** What gives a program process numbers of its own, as a container does: it is process 1 there. */
const own = ["--pid", "--fork", "--kill-child", "--mount-proc"];

/** Whether this user may make such places here. */
export const canContain = spawnSync("unshare", [...own, "true"]).status === 0;

/** A program in a place of its own. Disposing of it kills it, as nothing can be caught. */
export interface Contained extends AsyncDisposable {
  /** The next line that it prints. */
  line(): Promise<string>;
  /** Has it go on. */
  say(text: string): void;
}

/** Runs a module's text as process 1, or beside others where `isAlone` is false. */
export function contain(text: string, isAlone = true): Contained {
  const node = [process.execPath, "--input-type=module-typescript", "--eval", text];
  const [command = "", ...args] = isAlone ? ["unshare", ...own, ...node] : node;
  const child: ChildProcess = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface(child.stdout!)[Symbol.asyncIterator]();
  return {
    line: async () => String((await lines.next()).value),
    say: (said) => void child.stdin?.write(`${said}\n`),
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}
