import { z } from "@hono/zod-openapi";
import type { StoredRender } from "./render-attempt.ts";
import type { KeptFile } from "./render-output.ts";
import { renderStates } from "./render-state.ts";

const time = z.string().openapi({ format: "date-time" });
const nullable = <Schema extends z.ZodType>(schema: Schema): z.ZodNullable<Schema> => schema.nullable();

const file = z.object({ url: z.string(), bytes: z.int(), sha256: z.string() });

/** A render as everybody is told of it. */
export const describedRender = z
  .object({
    id: z.string(),
    state: z.enum(renderStates),
    template: z.string(),
    progress: nullable(
      z.object({
        phase: z.enum(["preparing", "rendering", "delivering"]),
        framesDone: z.int(),
        framesTotal: nullable(z.int()),
        fraction: z.number(),
        secondsLeft: nullable(z.number()),
      }),
    ),
    output: nullable(
      file.extend({
        seconds: z.number(),
        width: z.int(),
        height: z.int(),
        frames: z.int(),
        rate: z.string(),
      }),
    ),
    poster: nullable(file),
    captions: nullable(file),
    warnings: z.array(z.string()),
    error: nullable(
      z.object({
        code: z.string(),
        message: z.string(),
        retryable: z.boolean(),
        phase: nullable(z.string()),
      }),
    ),
    metadata: z.record(z.string(), z.unknown()),
    attempts: z.int().openapi({ description: "How often somebody has begun with it." }),
    priority: z.int(),
    batchId: nullable(z.string()),
    createdAt: time,
    startedAt: nullable(time),
    finishedAt: nullable(time),
    expiresAt: nullable(time).openapi({ description: "When its files go." }),
  })
  .openapi("Render");

/** A render as everybody is told of it. */
export type DescribedRender = z.output<typeof describedRender>;

/** Makes the address of a file, which anybody may read who has it. */
export type AddressOf = (render: StoredRender, part: FilePart) => string;

/** Which of a render's files. */
export type FilePart = "video" | "poster" | "captions";

/** Tells of a render. Its files have addresses as long as they are kept. */
export function describeRender(render: StoredRender, addressOf: AddressOf): DescribedRender {
  const { output, error } = render;
  const told = (part: FilePart, kept: KeptFile | null | undefined): z.output<typeof file> | null =>
    kept ? { url: addressOf(render, part), bytes: kept.bytes, sha256: kept.digest } : null;
  const video = told("video", output?.video);
  return {
    ...{ id: render.id, state: render.state, template: render.template, progress: render.progress },
    output: output && video ? { ...video, ...lengthOf(output) } : null,
    poster: told("poster", output?.poster),
    captions: told("captions", output?.captions),
    warnings: [...(output?.warnings ?? [])],
    error: error && errorOf(error),
    metadata: render.metadata,
    ...{ attempts: render.attempt, priority: render.priority, batchId: render.batch_id },
    createdAt: render.created_at.toISOString(),
    startedAt: render.started_at?.toISOString() ?? null,
    finishedAt: render.finished_at?.toISOString() ?? null,
    expiresAt: render.expires_at?.toISOString() ?? null,
  };
}

type DescribedOutput = NonNullable<DescribedRender["output"]>;

function lengthOf({
  seconds,
  width,
  height,
  frames,
  rate,
}: NonNullable<StoredRender["output"]>): Omit<DescribedOutput, "url" | "bytes" | "sha256"> {
  return { seconds, width, height, frames, rate };
}

/** Where it lies in the service's own files is nobody's business. */
function errorOf({
  code,
  message,
  retryable,
  phase,
}: NonNullable<StoredRender["error"]>): NonNullable<DescribedRender["error"]> {
  return { code, message, retryable, phase };
}
