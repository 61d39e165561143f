import { z } from "@hono/zod-openapi";
import { renderOrder, type RenderOrder } from "./render-order.ts";

const MOST_ROWS = 1000;

/** What several renders of one template are to be: the body of `POST /v1/batches`. */
export const batchOrder = renderOrder
  .omit({ data: true })
  .extend({
    rows: z
      .array(
        z.strictObject({
          data: renderOrder.shape.data.unwrap().describe("What the template is filled with."),
          metadata: renderOrder.shape.metadata,
        }),
      )
      .min(1)
      .max(MOST_ROWS)
      .describe("A render for each."),
  })
  .openapi("BatchOrder");

/** What several renders are to be, checked, with everything that was left out. */
export type BatchOrder = z.output<typeof batchOrder>;

/** The orders of its renders, in order. The end of the batch is told, and not that of each. */
export function ordersOf(order: BatchOrder): readonly RenderOrder[] {
  const { rows, webhook: _, metadata: __, ...shared } = order;
  return rows.map(({ data, metadata }) => ({ ...shared, data, metadata }));
}
