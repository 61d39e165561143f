import { TemplateError } from "../src/template-error.ts";
import { Template, type FillOptions } from "../src/template.ts";

/** Fills one file. */
export function fillPage(
  source: string,
  data: object,
  options: FillOptions & { readonly path?: string } = {},
): string {
  const { path = "index.html", ...rest } = options;
  const template = Template.compile(new Map([[path, source]]));
  return template.fillIn(data, rest).get(path) ?? source;
}

/** What is said about a file that is wrong: `line:column: message` of each fault. */
export function faultsOf(source: string, path = "index.html"): string[] {
  try {
    Template.compile(new Map([[path, source]]));
    return [];
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return error.problems.map(({ location, message }) => `${location?.line}:${location?.column}: ${message}`);
  }
}
