import { pathNames } from "@hyperframes-engine/heygen";
import { agentRoutes } from "./agent-routes.ts";
import { assetRoutes } from "./asset-routes.ts";
import { avatarRoutes } from "./avatar-routes.ts";
import { lipsyncRoutes } from "./lipsync-routes.ts";
import { otherRoutes } from "./other-routes.ts";
import type { Route } from "./route.ts";
import { translationRoutes } from "./translation-routes.ts";
import { videoRoutes } from "./video-routes.ts";
import { voiceRoutes } from "./voice-routes.ts";
import { webhookRoutes } from "./webhook-routes.ts";

/** Every endpoint with its answer. */
export const routes: readonly Route[] = [
  ...videoRoutes,
  ...agentRoutes,
  ...avatarRoutes,
  ...voiceRoutes,
  ...lipsyncRoutes,
  ...translationRoutes,
  ...assetRoutes,
  ...webhookRoutes,
  ...otherRoutes,
];

/** A route that fits, with what its braces stand for. */
export interface Match {
  readonly route: Route;
  readonly path: Readonly<Record<string, string>>;
}

// What is named goes before what stands for anything: `statuses` is not a video.
const patterns = routes
  .map((route) => ({ route, names: pathNames(route.endpoint.path), pattern: patternOf(route.endpoint.path) }))
  .toSorted((one, other) => one.names.length - other.names.length);

/** The route for a method and a path; undefined if there is none. */
export function matchRoute(method: string, pathname: string): Match | undefined {
  for (const { route, names, pattern } of patterns) {
    const match = route.endpoint.method === method ? pattern.exec(pathname) : null;
    if (match)
      return { route, path: Object.fromEntries(names.map((name, at) => [name, decode(match[at + 1])])) };
  }
  return undefined;
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{\w+\}/g, "([^/]+)")}$`);
}

function decode(text = ""): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not what a client of ours sends; it is no id of anything.
    return text;
  }
}
