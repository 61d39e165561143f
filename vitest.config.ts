import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Limits, not measures: a machine may be slow, and busy with other things.
const MINUTE_MS = 60_000;
const patient = { testTimeout: 5 * MINUTE_MS, hookTimeout: 5 * MINUTE_MS };
const morePatient = { testTimeout: 10 * MINUTE_MS, hookTimeout: 10 * MINUTE_MS };

export default defineConfig({
  test: {
    pool: "forks",
    // As bin/hyperframes has it: compiling the command's sources at each start takes as long as a small render.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL(".tools/compile-cache", import.meta.url)) },
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
          // Some files wait for time to pass; with three, two cores are busy all the while.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
          ...morePatient,
        },
      },
    ],
  },
});
