import { z } from "@hono/zod-openapi";

const KILOBYTE = 1024;
const MOST_METADATA = 4 * KILOBYTE;
const MOST_DATA = 256 * KILOBYTE;
const WEEK_SECONDS = 7 * 24 * 3600;
const YEAR_SECONDS = 365 * 24 * 3600;

/** Objects and lists in one another. */
const MOST_DEEP = 32;

const bounded = (most: number, what: string): z.ZodType<Record<string, unknown>> =>
  z
    .record(z.string().max(200), z.unknown())
    // Before its text is made: that goes as deep as the value.
    .refine((value) => isShallow(value, MOST_DEEP), { abort: true, message: `${what} is nested too deeply` })
    .refine((value) => JSON.stringify(value).length <= most, `${what} may have ${most} characters at most`);

/** A name of a registered template: it is never a path. */
export const templateName = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,99}$/i, "letters, digits, - and _");

/** What a render is to be: the body of `POST /v1/renders`, and what a hook makes. */
export const renderOrder = z
  .strictObject({
    template: templateName.describe("The name of a registered template.").openapi({ example: "welcome" }),
    data: bounded(MOST_DATA, "data")
      .optional()
      .describe("What the template is filled with. Left out: its own sample.")
      .openapi({ example: { name: "Ada" } }),
    size: z
      .string()
      .regex(/^[\w:.-]{1,40}$/)
      .optional()
      .describe("A size that the template comes in.")
      .openapi({ example: "9:16" }),
    format: z.enum(["mp4", "webm", "mov", "gif"]).default("mp4").describe("mp4, webm, mov or gif."),
    quality: z.enum(["draft", "standard", "high"]).default("standard").describe("draft, standard or high."),
    fps: z.number().min(1).max(120).optional().describe("Frames per second. Left out: the template's."),
    scale: z.int().min(1).max(4).default(1).describe("Device pixels per CSS pixel."),
    priority: z.int().min(-100).max(100).default(0).describe("Those with a higher number come first."),
    metadata: bounded(MOST_METADATA, "metadata").default({}).describe("Given back as it is."),
    webhook: z
      .strictObject({
        url: z.string().max(2048).describe("Where the end of this render is told."),
      })
      .optional(),
    retentionSeconds: z
      .int()
      .min(60)
      .max(YEAR_SECONDS)
      .default(WEEK_SECONDS)
      .describe("How long after its end its files are kept."),
  })
  .openapi("RenderOrder");

/** What a render is to be, checked, with everything that was left out. */
export type RenderOrder = z.output<typeof renderOrder>;

/** Whether nothing in a value is deeper than some levels. */
function isShallow(value: unknown, levels: number): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > levels) return false;
    level = level.flatMap((item) =>
      typeof item === "object" && item !== null ? (Object.values(item) as unknown[]) : [],
    );
  }
  return true;
}
