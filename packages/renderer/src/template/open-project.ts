import { mkdtemp, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { OptionError } from "../errors.ts";
import { chooseRow, type RowRequest } from "./choose-row.ts";
import { fillProject } from "./fill-project.ts";
import { findTemplate, type FoundTemplate } from "./find-template.ts";
import { lineTracer, type LineTracer } from "./line-tracer.ts";
import { loadTemplate, type LoadedTemplate } from "./load-template.ts";
import type { TemplateVariant } from "./template-manifest.ts";
import { chooseSize } from "./template-size.ts";

/** What to open, and what to fill in. */
export interface OpenRequest extends RowRequest {
  /** One of the template's sizes, by name; `null` for the project's own, or else the first. */
  readonly size: string | null;
  /** Where what is filled in lies as long as it is open. */
  readonly temporaryFolder: string;
}

/** What a plain folder was filled from. */
export interface FilledFrom {
  /** The folder that its author knows: the template's, or that of a project of it. */
  readonly folder: string;
  /** The files that it has copies of, by path below the filled folder; those that data changed are left out. */
  readonly copies: ReadonlyMap<string, string>;
  readonly originOf: LineTracer;
}

/** A plain project: a folder with nothing left to fill in. Disposing of it removes what was made for it. */
export interface OpenedProject extends AsyncDisposable {
  /** A folder with `index.html`, or an HTML file. */
  readonly path: string;
  /** `null` where a plain project is used as it lies. */
  readonly filled: FilledFrom | null;
  /** What the user should know: which data was taken where none was said. */
  readonly notices: readonly string[];
}

/**
 * Turns what the user named, a plain project, a template, or a project of a template, into a plain project. A plain one is used
 * where it lies, unless there is data for it: then it is a template that takes any field.
 *
 * @throws {TemplateError} with every fault of the template.
 * @throws {DataError} with every fault of the data, or if there is none.
 * @throws {OptionError} if there is no such size.
 */
export async function openProject(path: string, request: OpenRequest): Promise<OpenedProject> {
  const absolute = resolve(request.workingFolder, path);
  const template = await findTemplate(absolute);
  const found = template ?? (request.data === null ? null : plainTemplate(absolute));
  if (found) return fillFound(found, request);
  if (request.size !== null) {
    throw new OptionError("--size", "left out, as this is no template", `"${request.size}"`);
  }
  return { path: absolute, filled: null, notices: [], [Symbol.asyncDispose]: () => Promise.resolve() };
}

/** A template that data can be filled into. */
export interface FillableTemplate {
  readonly found: FoundTemplate;
  readonly loaded: LoadedTemplate;
  /** `null` if the template comes in no sizes of its own. */
  readonly size: TemplateVariant | null;
}

/**
 * Reads what data is to be filled into: a template, a project of one, or a plain project.
 *
 * @param size one of its sizes, by name; `null` for the project's own, or else the first.
 * @throws {TemplateError} with every fault of the template.
 * @throws {OptionError} if nothing in it asks for data, or there is no such size.
 */
export async function openTemplate(path: string, size: string | null): Promise<FillableTemplate> {
  const absolute = resolve(path);
  return loadFound((await findTemplate(absolute)) ?? plainTemplate(absolute), size);
}

async function loadFound(found: FoundTemplate, size: string | null): Promise<FillableTemplate> {
  const loaded = await loadTemplate(found.folder, found);
  const { manifest, changes } = loaded.template;
  if (manifest.schema === null && changes.length === 0) {
    throw new OptionError("--data", "left out, as nothing here asks for data with <<name>>", "given");
  }
  return { found, loaded, size: chooseSize(manifest, size ?? found.size) };
}

async function fillFound(found: FoundTemplate, request: OpenRequest): Promise<OpenedProject> {
  const { loaded, size } = await loadFound(found, request.size);
  const { data, notices, ...row } = await chooseRow({ own: found.data, sample: loaded.sample }, request);
  // Renders remove what others that were killed have left under such names.
  const scratch = await mkdtemp(join(request.temporaryFolder, `hyperframes-${process.pid}-`));
  const dispose = (): Promise<void> => rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  const target = join(scratch, found.name);
  try {
    const options = { ...row, ...(size ? { size } : {}) };
    const copies = await fillProject(loaded, { data, target, options });
    return {
      path: found.entry === null ? target : join(target, found.entry),
      filled: {
        folder: found.project ?? found.folder,
        copies,
        originOf: lineTracer(loaded.template, data, options),
      },
      notices,
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** A plain project that is filled in all the same. */
function plainTemplate(path: string): FoundTemplate {
  const isPage = /\.x?html?$/i.test(path);
  const folder = isPage ? dirname(path) : path;
  const entry = isPage ? basename(path) : null;
  const name = entry?.replace(/\.\w+$/, "") ?? basename(folder);
  return { folder, entry, name, project: null, data: null, size: null };
}
