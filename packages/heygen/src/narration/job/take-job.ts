import { api } from "../../api/api.ts";
import { paginate } from "../../client/paginate.ts";
import { HeyGenError } from "../../errors.ts";
import { findLostSession } from "./find-lost-session.ts";
import { idOf, type JobRecord } from "./job-record.ts";
import { isAnswerLost } from "./lost-answer.ts";
import { secondsLeft, tell, withAdvice, type NarrationWork } from "./narration-work.ts";
import { isTransparencyRefused, sendOrder, titleOf, type TakenIds } from "./send-order.ts";

/** For a day one key has one effect; less, as clocks differ. */
const keyHoldsMilliseconds = 23 * 3600 * 1000;
/** After so long, a session whose answer was lost is mostly in the list. */
const lookSeconds = 2;
/** After so long, a session that is not in the list was never made. */
const certainSeconds = 30;
const longestBusySeconds = 30;

/**
 * Has HeyGen make the narration, or finds that it was asked to already. Nothing is asked for twice: what is about to be
 * sent is written down before, and what became of it is looked up before it is sent again.
 *
 * @throws {HeyGenError} if HeyGen refuses, or it is not clear whether it has the job.
 */
export async function takeJob(work: NarrationWork): Promise<JobRecord> {
  const { folder, dependencies } = work;
  const before = await folder.readJob();
  if (before?.state === "sent") return recover(work, before);
  if (before) {
    tell(dependencies, {
      state: "found",
      message: `HeyGen has this narration already (${idOf(before) ?? "speech"})`,
      job: idOf(before),
    });
    return before;
  }
  // Whoever wants another one must not get the first again.
  const key = `narration-${work.key}${dependencies.anew === undefined ? "" : `-${dependencies.anew}`}`;
  return send(work, newRecord(work, key));
}

function newRecord({ dependencies }: NarrationWork, idempotencyKey: string): JobRecord {
  const none = { session: null, video: null, speech: null };
  return { state: "sent", sentAt: dependencies.now(), idempotencyKey, opaque: false, ...none };
}

async function send(work: NarrationWork, record: JobRecord): Promise<JobRecord> {
  const { folder, order, dependencies } = work;
  await folder.writeJob(record);
  tell(dependencies, { state: "sent", message: `HeyGen is asked to make the narration (${order.endpoint})` });
  try {
    return await taken(work, record, await sendOrder(work, record));
  } catch (error) {
    if (isAnswerLost(error)) return afterLostAnswer(work, record, error);
    await folder.forgetJob();
    if (!record.opaque && isTransparencyRefused(work, error)) return sendOpaque(work, record);
    if (isBusy(error)) return sendLater(work, record, error);
    throw error instanceof HeyGenError ? withAdvice(error, "Nothing was made or paid for.") : error;
  }
}

async function taken(work: NarrationWork, record: JobRecord, ids: TakenIds): Promise<JobRecord> {
  return work.folder.writeJob({ ...record, ...ids, state: "taken" });
}

async function sendOpaque(work: NarrationWork, record: JobRecord): Promise<JobRecord> {
  const message = "HeyGen cannot cut this look out, so the narration keeps its background";
  const sent = await send(work, { ...record, opaque: true });
  tell(work.dependencies, { state: "warning", message });
  return sent;
}

function isBusy(error: unknown): error is HeyGenError & { retryAfter: number } {
  return (
    error instanceof HeyGenError && error.failure === "too-many-requests" && error.retryAfter !== undefined
  );
}

/** HeyGen runs so many jobs at one time, of whoever has the key: one of them ends, and then there is room. */
async function sendLater(
  work: NarrationWork,
  record: JobRecord,
  error: HeyGenError & { retryAfter: number },
): Promise<JobRecord> {
  const { client, dependencies } = work;
  const seconds = Math.min(longestBusySeconds, Math.max(5, error.retryAfter));
  if (secondsLeft(work) <= seconds)
    throw withAdvice(error, "Nothing was made or paid for. Try the same again later.");
  tell(dependencies, {
    state: "busy",
    message: `HeyGen takes no more at this time; asking again in ${seconds} s`,
  });
  await client.wait(seconds, dependencies.signal);
  return send(work, record);
}

/** At once for the agent; what carries a key is asked for again by the next run, which comes to the same. */
async function afterLostAnswer(work: NarrationWork, record: JobRecord, error: unknown): Promise<JobRecord> {
  const { client, order, dependencies } = work;
  if (!(error instanceof HeyGenError) || error.failure === "interrupted") throw error;
  if (order.type !== "agent") throw withAdvice(error, lostAdvice[order.type]);
  await client.wait(lookSeconds, dependencies.signal);
  const lost = await findLostSession(work, record.sentAt);
  if (lost.kind === "found") return adopt(work, record, lost.session);
  throw withAdvice(error, lostAdvice.agent);
}

const lostAdvice = {
  agent:
    "It is not known whether HeyGen makes the narration all the same. Try the same again: " +
    "it looks for the session, and asks for a new one only if there is none.",
  avatar: "Try the same again: HeyGen is asked with the same key, so that one video is made and paid for.",
  speech:
    "It is not known whether HeyGen has made and charged the speech, and it cannot be asked. To have it made again: `anew`.",
} as const;

async function adopt(work: NarrationWork, record: JobRecord, session: string): Promise<JobRecord> {
  tell(work.dependencies, {
    state: "found",
    message: `HeyGen had taken the request: session ${session}`,
    job: session,
  });
  return taken(work, record, { session, video: null, speech: null });
}

/** An earlier run has asked, and does not know what for. */
async function recover(work: NarrationWork, record: JobRecord): Promise<JobRecord> {
  switch (work.order.type) {
    case "agent":
      return recoverSession(work, record);
    case "avatar":
      return recoverVideo(work, record);
    case "speech":
      throw new HeyGenError("network-failed", `HeyGen was asked for this speech. ${lostAdvice.speech}`);
  }
}

async function recoverSession(work: NarrationWork, record: JobRecord): Promise<JobRecord> {
  const { client, dependencies } = work;
  const early = certainSeconds - (dependencies.now() - record.sentAt) / 1000;
  if (early > 0) await client.wait(Math.min(early, certainSeconds), dependencies.signal);
  const lost = await findLostSession(work, record.sentAt);
  if (lost.kind === "found") return adopt(work, record, lost.session);
  if (lost.kind === "none") return send(work, { ...record, sentAt: dependencies.now() });
  throw new HeyGenError(
    "network-failed",
    `HeyGen was asked for this narration, but its answer was lost, and the session may be one of ${lost.sessions.slice(0, 5).join(", ")}. ` +
      "Look at them with `api.videoAgent.get`. If it is there, download its video and give that as the `narration`. " +
      "If not, have another made: `anew`.",
  );
}

/** A refusal says nothing of what the first request came to. */
async function resend(work: NarrationWork, record: JobRecord): Promise<JobRecord> {
  try {
    return await send(work, record);
  } catch (error) {
    await work.folder.writeJob(record);
    throw error;
  }
}

async function recoverVideo(work: NarrationWork, record: JobRecord): Promise<JobRecord> {
  const { client, dependencies, key } = work;
  if (dependencies.now() - record.sentAt < keyHoldsMilliseconds) return resend(work, record);
  const { signal } = dependencies;
  const title = titleOf(key);
  for await (const video of paginate(client, api.video.list, { query: { title, limit: 100 }, signal })) {
    if (video.title !== title) continue;
    tell(dependencies, {
      state: "found",
      message: `HeyGen had taken the request: video ${video.id}`,
      job: video.id,
    });
    return taken(work, record, { session: null, video: video.id, speech: null });
  }
  return send(work, { ...record, sentAt: dependencies.now() });
}
