import { z } from "@hono/zod-openapi";
import { renderOrder, templateName } from "../renders/render-order.ts";

const seconds = z
  .number()
  .min(1)
  .max(365 * 24 * 3600);

const secretSource = z
  .string()
  .regex(
    /^(?:env:[A-Za-z_]\w*|file:.+)$/,
    "must be env:NAME or file:PATH: secrets do not stand in the settings",
  )
  .describe("Where a secret is: env:NAME, or file:PATH.");

const scheme = z
  .union([
    z.enum(["standard-webhooks", "github", "stripe", "shopify", "heygen"]),
    z.strictObject({
      token: z
        .string()
        .min(1)
        .describe("The header with the token; in authorization, Bearer stands before it."),
      deliveryId: z.string().min(1).optional().describe("The header with an id of what is sent."),
    }),
  ])
  .describe("How the sender proves who it is.");

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const hook = z
  .strictObject({
    scheme,
    secrets: z.array(secretSource).min(1).max(5).describe("All that count; several while one is renewed."),
    filter: z
      .record(z.string(), z.union([scalar, z.array(scalar)]))
      .default({})
      .describe("What a payload must have at its paths; everything else is answered and left alone."),
    template: templateName.describe("The template to fill."),
    data: z.record(z.string(), z.unknown()).describe("Its fields, with <<expressions>> of the payload."),
    order: renderOrder
      .omit({ template: true, data: true })
      .prefault({})
      .describe("Size, format, webhook and more, as in a request."),
  })
  .describe("A webhook that comes in at /v1/hooks/NAME.");

/** What `service.yml` may say. `docs/service.md` is made from this. */
export const serviceConfig = z
  .strictObject({
    publicUrl: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe("Where the service is reached from outside; addresses of files begin with it."),
    host: z.string().min(1).default("127.0.0.1").describe("The address to listen at."),
    port: z.int().min(0).max(65_535).default(8080).describe("The port to listen at; 0 takes a free one."),
    templates: z
      .array(z.string().min(1))
      .default([])
      .describe("Folders of templates, beside those that come with HyperFrames."),
    worker: z
      .strictObject({
        lanes: z
          .int()
          .min(0)
          .max(64)
          .optional()
          .describe("Renders at once; by cores and memory if left out. 0: none here."),
        mostFailures: z
          .int()
          .min(1)
          .max(20)
          .default(3)
          .describe("How often a render is tried whose error may pass."),
        graceSeconds: seconds.default(30).describe("How long running renders may go on after SIGTERM."),
      })
      .prefault({}),
    files: z
      .strictObject({
        validSeconds: seconds.default(24 * 3600).describe("How long the address of a file counts."),
        mostBytes: z
          .int()
          .min(2 ** 20)
          .default(50 * 2 ** 30)
          .describe("What finished files may take together; beyond that nothing is taken on."),
      })
      .prefault({}),
    webhooks: z
      .strictObject({
        allowPrivate: z
          .boolean()
          .default(false)
          .describe("Whether addresses in private networks, as localhost, may be called back."),
      })
      .prefault({}),
    hooks: z
      .record(z.string().regex(/^[a-z0-9][a-z0-9_-]{0,99}$/i), hook)
      .default({})
      .describe("Webhooks that come in, by name."),
    limits: z
      .strictObject({
        requestsPerMinute: z.int().min(1).default(6000).describe("Of one key."),
        hookRequestsPerMinute: z.int().min(1).default(60_000).describe("Of one hook."),
        openPerKey: z.int().min(1).default(10_000).describe("Renders of one key that are not finished."),
        open: z.int().min(1).default(100_000).describe("Renders that are not finished, of all together."),
        bodyBytes: z
          .int()
          .min(1024)
          .default(2 ** 20)
          .describe("Of one request."),
        streams: z.int().min(1).default(100).describe("Event streams at once."),
      })
      .prefault({}),
  })
  .describe("The settings of hyperframes serve");

/** The settings of a service, with everything that was left out. */
export type ServiceConfig = z.output<typeof serviceConfig>;

/** A hook as the settings have it. */
export type HookConfig = ServiceConfig["hooks"][string];

/** The same as a JSON Schema, of what stands in the file. */
export function configSchema(): object {
  return z.toJSONSchema(serviceConfig, { io: "input", unrepresentable: "any" });
}
