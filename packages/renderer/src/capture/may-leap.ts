import type { PageSession } from "../browser/page-session.ts";
import type { Approach, Take } from "./frame-source.ts";

/**
 * Whether a page that has shown frame `position` may go to a later one at once. Animations start with a page's first
 * frame, so none leaps over that; and some libraries need every frame while something of theirs is under way.
 */
export async function mayLeap(
  session: PageSession,
  approach: Approach,
  position: Take["position"],
): Promise<boolean> {
  if (approach !== "jump" || position < 0) return false;
  return !(await session.evaluate<boolean>("__hyperframesAgent.needsEveryFrame"));
}
