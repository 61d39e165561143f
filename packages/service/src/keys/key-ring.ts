import { createHash, randomBytes } from "node:crypto";
import { dateOf, type Clock } from "../clock.ts";
import type { Database } from "../database/database.ts";
import { newId } from "../renders/intake.ts";

/** What a key may do. */
export const scopes = ["renders", "webhooks", "projects", "keys"] as const;

/** What a key may do. */
export type Scope = (typeof scopes)[number];

/** A key as it is known: the key itself is told once, when it is made. */
export interface KnownKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: Date;
}

/** How long a key that was revoked elsewhere may still be believed in. */
const REMEMBER_MS = 5000;
const MOST_REMEMBERED = 1000;
const KEY_BYTES = 24;

/** The keys to the API. */
export class KeyRing {
  readonly #database: Database;
  readonly #clock: Clock;
  /** By their hashes, with the time at which they were read. */
  readonly #known = new Map<string, { readonly key: KnownKey | null; readonly at: number }>();

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Makes a key. @returns it, for the only time, and what is known of it. */
  async make(
    name: string,
    granted: readonly Scope[],
  ): Promise<{ readonly secret: string; readonly key: KnownKey }> {
    const secret = `hf_${randomBytes(KEY_BYTES).toString("base64url")}`;
    const key = { id: newId("key"), name, scopes: granted, createdAt: dateOf(this.#clock) };
    await this.#database.tables
      .insertInto("keys")
      .values({
        ...{ id: key.id, name, hash: hashOf(secret) },
        scopes: JSON.stringify(granted),
        created_at: key.createdAt,
      })
      .execute();
    this.#known.clear();
    return { secret, key };
  }

  /** Whose key it is; `null` if it is none, or was revoked. What is compared are hashes, so that no time tells of the key. */
  async find(secret: string): Promise<KnownKey | null> {
    const hash = hashOf(secret);
    const known = this.#known.get(hash);
    if (known && this.#clock() - known.at < REMEMBER_MS) return known.key;
    const row = await this.#database.tables
      .selectFrom("keys")
      .selectAll()
      .where("hash", "=", hash)
      .where("revoked_at", "is", null)
      .executeTakeFirst();
    const key = row
      ? { id: row.id, name: row.name, scopes: row.scopes as Scope[], createdAt: row.created_at }
      : null;
    if (this.#known.size >= MOST_REMEMBERED) this.#known.clear();
    this.#known.set(hash, { key, at: this.#clock() });
    return key;
  }

  /** All that were not revoked, the oldest first. */
  async list(): Promise<readonly KnownKey[]> {
    const rows = await this.#database.tables
      .selectFrom("keys")
      .selectAll()
      .where("revoked_at", "is", null)
      .orderBy("created_at")
      .execute();
    return rows.map((row) => ({
      ...{ id: row.id, name: row.name },
      ...{ scopes: row.scopes as Scope[], createdAt: row.created_at },
    }));
  }

  /** Lets a key count no more. @returns whether there was one. */
  async revoke(id: string): Promise<boolean> {
    const row = await this.#database.tables
      .updateTable("keys")
      .set({ revoked_at: dateOf(this.#clock) })
      .where("id", "=", id)
      .where("revoked_at", "is", null)
      .returning("id")
      .executeTakeFirst();
    this.#known.clear();
    return row !== undefined;
  }
}

/** A key has 192 random bits: nothing slower is needed. */
function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
