/** What lies directly in `packages/renderer/src`, from the bottom up: each may import what stands before it. */
export const rendererOrder: readonly string[] = [
  "errors.ts",
  "version.ts",
  "environment.ts",
  "process-alive.ts",
  "make-folder.ts",
  "timeline",
  "pixels",
  "ffmpeg",
  "template",
  "composition",
  "lint",
  "browser",
  "media",
  "clock",
  "page",
  "capture",
  "progress.ts",
  "encode",
  "options.ts",
  "plan",
  "chunk",
  "audio",
  "assemble",
  "prepare.ts",
  "plan-render.ts",
  "diagnose.ts",
  "inspect.ts",
  "render-result.ts",
  "debug-report.ts",
  "render.ts",
  "index.ts",
];
/** Importable as types from anywhere: what a user asks for, and what the page is told and answers. */
export const typesForAll: readonly string[] = ["options.ts", "page"];
/** Runs in the page, so nothing of it may reach for code that needs Node. */
export const pageFolder = "page";
