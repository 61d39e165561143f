import type { IncomingMessage } from "node:http";
import { type Endpoint, problemOf } from "@hyperframes-engine/heygen";
import type { z } from "zod";
import { ApiFault, badParameter } from "./api-fault.ts";
import { formFile } from "./form-file.ts";

/** A form may carry 32 MB, and a little around it. */
const maxFormBytes = 33 * 2 ** 20;
const maxJsonBytes = 16 * 2 ** 20;

/** The body's bytes. 413 if there are too many. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const form = request.headers["content-type"]?.startsWith("multipart/") ?? false;
  const most = form ? maxFormBytes : maxJsonBytes;
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > most)
      throw new ApiFault(413, "payload_too_large", { message: `The body is larger than ${most} bytes.` });
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** The body as its endpoint takes it, with defaults. 400 if it is not. */
export async function parseBody(endpoint: Endpoint, raw: Buffer, contentType: string): Promise<unknown> {
  if (!endpoint.body) return undefined;
  if (endpoint.form) return { file: await fileOf(raw, contentType) };
  if (raw.length > 0 && !contentType.startsWith("application/json")) {
    throw badParameter("body", "Content-Type must be application/json.");
  }
  return check(endpoint.body, jsonOf(raw));
}

/** The query as its endpoint takes it, numbers as numbers, with defaults. 400 if it is not. */
export function parseQuery(endpoint: Endpoint, search: URLSearchParams): unknown {
  const { query } = endpoint;
  if (!query) return {};
  const fields: Record<string, unknown> = {};
  for (const [name, value] of search) {
    const field = query.shape[name] as z.ZodType | undefined;
    fields[name] = field?.safeParse(value).success === false && value !== "" ? Number(value) : value;
  }
  return check(query, fields);
}

function check(schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { param, message } = problemOf(schema, value) ?? { param: "body", message: "The body is invalid." };
  throw badParameter(param, message);
}

function jsonOf(raw: Buffer): unknown {
  try {
    return raw.length === 0 ? {} : JSON.parse(raw.toString("utf8"));
  } catch {
    throw badParameter("body", "The body is not JSON.");
  }
}

async function fileOf(raw: Buffer, contentType: string): Promise<File> {
  const file = await formFile(raw, contentType);
  if (!file) throw badParameter("file", "File is required. Upload a file using multipart/form-data.");
  if (file.size > 32 * 2 ** 20) {
    throw new ApiFault(413, "payload_too_large", { message: "The file is larger than 32 MB." });
  }
  return file;
}
