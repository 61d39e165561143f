import { z } from "zod";

const word = z.object({ word: z.string(), start: z.number(), end: z.number() });

/** What is known of a job, on disk from before it is asked for until long after it has ended. */
export const jobRecord = z.object({
  /** `sent`: asked for, the answer has not come; `taken`: HeyGen has it; `failed`: HeyGen could not make it. */
  state: z.enum(["sent", "taken", "failed"]),
  /** Milliseconds since 1970. */
  sentAt: z.number(),
  /** The `Idempotency-Key`, for where HeyGen takes one. */
  idempotencyKey: z.string(),
  /** The look cannot be cut out. */
  opaque: z.boolean(),
  /** Of the agent. */
  session: z.string().nullable(),
  video: z.string().nullable(),
  /** Speech has no id: its address is all there is. */
  speech: z.object({ url: z.string(), words: z.array(word) }).nullable(),
});

/** What `jobRecord` describes. */
export type JobRecord = z.infer<typeof jobRecord>;

/** The id that HeyGen knows a job by. */
export function idOf(record: JobRecord): string | undefined {
  return record.video ?? record.session ?? undefined;
}
