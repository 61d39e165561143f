import { type Endpoint, pathNames } from "@hyperframes-engine/heygen";
import type { z } from "zod";
import type { Job, JobKind } from "../job.ts";
import type { World } from "../world.ts";
import { acceptBatch, showBatch, showStatuses } from "./batches.ts";
import { pageOf, type PageQuery } from "./paging.ts";
import type { JobContext, Route } from "./route.ts";

/** An endpoint whose answer has such data. */
type Answering<Data> = Endpoint & { readonly response: z.ZodType<{ data: Data }> };

/** The endpoints under which the jobs of a kind are found again. */
interface JobEndpoints<Detail> {
  readonly list: Answering<Detail[]>;
  readonly get: Answering<Detail>;
  readonly update?: Answering<Detail>;
  readonly delete: Endpoint;
}

/** A kind of job, how one is shown, and which are listed. */
interface ShownJobs<Detail> {
  readonly kind: JobKind;
  readonly show: (world: World, job: Job) => Detail;
  readonly matches?: (job: Job, query: AnyCall["query"]) => boolean;
}

/** Answers whoever lists, looks at, renames and deletes the jobs of a kind. */
export function jobRoutes<Detail>(
  endpoints: JobEndpoints<Detail>,
  { kind, show, matches = () => true }: ShownJobs<Detail>,
): Route[] {
  const [name = ""] = pathNames(endpoints.get.path);
  const idIn = (path: AnyCall["path"]): string => path[name] ?? "";
  const routes = [
    answer(endpoints.list, ({ world, query }) => {
      const jobs = world.all(kind).filter((job) => matches(job, query));
      const page = pageOf(jobs, query);
      return { ...page, data: page.data.map((job) => show(world, job)) };
    }),
    answer(endpoints.get, ({ world, path }) => ({ data: show(world, world.poll(kind, idIn(path))) })),
    answer(endpoints.delete, ({ world, path }) => {
      const { id } = world.find(kind, idIn(path));
      // Some kinds say `deleted` as well: the description leaves out what a kind does not say.
      return endpoints.delete.response.parse({ data: { id, deleted: world.jobs.delete(id) } });
    }),
  ];
  if (!endpoints.update) return routes;
  const rename = answer(endpoints.update, ({ world, path, body }) => {
    const job = world.find(kind, idIn(path));
    job.title = body.title ?? null;
    return { data: show(world, job) };
  });
  return [...routes, rename];
}

/** The endpoints of many jobs at once. */
interface BatchEndpoints<Body extends z.ZodType> {
  readonly batches: { readonly create: Endpoint & { readonly body: Body }; readonly get: Endpoint };
  readonly statuses: { readonly list: Endpoint };
}

/** How the jobs of a batch are started, and which field of the query names jobs by their ids. */
interface BatchedJobs<Body extends z.ZodType> {
  readonly kind: JobKind;
  readonly ids: string;
  readonly start: (body: z.output<Body>, context: JobContext) => readonly Job[];
}

/** Answers whoever starts many jobs at once, and asks how far they are. */
export function batchRoutes<Body extends z.ZodType>(
  { batches, statuses }: BatchEndpoints<Body>,
  { kind, ids, start }: BatchedJobs<Body>,
): Route[] {
  return [
    answer(batches.create, ({ world, body, demands }) =>
      acceptBatch(world, body, (batchId) => start(body as z.output<Body>, { world, demands, batchId })),
    ),
    answer(batches.get, ({ world, path, query }) => showBatch(world, path["batch_id"] ?? "", query)),
    answer(statuses.list, ({ world, query }) => showStatuses(world, kind, [query[ids], query["batch_ids"]])),
  ];
}

/** A request of any of these endpoints, after it was held against its description. */
interface AnyCall extends JobContext {
  readonly path: Readonly<Record<string, string>>;
  readonly query: PageQuery & { readonly [field: string]: string | number | undefined };
  readonly body: { readonly title?: string | null };
}

function answer(endpoint: Endpoint, handle: (call: AnyCall) => unknown): Route {
  return { endpoint, handle: (call) => handle(call as unknown as AnyCall) };
}
