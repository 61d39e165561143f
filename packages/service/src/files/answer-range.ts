import { Readable } from "node:stream";
export async function answerRange(
  _r: Request,
  o: {
    readonly files: { open(d: never): Promise<Readable | null> };
    readonly digest: string;
    readonly bytes: number;
    readonly contentType: string;
    readonly name: string;
  },
): Promise<Response> {
  const s = await o.files.open(o.digest as never);
  return new Response(s ? (Readable.toWeb(s) as never) : null, {
    headers: { "content-type": o.contentType },
  });
}
