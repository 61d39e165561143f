import type { Environment } from "vitest/runtime";

/** What is to be ended with a worker: the environment and the tests load this file each for itself, but have one process. */
const KEY = Symbol.for("hyperframes.ends-with-worker");

type End = () => Promise<void>;

function endings(): End[] {
  const shared = globalThis as { [KEY]?: End[] };
  return (shared[KEY] ??= []);
}

/** Has something done when the last file of this process has been tested. */
export function whenWorkerEnds(end: End): void {
  endings().push(end);
}

/** Node, whose end can be waited for. Files share its process, as nothing in this repository changes what another module sees. */
// oxlint's import/no-default-export has an exception for this file, as vitest looks for one.
export default {
  name: "worker",
  viteEnvironment: "ssr",
  setup: () => ({
    teardown: async () => {
      await Promise.all(endings().map((end) => end()));
    },
  }),
} satisfies Environment;
