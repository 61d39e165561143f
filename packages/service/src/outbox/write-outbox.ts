import type { Selectable, Transaction } from "kysely";
import type { BatchRow, Tables } from "../database/tables.ts";
import { describeBatch } from "../renders/describe-batch.ts";
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

/** What is told, to whom, and of which key's work. */
interface OutboxEvent {
  readonly type: EndEvent | "batch.finished";
  readonly at: Date;
  readonly keyId: string | null;
  readonly renderId: string | null;
  /** An address that a request has brought with it. */
  readonly webhookUrl: string | null;
  readonly data: object;
}

/** Tells of a render's end, as a part of the transaction that makes it true. */
export async function writeOutbox(
  transaction: Transaction<Tables>,
  writer: OutboxWriter,
  { render, type, at }: { readonly render: StoredRender; readonly type: EndEvent; readonly at: Date },
): Promise<void> {
  const data = describeRender(render, writer.addressOf);
  const webhookUrl = render.order.webhook?.url ?? null;
  await write(transaction, writer, {
    ...{ type, at, data, webhookUrl, keyId: render.key_id, renderId: render.id },
  });
}

/** Tells of a batch's end, in the same way. */
export async function writeBatchOutbox(
  transaction: Transaction<Tables>,
  writer: OutboxWriter,
  { batch, at }: { readonly batch: Selectable<BatchRow>; readonly at: Date },
): Promise<void> {
  const data = describeBatch(batch);
  const { key_id: keyId, webhook_url: webhookUrl } = batch;
  await write(transaction, writer, {
    ...{ type: "batch.finished", at, data, webhookUrl, keyId, renderId: null },
  });
}

async function write(
  transaction: Transaction<Tables>,
  { onWritten }: OutboxWriter,
  { type, at, keyId, renderId, webhookUrl, data }: OutboxEvent,
): Promise<void> {
  const endpoints = await transaction
    .selectFrom("endpoints")
    .select(["id", "url", "types"])
    .where("disabled_at", "is", null)
    .where((row) => row.or([row("key_id", "is", null), row("key_id", "=", keyId)]))
    .execute();
  const targets: Array<{ readonly id: string | null; readonly url: string }> = endpoints.filter(
    ({ types }) => types.length === 0 || types.includes(type),
  );
  if (webhookUrl !== null) targets.push({ id: null, url: webhookUrl });
  if (targets.length === 0) return;
  const payload = JSON.stringify({ type, timestamp: at.toISOString(), data });
  const rows = targets.map(({ id, url }) => ({
    ...{ id: newId("msg"), endpoint_id: id, render_id: renderId, url, type, payload },
    ...{ state: "pending" as const, attempts: 0, next_at: at, created_at: at, log: "[]" },
    ...{ last_status: null, last_error: null },
  }));
  await transaction.insertInto("deliveries").values(rows).execute();
  onWritten();
}
