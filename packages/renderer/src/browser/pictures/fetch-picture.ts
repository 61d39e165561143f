import type { IncomingHttpHeaders } from "node:http";
import type { Outside } from "@hyperframes-engine/network";
import { fetchBytes } from "../libraries/fetch-bytes.ts";

/** A picture that was fetched. */
export interface FetchedPicture {
  readonly body: Buffer;
  readonly contentType: string;
}

const LARGEST_BYTES = 20_000_000;
const pictureType = /^image\/(?:png|jpeg|gif|webp|avif|bmp|svg\+xml|x-icon|vnd\.microsoft\.icon)\b/i;

/**
 * Fetches a picture from a public address, which data may have named: with no cookies, and only if it says that it is one.
 *
 * @throws {NoConnection} with the reason if there is none.
 */
export async function fetchPicture(
  address: string,
  outside: Outside,
  signal: AbortSignal,
): Promise<FetchedPicture> {
  const { body, headers } = await fetchBytes(address, {
    ...{ outside, signal },
    accept: "image/*",
    mostBytes: LARGEST_BYTES,
    faultOf: noPicture,
  });
  return { body, contentType: headers["content-type"] ?? "" };
}

function noPicture({ "content-type": contentType = "" }: IncomingHttpHeaders): string | null {
  return pictureType.test(contentType) ? null : `it is no picture, but ${contentType || "of no type"}`;
}
