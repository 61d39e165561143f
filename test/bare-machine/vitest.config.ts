import { defineConfig } from "vitest/config";

const MINUTE_MS = 60_000;

// oxlint's import/no-default-export has an exception for these files, as vitest looks for one.
export default defineConfig({
  test: {
    name: "bare-machine",
    include: ["test/bare-machine/*.test.ts"],
    // They wait for registries and disks half of the time.
    maxConcurrency: 2,
    testTimeout: 40 * MINUTE_MS,
    hookTimeout: 10 * MINUTE_MS,
  },
});
