#!/usr/bin/env node
// The command where it is installed. An older Node cannot load the rest, so that comes only after it was asked.
try {
  await import("@hyperframes-engine/renderer/check-node");
} catch (error) {
  process.stderr.write(`hyperframes: ${error instanceof Error ? error.message : String(error)}\n`);
  // As EXIT_CODES.missing, which is part of the rest.
  process.exit(3);
}
await import("./main.ts");
