import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import type { RegisteredTemplate } from "../../templates/template-registry.ts";
import { json, refusals } from "../answers.ts";
import { insistOn } from "../authenticate.ts";
import { pathParameter } from "../path-parameter.ts";
import { Problem } from "../problem.ts";
import type { ApiEnvironment, ServiceParts } from "../service-parts.ts";

const brief = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  sizes: z.array(z.object({ name: z.string(), width: z.int(), height: z.int() })),
});
const whole = brief
  .extend({
    schema: z
      .record(z.string(), z.unknown())
      .nullable()
      .openapi({ description: "A JSON Schema (2020-12) of its data." }),
  })
  .openapi("Template");

const list = createRoute({
  method: "get",
  path: "/v1/templates",
  summary: "List the templates",
  responses: { 200: json("All of them.", z.object({ templates: z.array(brief) })), ...refusals() },
});

const get = createRoute({
  method: "get",
  path: "/v1/templates/{name}",
  summary: "Tell what a template takes",
  request: {
    params: z.object({
      name: pathParameter("name"),
    }),
  },
  responses: { 200: json("The template.", whole), ...refusals("not-found") },
});

/** What may be rendered. */
export function addTemplateRoutes(
  app: OpenAPIHono<ApiEnvironment>,
  { templates }: Pick<ServiceParts, "templates">,
): void {
  app.openapi(list, async (context) => {
    insistOn(context.get("key"), "renders");
    return context.json({ templates: (await templates.list()).map(briefOf) }, 200);
  });
  app.openapi(get, async (context) => {
    insistOn(context.get("key"), "renders");
    const { name } = context.req.valid("param");
    const template = /^[\w-]+$/.test(name) ? await templates.find(name) : null;
    if (!template) throw new Problem("not-found", `There is no template "${name}".`);
    return context.json({ ...briefOf(template), schema: template.schema && { ...template.schema } }, 200);
  });
}

function briefOf({ name, description }: RegisteredTemplate): z.output<typeof brief> {
  return {
    ...{ name, title: description.name, description: description.description },
    sizes: description.sizes.map(({ name: size, width, height }) => ({ name: size, width, height })),
  };
}
