import type { AgentConfig } from "./protocol.ts";

declare global {
  interface Window {
    __hyperframes?: { getVariables(): unknown };
  }
}

/** Gives the page's scripts the root's variables, and a list for timelines, before any of them runs. */
export function giveVariables({ compositionId, nested }: AgentConfig): void {
  const { values } = nested.variables;
  window.__hyperframes = { getVariables: () => structuredClone(values) };
  if (compositionId !== null) window.__timelines = {};
}
