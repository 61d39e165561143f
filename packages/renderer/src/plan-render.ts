import { complaintsOf } from "./browser/page-log.ts";
import type { Crew } from "./chunk/crew.ts";
import { CompositionError } from "./errors.ts";
import { resolvePlan, type Plan } from "./plan/resolve-plan.ts";
import type { Preparation } from "./prepare.ts";

export type { Plan } from "./plan/resolve-plan.ts";

/**
 * Opens the composition in the crew's first worker, whose page the first chunk will use, and plans the render.
 *
 * @throws {CompositionError} if the page says something that cannot be, or, with `strict`, complains of anything.
 */
export async function planRender(job: Preparation, crew: Crew): Promise<Plan> {
  const [worker] = crew.workers(1);
  if (!worker) throw new CompositionError("there is nobody to render.");
  const { measure, log } = await worker.openFirst();
  const plan = resolvePlan(job.options, job.composition, { scene: job.scene, measure });
  const complaints = [...measure.complaints, ...complaintsOf(log)];
  job.progress.complain(complaints, job.options);
  return plan;
}
