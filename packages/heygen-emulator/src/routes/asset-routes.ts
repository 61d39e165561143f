import { createHash } from "node:crypto";
import { api, type batchShown, type ResponseOf } from "@hyperframes-engine/heygen";
import type { z } from "zod";
import { ApiFault, badParameter, notFound } from "../server/api-fault.ts";
import { sniffType } from "../server/sniff-type.ts";
import type { Asset, World } from "../world.ts";
import { showStatuses } from "./batches.ts";
import { pageOf, wholeList, type PageQuery } from "./paging.ts";
import { route } from "./route.ts";

/** Files that are uploaded. */
export const assetRoutes = [
  route(api.asset.create, async ({ world, body: { file } }) => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (bytes.length === 0)
      throw badParameter("file", "File is required. Upload a file using multipart/form-data.");
    const type = sniffType(bytes) ?? file.type;
    const id = world.newId("asset");
    world.files.put(id, { name: file.name, type, content: bytes });
    const asset = {
      id,
      name: file.name,
      type,
      bytes: bytes.length,
      uploaded: world.seconds(),
      complete: true,
    };
    world.assets.set(id, asset);
    return { data: uploaded(world, asset) };
  }),
  route(api.asset.list, ({ world, query }) => {
    const page = pageOf([...world.assets.values()].filter((asset) => asset.complete).toReversed(), query);
    return { ...page, data: page.data.map((asset) => show(world, asset)) };
  }),
  route(api.asset.get, ({ world, path }) => ({ data: show(world, find(world, path.asset_id)) })),
  route(api.asset.delete, ({ world, path }) => {
    find(world, path.asset_id);
    world.assets.delete(path.asset_id);
    return { data: { id: path.asset_id } };
  }),
  route(api.asset.search, ({ query }) => {
    const found = ["1", "2", "3"].map((number) => ({
      type: query.type,
      id: `${query.type}_${number}`,
      url: `https://pictures.invalid/${encodeURIComponent(query.query)}/${number}.png`,
      width: 640,
      height: 480,
    }));
    return pageOf(found, query);
  }),
  route(api.asset.directUploads.create, ({ world, body }) => ({ data: announce(world, body) })),
  route(api.asset.directUploads.batches.create, ({ world, body }) => {
    const batchId = world.newId("batch");
    const items = body.files.map((file) => announce(world, file, batchId));
    world.batches.set(batchId, { title: body.title ?? null, created: world.seconds(), size: items.length });
    return { data: { batch_id: batchId, items } };
  }),
  route(api.asset.complete.create, ({ world, path, body }) => {
    const asset = find(world, path.asset_id);
    complete(world, asset, body.checksum_sha256 ?? undefined);
    return { data: { ...uploaded(world, asset), status: "processing" } };
  }),
  route(api.asset.complete.batches.create, ({ world, body }) => {
    for (const asset of ofBatch(world, body.batch_id)) complete(world, asset);
    return { data: { batch_id: body.batch_id } };
  }),
  route(api.asset.batches.get, ({ world, path, query }) => showUploads(world, path.batch_id, query)),
  route(api.asset.statuses.list, ({ world, query }) => {
    const ids = (query.asset_ids ?? "").split(",").filter((id) => id !== "");
    const states = ids.map((id) => ({
      video_id: id,
      status: world.assets.has(id) ? "completed" : "not_found",
    }));
    const { data } = showStatuses(world, "video", [undefined, query.batch_ids]);
    return wholeList([...states, ...data]);
  }),
];

type Announced = { filename: string; content_type: string; size_bytes: number };

function announce(
  world: World,
  file: Announced,
  batchId?: string,
): ResponseOf<typeof api.asset.directUploads.create>["data"] {
  const id = world.newId("asset");
  const { filename: name, content_type: type, size_bytes: bytes } = file;
  world.files.expect(id, { type, bytes });
  world.assets.set(id, { id, name, type, bytes, uploaded: world.seconds(), complete: false, batchId });
  return {
    asset_id: id,
    upload_url: world.files.sign(id, 900),
    upload_headers: { "Content-Type": type, "x-amz-acl": "private" },
    expires_in_seconds: 900,
    max_bytes: 2 ** 30,
    status: "pending_upload",
  };
}

function complete(world: World, asset: Asset, checksum?: string): void {
  const file = world.files.get(asset.id);
  if (!file) throw new ApiFault(409, "resource_not_ready", { message: "Nothing has been uploaded yet." });
  const sum = createHash("sha256").update(file.content).digest();
  // Examples have base64, descriptions hexadecimal.
  const isRight = checksum?.toLowerCase() === sum.toString("hex") || checksum === sum.toString("base64");
  if (checksum !== undefined && !isRight) {
    throw badParameter("checksum_sha256", "'checksum_sha256' is not that of what was uploaded.");
  }
  asset.complete = true;
}

function ofBatch(world: World, id: string): Asset[] {
  if (!world.batches.has(id)) throw notFound("resource");
  return [...world.assets.values()].filter(({ batchId }) => batchId === id);
}

function showUploads(world: World, id: string, query: PageQuery): z.input<(typeof batchShown)["response"]> {
  const assets = ofBatch(world, id);
  const done = assets.filter((asset) => asset.complete).length;
  const { data: items, ...paging } = pageOf(
    assets.map((asset, index) => ({
      item_index: index,
      status: asset.complete ? ("completed" as const) : ("queued" as const),
    })),
    query,
  );
  const batch = world.batches.get(id);
  return {
    data: {
      batch_id: id,
      title: batch?.title,
      status: done === assets.length ? "completed" : "processing",
      total_items: assets.length,
      counts_by_status: { completed: done, queued: assets.length - done },
      created_at: batch?.created ?? 0,
      items,
      ...paging,
    },
  };
}

function find(world: World, id: string): Asset {
  const asset = world.assets.get(id);
  if (!asset) throw notFound("asset");
  return asset;
}

function uploaded(world: World, asset: Asset): ResponseOf<typeof api.asset.create>["data"] {
  const { id, type, bytes } = asset;
  return { asset_id: id, url: world.url(id) ?? "", mime_type: type, size_bytes: bytes };
}

function show(world: World, asset: Asset): ResponseOf<typeof api.asset.get>["data"] {
  const { id, name, type, uploaded: uploaded_at } = asset;
  return { id, name, type, owner: "emulator", space_id: "space_1", uploaded_at, url: world.url(id) };
}
