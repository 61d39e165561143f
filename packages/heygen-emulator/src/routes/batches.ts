import type { batchShown, statuses } from "@hyperframes-engine/heygen";
import type { z } from "zod";
import type { Job, JobKind } from "../job.ts";
import { notFound } from "../server/api-fault.ts";
import type { World } from "../world.ts";
import { pageOf, wholeList, type PageQuery } from "./paging.ts";

/** Starts the jobs of a batch under one id. */
export function acceptBatch(
  world: World,
  body: { readonly title?: string | null | undefined },
  start: (batchId: string) => readonly Job[],
): { data: { batch_id: string } } {
  const batchId = world.newId("batch");
  const { length } = start(batchId);
  world.batches.set(batchId, { title: body.title ?? null, created: world.seconds(), size: length });
  return { data: { batch_id: batchId } };
}

/** A batch and how far its jobs are. */
export function showBatch(
  world: World,
  id: string,
  query: PageQuery,
): z.input<(typeof batchShown)["response"]> {
  const batch = world.batches.get(id);
  if (!batch) throw notFound("resource");
  world.settle();
  const jobs = [...world.jobs.values()].filter((job) => job.order.batchId === id);
  const states = jobs.map((job) => job.status(world.time(), "queued", "processing"));
  const { data, ...paging } = pageOf(
    jobs.map((job, index) => ({ item_index: index, status: states[index] ?? "queued", video_id: job.id })),
    query,
  );
  const open = states.some((state) => state === "queued" || state === "processing");
  return {
    data: {
      batch_id: id,
      title: batch.title,
      status: open ? "processing" : "completed",
      total_items: batch.size,
      counts_by_status: Object.fromEntries(
        states.map((state) => [state, states.filter((s) => s === state).length]),
      ),
      created_at: batch.created,
      items: data,
      ...paging,
    },
  };
}

/** The states of jobs by their ids and by their batches. */
export function showStatuses(
  world: World,
  kind: JobKind,
  [ids, batchIds]: ReadonlyArray<string | number | undefined>,
): z.input<typeof statuses> {
  world.settle();
  const byId = split(ids).map((id) => ({ video_id: id, status: stateOf(world, kind, id) }));
  const byBatch = split(batchIds).flatMap((batch) =>
    [...world.jobs.values()]
      .filter((job) => job.order.batchId === batch)
      .map((job, index) => ({
        batch_id: batch,
        item_index: index,
        video_id: job.id,
        status: stateOf(world, kind, job.id),
      })),
  );
  return wholeList([...byId, ...byBatch]);
}

function stateOf(world: World, kind: JobKind, id: string): string {
  const job = world.jobs.get(id);
  return job?.order.kind === kind ? job.status(world.time(), "queued", "processing") : "not_found";
}

function split(list: string | number = ""): string[] {
  return `${list}`.split(",").filter((id) => id !== "");
}
