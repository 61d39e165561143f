import type { Transaction } from "kysely";
import type { Tables } from "../database/tables.ts";
import { describeRender, type AddressOf } from "../renders/describe-render.ts";
import { newId } from "../renders/intake.ts";
import type { StoredRender } from "../renders/render-attempt.ts";
import type { EndEvent } from "../renders/render-state.ts";

/** What events are written with. */
export interface OutboxWriter {
  readonly addressOf: AddressOf;
  /** Told once what was written may be sent. */
  readonly onWritten: () => void;
}

/** Writes an event for everybody who wants it, as a part of the transaction that makes it true. */
export async function writeOutbox(
  transaction: Transaction<Tables>,
  { addressOf, onWritten }: OutboxWriter,
  { render, type, at }: { readonly render: StoredRender; readonly type: EndEvent; readonly at: Date },
): Promise<void> {
  const endpoints = await transaction
    .selectFrom("endpoints")
    .select(["id", "url", "types"])
    .where("disabled_at", "is", null)
    .where((row) => row.or([row("key_id", "is", null), row("key_id", "=", render.key_id)]))
    .execute();
  const targets: Array<{ readonly id: string | null; readonly url: string }> = endpoints.filter(
    ({ types }) => types.length === 0 || types.includes(type),
  );
  const { webhook } = render.order;
  if (webhook) targets.push({ id: null, url: webhook.url });
  if (targets.length === 0) return;
  const payload = JSON.stringify({
    ...{ type, timestamp: at.toISOString() },
    data: describeRender(render, addressOf),
  });
  const rows = targets.map(({ id, url }) => ({
    ...{ id: newId("msg"), endpoint_id: id, render_id: render.id, url, type, payload },
    ...{ state: "pending" as const, attempts: 0, next_at: at, created_at: at, log: "[]" },
    ...{ last_status: null, last_error: null },
  }));
  await transaction.insertInto("deliveries").values(rows).execute();
  onWritten();
}
