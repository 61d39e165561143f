import { resolve } from "node:path";
import { OptionError } from "@hyperframes-engine/errors";
import type { BrandRequest } from "../brand/find-brand.ts";
import type { LineTracer } from "../line-tracer.ts";
import type { PageRules } from "../page-rules.ts";
import type { RowRequest } from "../rows/choose-row.ts";
import { findTemplate, plainTemplate } from "./find-template.ts";

/** What to open, and what to fill in. */
export interface OpenRequest extends RowRequest, Pick<BrandRequest, "brand"> {
  /** One of the template's sizes, by name; `null` for the project's own, or else the first. */
  readonly size: string | null;
  /** The folder whose files a plain project's page may read; `null` for the page's own. */
  readonly root: string | null;
  /** Where what is filled in lies as long as it is open. */
  readonly temporaryFolder: string;
}

/** What a plain folder was filled from. */
export interface FilledFrom {
  /** The folder that its author knows: the template's, or that of a project of it. */
  readonly folder: string;
  /** The files that it has copies of, by path below the filled folder; those that data changed are left out. */
  readonly copies: ReadonlyMap<string, string>;
  /** What its pages may do. */
  readonly rules: PageRules;
  readonly originOf: LineTracer;
}

/** A plain project: a folder with nothing left to fill in. Disposing of it removes what was made for it. */
export interface OpenedProject extends AsyncDisposable {
  /** A folder with `index.html`, or an HTML file. */
  readonly path: string;
  /** The folder whose files its page may read; `null` for the page's own. */
  readonly root: string | null;
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
 * @throws {OptionError} if there is no such size, a size or a brand is given for a plain project, or a root for a template.
 */
export async function openProject(path: string, request: OpenRequest): Promise<OpenedProject> {
  const absolute = resolve(request.workingFolder, path);
  const template = await findTemplate(absolute);
  const found = template ?? (request.data === null ? null : plainTemplate(absolute));
  const { root } = request;
  if (found) {
    if (root !== null) throw new OptionError("root", "left out, as this is a template", `"${root}"`);
    // Who renders plain projects need not wait until all this is loaded.
    const { openFilled } = await import("./open-filled.ts");
    return openFilled(found, request);
  }
  for (const name of ["size", "brand"] as const) {
    const given = request[name];
    if (given !== null) throw new OptionError(name, "left out, as this is no template", `"${given}"`);
  }
  return {
    path: absolute,
    root: root === null ? null : resolve(request.workingFolder, root),
    filled: null,
    notices: [],
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
