import { z } from "@hono/zod-openapi";
import type { Selectable } from "kysely";
import type { BatchRow } from "../database/tables.ts";

/** Renders that were asked for together, as everybody is told of them. */
export const describedBatch = z
  .object({
    id: z.string(),
    template: z.string(),
    total: z.int(),
    remaining: z.int().openapi({ description: "Those that have not ended." }),
    succeeded: z.int(),
    failed: z.int(),
    canceled: z.int(),
    metadata: z.record(z.string(), z.unknown()),
    createdAt: z.string(),
    finishedAt: z.string().nullable(),
  })
  .openapi("Batch");

/** Renders that were asked for together, as everybody is told of them. */
export type DescribedBatch = z.output<typeof describedBatch>;

/** Tells of a batch. */
export function describeBatch(batch: Selectable<BatchRow>): DescribedBatch {
  const { id, template, total, remaining, succeeded, failed, canceled, metadata } = batch;
  return {
    ...{ id, template, total, remaining, succeeded, failed, canceled, metadata },
    createdAt: batch.created_at.toISOString(),
    finishedAt: batch.finished_at?.toISOString() ?? null,
  };
}
