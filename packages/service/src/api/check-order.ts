import { DataError } from "@hyperframes-engine/template";
import type { BatchOrder } from "../renders/batch-order.ts";
import type { RenderOrder } from "../renders/render-order.ts";
import type { RegisteredTemplate } from "../templates/template-registry.ts";
import type { FieldProblem } from "./problem.ts";
import { Problem } from "./problem.ts";
import type { ServiceParts } from "./service-parts.ts";

/**
 * Checks at once what can be checked of an order: its template, its data, its size, where it is called back.
 *
 * @throws {Problem} with everything that does not fit.
 */
export async function checkOrder(
  order: RenderOrder,
  { templates, outbox }: Pick<ServiceParts, "templates" | "outbox">,
): Promise<RegisteredTemplate> {
  const template = await findTemplate(order.template, templates);
  const errors = [
    ...dataProblems(template, order.data),
    ...sizeProblems(template, order.size),
    ...(order.webhook ? callbackProblems(order.webhook.url, outbox) : []),
  ];
  if (errors.length > 0) throw new Problem("invalid", "Some fields do not fit.", { errors });
  return template;
}

const MOST_PROBLEMS = 100;

/**
 * Checks the same of a batch, row by row.
 *
 * @throws {Problem} with what does not fit, up to the first hundred faults.
 */
export async function checkRows(
  { template: name, rows, size, webhook }: BatchOrder,
  { templates, outbox }: Pick<ServiceParts, "templates" | "outbox">,
): Promise<void> {
  const template = await findTemplate(name, templates);
  const errors = [...sizeProblems(template, size), ...(webhook ? callbackProblems(webhook.url, outbox) : [])];
  for (const [at, { data }] of rows.entries()) {
    if (errors.length >= MOST_PROBLEMS) break;
    const found = dataProblems(template, data);
    errors.push(...found.map(({ pointer, message }) => ({ pointer: `/rows/${at}${pointer}`, message })));
  }
  if (errors.length > 0)
    throw new Problem("invalid", "Some fields do not fit.", { errors: errors.slice(0, MOST_PROBLEMS) });
}

/** What of the data does not fit a template, by places in a request. */
function dataProblems(template: Pick<RegisteredTemplate, "check">, data: object | undefined): FieldProblem[] {
  if (data === undefined) return [];
  try {
    return template.check(data).map(({ pointer, expected, hint, value }) => ({
      pointer: `/data${pointer}`,
      message: `must be ${expected}, but is ${value ?? "missing"}${hint}`,
    }));
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return [{ pointer: "/data", message: error.message }];
  }
}

async function findTemplate(name: string, templates: ServiceParts["templates"]): Promise<RegisteredTemplate> {
  const template = await templates.find(name);
  if (template) return template;
  const known = (await templates.list()).map((one) => one.name).join(", ");
  const message = `There is no template "${name}". There are: ${known || "none"}.`;
  throw new Problem("invalid", message, { errors: [{ pointer: "/template", message }] });
}

function sizeProblems({ description }: RegisteredTemplate, size: string | undefined): FieldProblem[] {
  const names = description.sizes.map(({ name }) => name);
  if (size === undefined || names.includes(size)) return [];
  return [{ pointer: "/size", message: `must be one of ${names.join(", ") || "none"}` }];
}

function callbackProblems(url: string, outbox: ServiceParts["outbox"]): FieldProblem[] {
  const fault = outbox.faultOf(url);
  return fault === null ? [] : [{ pointer: "/webhook/url", message: fault }];
}
