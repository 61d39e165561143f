import { createHash } from "node:crypto";
import { pointerOf } from "@hyperframes-engine/template";
import type { NewReceived } from "../renders/intake.ts";
import { renderOrder, type RenderOrder } from "../renders/render-order.ts";
import type { TemplateRegistry } from "../templates/template-registry.ts";
import type { Hook } from "./hook.ts";
import { matchesFilter } from "./matches-filter.ts";

/** What becomes of a payload. */
interface MappedHook {
  readonly state: NewReceived["state"];
  readonly problems: NewReceived["problems"];
  /** `null` unless it is accepted. */
  readonly order: RenderOrder | null;
}

/** Decides what a payload is: left alone, an order for a render, or one that does not fit. */
export async function mapHook(
  { config, mapping }: Hook,
  payload: unknown,
  { templates, now }: { readonly templates: TemplateRegistry; readonly now: number },
): Promise<MappedHook> {
  if (!matchesFilter(config.filter, payload)) return { state: "filtered", problems: [], order: null };
  const template = await templates.find(config.template);
  if (!template) {
    const message = `There is no template "${config.template}" here.`;
    return { state: "refused", problems: [{ pointer: "/template", field: "", message }], order: null };
  }
  const { manifest } = template;
  const { row, problems } = mapping.apply(payload, { manifest, setting: { locale: manifest.locale, now } });
  if (problems.length > 0) return { state: "refused", problems, order: null };
  const order = renderOrder.safeParse({ ...config.order, template: config.template, data: row });
  if (order.success) return { state: "accepted", problems: [], order: order.data };
  const unfit = order.error.issues.map(({ path, message }) => ({
    ...{ pointer: pointerOf(path.map(String)), field: "", message },
  }));
  return { state: "refused", problems: unfit, order: null };
}

/** What tells a delivery from others where its sender says nothing of it: the same bytes are the same delivery. */
export function idOfBytes(body: Uint8Array): string {
  return `sha256:${createHash("sha256").update(body).digest("hex")}`;
}
