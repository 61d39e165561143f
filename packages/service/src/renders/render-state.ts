/** Where a render is. */
export const renderStates = [
  "queued",
  "preparing",
  "rendering",
  "delivering",
  "succeeded",
  "failed",
  "canceled",
] as const;

/** Where a render is. */
export type RenderState = (typeof renderStates)[number];

/** Those that nothing follows. */
export const endStates = ["succeeded", "failed", "canceled"] as const;
/** Those in which a render waits or is being made. */
export const openStates = ["queued", "preparing", "rendering", "delivering"] as const;

/** Whether nothing follows. */
export function isEnd(state: RenderState): boolean {
  return endStates.includes(state as (typeof endStates)[number]);
}

/** How a render may end. */
export type EndState = (typeof endStates)[number];

/** The event that tells of an end. */
export function endEvent(state: EndState): EndEvent {
  return `render.${state}`;
}

/** How a render ends, as webhooks tell it. */
export type EndEvent = `render.${EndState}`;
