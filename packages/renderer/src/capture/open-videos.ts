import { videoScript } from "../browser/page-script.ts";
import type { PageSession } from "../browser/page-session.ts";
import type { PageClock } from "../clock/page-clock.ts";
import { settle } from "../clock/settle.ts";
import { BrowserError, CompositionError } from "../errors.ts";
import { frame } from "../timeline/units.ts";
import { limitFrame } from "./frame-limit.ts";
import type { PageSpec } from "./frame-source.ts";

/**
 * Gets the videos of a loaded page ready to be shown; does nothing where there are none.
 *
 * @throws {CompositionError} if one cannot be shown, naming it.
 */
export async function openVideos(session: PageSession, clock: PageClock, spec: PageSpec): Promise<void> {
  if (spec.videos.length === 0) return;
  await session.evaluate(await videoScript());
  await handOutRoots(session, `document.querySelectorAll("video")`);
  const failure = await limitFrame(session, spec.limit, {
    number: frame(0),
    work: () => settle(clock, session.evaluate<string | null>("__hyperframesAgent.openVideos()")),
  });
  if (failure !== null) throw new CompositionError(failure);
}

/**
 * Gives the page the shadow roots in which Chromium builds its `<video>` elements. Frames are drawn in there, so that
 * every style of the element holds for them. Scripts cannot get at these roots by themselves.
 *
 * @param expression of the page, for a list of elements.
 * @returns how many there were.
 */
export async function handOutRoots(session: PageSession, expression: string): Promise<number> {
  const list = await session.send("Runtime.evaluate", { expression });
  const objectId = list.result.objectId;
  if (objectId === undefined) throw new BrowserError("The page's videos cannot be listed.");
  const { result } = await session.send("Runtime.getProperties", { objectId, ownProperties: true });
  const videos = result.filter(({ name, value }) => /^\d+$/.test(name) && value?.objectId !== undefined);
  await Promise.all(videos.map(({ value }) => handOutRoot(session, value?.objectId ?? "")));
  return videos.length;
}

async function handOutRoot(session: PageSession, objectId: string): Promise<void> {
  const { node } = await session.send("DOM.describeNode", { objectId, pierce: true });
  const root = node.shadowRoots?.find((shadow) => shadow.shadowRootType === "user-agent")?.backendNodeId;
  if (root === undefined) return;
  // Both as objects of the window that the element is of, which may be a frame's.
  const [owner, inner] = await Promise.all(
    [node.backendNodeId, root].map((backendNodeId) => session.send("DOM.resolveNode", { backendNodeId })),
  );
  await session.send("Runtime.callFunctionOn", {
    objectId: owner?.object.objectId ?? "",
    arguments: [inner?.object ?? {}],
    functionDeclaration: "function (root) { top.__hyperframesAddVideoRoot(this, root); }",
  });
}
