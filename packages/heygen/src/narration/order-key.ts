import { createHash } from "node:crypto";
import type { NarrationOrder } from "./narration-order.ts";

/** Raised when the same request would be kept in another form. */
const cacheVersion = 1;

/** The name under which a narration is kept: 40 hexadecimal digits that follow from the request and whom it is sent to. */
export function orderKey(order: NarrationOrder, apiBase: string): string {
  const text = canonicalJson({ cacheVersion, apiBase, endpoint: order.endpoint, body: order.body });
  return createHash("sha256").update(text).digest("hex").slice(0, 40);
}

/** JSON with sorted keys, so that equal values have equal text. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    item !== null && typeof item === "object" && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
