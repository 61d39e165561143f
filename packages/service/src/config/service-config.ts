import { z } from "zod";

const seconds = z.number().min(1).max(365 * 24 * 3600);

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
        lanes: z.int().min(0).max(64).optional().describe("Renders at once; by cores and memory if left out. 0: none here."),
        mostFailures: z.int().min(1).max(20).default(3).describe("How often a render is tried whose error may pass."),
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
    limits: z
      .strictObject({
        requestsPerMinute: z.int().min(1).default(6000).describe("Of one key, and of one hook each second as many."),
        openPerKey: z.int().min(1).default(10_000).describe("Renders of one key that are not finished."),
        open: z.int().min(1).default(100_000).describe("Renders that are not finished, of all together."),
        bodyBytes: z.int().min(1024).default(2 ** 20).describe("Of one request."),
        streams: z.int().min(1).default(100).describe("Event streams at once."),
      })
      .prefault({}),
  })
  .describe("The settings of hyperframes serve");

/** The settings of a service, with everything that was left out. */
export type ServiceConfig = z.output<typeof serviceConfig>;
