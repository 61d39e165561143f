import { createServer } from "node:http";
import { listenOnLoopback } from "../../src/browser/address-loopback.ts";
import type { ProxyAccess } from "../../src/browser/network-guard.ts";
import {
  openProjectFiles,
  type ProjectFiles,
  type ProjectServices,
} from "../../src/browser/project-files.ts";

/** A project's files on a port of their own, without a guard before them. */
export interface ServedFiles extends AsyncDisposable {
  readonly port: number;
  readonly files: ProjectFiles;
}

/** Serves a project to whoever asks. */
export async function serveFiles(folder: string, services?: ProjectServices): Promise<ServedFiles> {
  const files = await openProjectFiles(folder, services);
  const listening = await listenOnLoopback(
    createServer((request, response) => void files.handle(request, response)),
  );
  return { port: listening.port, files, [Symbol.asyncDispose]: () => listening[Symbol.asyncDispose]() };
}

/** The header with which a guard lets a request through. */
export function passwordFor({ username, password }: ProxyAccess): Readonly<Record<string, string>> {
  return { "proxy-authorization": `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` };
}
