import type { NetworkGuard, NetworkGuardOptions } from "../../src/browser/network-guard.ts";
import { startNetworkGuard } from "../../src/browser/network-guard.ts";
import {
  openProjectFiles,
  projectHost,
  type ProjectFiles,
  type ProjectServices,
} from "../../src/browser/project-files.ts";

/** A project behind a guard, as its own browser reaches it. */
export interface TestHost extends AsyncDisposable {
  readonly files: ProjectFiles;
  readonly guard: NetworkGuard;
}

/** Begins to serve a project, with a world outside of the test's own. */
export async function openTestHost(
  folder: string,
  { services, outside }: { readonly services?: ProjectServices; readonly outside?: NetworkGuardOptions } = {},
): Promise<TestHost> {
  const files = await openProjectFiles(folder, services);
  const guard = await startNetworkGuard(outside);
  guard.admit(projectHost, (request, response) => files.handle(request, response));
  return { files, guard, [Symbol.asyncDispose]: () => guard[Symbol.asyncDispose]() };
}
