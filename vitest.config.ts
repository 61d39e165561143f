import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// Limits, not measures: a machine may be slow, and busy with other things.
const MINUTE_MS = 60_000;
const patient = { testTimeout: 5 * MINUTE_MS, hookTimeout: 5 * MINUTE_MS };
const morePatient = { testTimeout: 10 * MINUTE_MS, hookTimeout: 10 * MINUTE_MS };

export default defineConfig({
  test: {
    pool: "forks",
    // A process and its imports take 2 s of CPU, and a browser's first page as much: files share both. They can, as no
    // module here has a state that another one sees.
    isolate: false,
    environment: at("packages/renderer/test/support/worker-environment.ts"),
    // Some files wait for time to pass; with three, two cores are busy all the while.
    maxWorkers: 3,
    // As bin/hyperframes has it: compiling the command's sources at each start takes as long as a small render.
    env: { NODE_COMPILE_CACHE: at(".tools/compile-cache") },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["packages/*/test/**/*.test.ts", "tools/**/*.test.ts"],
          exclude: ["**/node_modules/**", "**/*.e2e.test.ts"],
          ...patient,
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["packages/*/test/**/*.e2e.test.ts"],
          ...morePatient,
        },
      },
    ],
  },
});
