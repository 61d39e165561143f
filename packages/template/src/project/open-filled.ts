import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { lineTracer } from "../line-tracer.ts";
import { chooseRow } from "../rows/choose-row.ts";
import { fillProject } from "./fill-project.ts";
import type { FoundTemplate } from "./find-template.ts";
import type { OpenedProject, OpenRequest } from "./open-project.ts";
import { loadFound, rowFilesOf } from "./open-template.ts";

/**
 * Fills a template, or a project of one, into a temporary folder.
 *
 * @throws as `openProject` does.
 */
export async function openFilled(found: FoundTemplate, request: OpenRequest): Promise<OpenedProject> {
  const template = await loadFound(found, request);
  const { loaded, size } = template;
  const { data, notices, ...row } = await chooseRow(rowFilesOf(template), request);
  // Renders remove what others that were killed have left under such names.
  const scratch = await mkdtemp(join(request.temporaryFolder, `hyperframes-${process.pid}-`));
  const dispose = (): Promise<void> => rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  const target = join(scratch, found.name);
  try {
    const options = { ...row, ...(size ? { size } : {}) };
    const { copies, rules } = await fillProject(loaded, { data, target, options });
    return {
      path: found.entry === null ? target : join(target, found.entry),
      root: null,
      filled: {
        folder: found.project ?? found.folder,
        copies,
        rules,
        originOf: lineTracer(loaded.template, data, options),
      },
      notices: [...notices, ...loaded.notices],
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}
