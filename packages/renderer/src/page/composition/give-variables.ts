import type { AgentConfig } from "../protocol.ts";
import { getLevels } from "./give-levels.ts";

declare global {
  interface Window {
    __hyperframes?: { getVariables(): unknown; getLevels: typeof getLevels };
  }
}

/** Gives the page's scripts the root's variables, the levels of sounds, and a list for timelines, before any of them runs. */
export function giveVariables({ compositionId, nested }: AgentConfig): void {
  const { values } = nested.variables;
  window.__hyperframes = { getVariables: () => structuredClone(values), getLevels };
  if (compositionId !== null) window.__timelines = {};
}
