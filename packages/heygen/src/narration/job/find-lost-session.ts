import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { api } from "../../api/api.ts";
import { jsonOf } from "../../client/json-of.ts";
import { paginate } from "../../client/paginate.ts";
import { narrationsIn } from "../narration-folder.ts";
import { jobRecord } from "./job-record.ts";
import type { NarrationWork } from "./narration-work.ts";

/** What became of a request for a session whose answer was lost. */
type LostSession =
  | { readonly kind: "found"; readonly session: string }
  | { readonly kind: "none" }
  /** There are sessions that may be it. */
  | { readonly kind: "unclear"; readonly sessions: readonly string[] };

/** By so much HeyGen's clock may differ from ours. */
const clockSeconds = 600;
/** As many as a page has; more would only take longer to be unclear. */
const mostSessions = 100;

/**
 * Looks for the session of a prompt whose request got no answer, as HeyGen takes no key that would make it safe to
 * repeat. It is the one that begins with the prompt. Only if no session is as young as the request, but for those that
 * are known to be others', was none made.
 */
export async function findLostSession(work: NarrationWork, sentAt: number): Promise<LostSession> {
  const candidates = await youngSessions(work, sentAt / 1000 - clockSeconds);
  const heard = await Promise.all(candidates.map((id) => firstWords(work, id)));
  const prompt = work.order.type === "agent" ? plain(work.order.body.prompt) : "";
  const same = candidates.filter((_, index) => heard[index] === prompt);
  const [session] = same;
  if (session !== undefined && same.length === 1) return { kind: "found", session };
  return candidates.length === 0 ? { kind: "none" } : { kind: "unclear", sessions: candidates };
}

async function youngSessions(work: NarrationWork, since: number): Promise<string[]> {
  const { client, dependencies } = work;
  const { signal } = dependencies;
  const known = await claimedSessions(dependencies.cacheFolder);
  const young: string[] = [];
  let seen = 0;
  for await (const session of paginate(client, api.videoAgent.list, { query: { limit: 100 }, signal })) {
    if (session.created_at >= since && !known.has(session.session_id)) young.push(session.session_id);
    seen += 1;
    if (seen === mostSessions) break;
  }
  return young;
}

/** What the session was asked for at first. */
async function firstWords({ client, dependencies }: NarrationWork, id: string): Promise<string | undefined> {
  const { signal } = dependencies;
  const { data } = await client.call(api.videoAgent.get, { path: { session_id: id } }, { signal });
  const first = data.messages?.findLast(({ role }) => role === "user");
  return first && plain(first.content);
}

/** Sessions of other narrations. */
async function claimedSessions(cacheFolder: string): Promise<Set<string>> {
  const folder = narrationsIn(cacheFolder);
  const claimed = new Set<string>();
  for (const name of await readdir(folder)) {
    const text = await readFile(join(folder, name, "job.json"), "utf8").catch(() => "null");
    // A damaged one claims nothing.
    const record = jobRecord.nullable().safeParse(jsonOf(text)).data;
    if (record?.session) claimed.add(record.session);
  }
  return claimed;
}

function plain(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
