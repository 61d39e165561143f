import type { RenderErrorJson } from "@hyperframes-engine/errors";
import type { ColumnType, Generated, JSONColumnType } from "kysely";
import type { DeliveryState } from "../outbox/delivery-state.ts";
import type { RenderOrder } from "../renders/render-order.ts";
import type { RenderOutput } from "../renders/render-output.ts";
import type { RenderProgress } from "../renders/render-progress.ts";
import type { RenderState } from "../renders/render-state.ts";

/** JSON that is written as text: the drivers would make arrays of PostgreSQL's own from lists. */
type Json<Value> = JSONColumnType<Value & object>;
type NullableJson<Value> = ColumnType<Value | null, string | null | undefined, string | null>;
type Time = ColumnType<Date, Date, Date>;
type NullableTime = ColumnType<Date | null, Date | null | undefined, Date | null>;

/** A render: the truth about it. The queue has only its id. */
export interface RenderRow {
  readonly id: string;
  readonly key_id: string | null;
  readonly batch_id: string | null;
  readonly state: RenderState;
  /** Counts the times that somebody has begun with it; whoever changes it says which of them it is. */
  readonly attempt: number;
  /** Of its attempts, how many ended with an error, not with the loss of a worker. */
  readonly failures: number;
  readonly template: string;
  readonly order: Json<RenderOrder>;
  readonly metadata: Json<Record<string, unknown>>;
  readonly priority: number;
  readonly progress: NullableJson<RenderProgress>;
  readonly output: NullableJson<RenderOutput>;
  readonly error: NullableJson<RenderErrorJson>;
  readonly worker: ColumnType<string | null, string | null | undefined, string | null>;
  readonly cancel_wanted: Generated<boolean>;
  readonly created_at: Time;
  readonly started_at: NullableTime;
  readonly finished_at: NullableTime;
  /** When its files go. */
  readonly expires_at: NullableTime;
}

/** Renders that were asked for together. */
export interface BatchRow {
  readonly id: string;
  readonly key_id: string | null;
  readonly template: string;
  readonly total: number;
  /** Those that have not ended. */
  readonly remaining: number;
  readonly succeeded: Generated<number>;
  readonly failed: Generated<number>;
  readonly canceled: Generated<number>;
  readonly metadata: Json<Record<string, unknown>>;
  readonly webhook_url: string | null;
  readonly created_at: Time;
  readonly finished_at: NullableTime;
}

/** Something that has happened to a render. */
export interface EventRow {
  readonly id: Generated<number>;
  readonly render_id: string;
  readonly type: string;
  readonly data: Json<Record<string, unknown>>;
  readonly at: Time;
}

/** A key to the API. The key itself is nowhere. */
interface KeyRow {
  readonly id: string;
  readonly name: string;
  readonly hash: string;
  readonly scopes: Json<readonly string[]>;
  readonly created_at: Time;
  readonly revoked_at: NullableTime;
}

/** An answer that is given again to the same request. */
interface ReplayRow {
  readonly key_id: string;
  readonly route: string;
  readonly name: string;
  readonly body_hash: string;
  readonly status: number;
  readonly body: string;
  readonly created_at: Time;
}

/** Where events are sent to. */
export interface EndpointRow {
  readonly id: string;
  readonly key_id: string | null;
  readonly url: string;
  readonly types: Json<readonly string[]>;
  /** The newest first; all sign. */
  readonly secrets: Json<readonly string[]>;
  readonly created_at: Time;
  readonly disabled_at: NullableTime;
}

/** An event on its way to an address: written with the state that it tells of. */
export interface DeliveryRow {
  /** The `webhook-id`: the same at every attempt. */
  readonly id: string;
  /** `null` for an address that a request has brought with it. */
  readonly endpoint_id: string | null;
  readonly render_id: string | null;
  readonly url: string;
  readonly type: string;
  readonly payload: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly next_at: NullableTime;
  readonly created_at: Time;
  readonly last_status: number | null;
  readonly last_error: string | null;
  readonly log: Json<readonly unknown[]>;
}

/** A webhook that came in. */
export interface ReceivedRow {
  readonly id: string;
  readonly hook: string;
  /** The sender's, or a digest of the body: the same for each time that one event is sent. */
  readonly delivery_id: string;
  readonly payload: Json<unknown>;
  readonly state: "accepted" | "filtered" | "refused";
  readonly problems: Json<readonly unknown[]>;
  readonly render_id: string | null;
  readonly created_at: Time;
}

/** What the service makes for itself once. */
interface SettingRow {
  readonly name: string;
  readonly value: string;
}

/** Content that a render has in the store. */
interface KeptFileRow {
  readonly digest: string;
  readonly render_id: string;
  readonly bytes: number;
}

/** All tables. */
export interface Tables {
  readonly renders: RenderRow;
  readonly batches: BatchRow;
  readonly events: EventRow;
  readonly keys: KeyRow;
  readonly replays: ReplayRow;
  readonly endpoints: EndpointRow;
  readonly deliveries: DeliveryRow;
  readonly received: ReceivedRow;
  readonly settings: SettingRow;
  readonly kept_files: KeptFileRow;
}
