import { join } from "node:path";
import { makeScratchFolder } from "@hyperframes-engine/store";
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
  const scratch = await makeScratchFolder(request.temporaryFolder);
  const target = join(scratch.path, found.name);
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
      [Symbol.asyncDispose]: () => scratch[Symbol.asyncDispose](),
    };
  } catch (error) {
    await scratch[Symbol.asyncDispose]();
    throw error;
  }
}
