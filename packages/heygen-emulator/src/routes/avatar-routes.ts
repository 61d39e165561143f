import { api } from "@hyperframes-engine/heygen";
import { sampleIds } from "../sample-ids.ts";
import type { World } from "../world.ts";
import { pageOf } from "./paging.ts";
import { route } from "./route.ts";

/** Avatars and their looks. */
export const avatarRoutes = [
  route(api.avatar.create, ({ world, body, demands }) => {
    const group = body.avatar_group_id ? world.group(body.avatar_group_id) : newGroup(world, body.name);
    const twin = body.type === "digital_twin";
    const look = {
      id: world.newId("look"),
      name: body.name,
      avatar_type: twin ? ("digital_twin" as const) : ("photo_avatar" as const),
      group_id: group.id,
      supported_api_engines: ["avatar_iv"],
      status: "processing" as const,
    };
    world.looks.set(look.id, look);
    group.looks_count += 1;
    group.status = twin ? "pending_consent" : "processing";
    world.start({ kind: "avatar", input: { look_id: look.id, group_id: group.id }, demands });
    return { data: { avatar_group: group, avatar_item: look } };
  }),
  route(api.avatar.list, ({ world, query }) => {
    const own = (id: string): boolean => !seeded(id);
    const groups = [...world.groups.values()].filter(
      ({ id }) => query.ownership === undefined || own(id) === (query.ownership === "private"),
    );
    return pageOf(groups, query);
  }),
  route(api.avatar.get, ({ world, path }) => {
    train(world);
    return { data: world.group(path.group_id) };
  }),
  route(api.avatar.delete, ({ world, path }) => {
    world.group(path.group_id);
    world.groups.delete(path.group_id);
    for (const look of world.looks.values()) if (look.group_id === path.group_id) world.looks.delete(look.id);
    return { data: { id: path.group_id } };
  }),
  route(api.avatar.looks.list, ({ world, query }) => {
    train(world);
    const looks = [...world.looks.values()].filter(
      (look) =>
        (query.group_id ?? look.group_id) === look.group_id &&
        (query.avatar_type ?? look.avatar_type) === look.avatar_type &&
        (query.ownership === undefined || seeded(look.group_id) === (query.ownership === "public")),
    );
    return pageOf(looks, query);
  }),
  route(api.avatar.looks.get, ({ world, path }) => {
    train(world);
    return { data: world.look(path.look_id) };
  }),
  route(api.avatar.looks.update, ({ world, path, body }) => {
    const look = world.look(path.look_id);
    look.name = body.name ?? look.name;
    return { data: look };
  }),
  route(api.avatar.looks.delete, ({ world, path }) => {
    world.look(path.look_id);
    world.looks.delete(path.look_id);
    return { data: { id: path.look_id } };
  }),
  route(api.avatar.consent.create, ({ world, path }) => {
    const group = world.group(path.group_id);
    group.consent_status = "approved";
    if (group.status === "pending_consent") group.status = "processing";
    return { data: { avatar_group: group, url: `https://consent.invalid/${group.id}` } };
  }),
];

function newGroup(world: World, name: string): ReturnType<World["group"]> {
  const group: ReturnType<World["group"]> = {
    id: world.newId("group"),
    name,
    created_at: world.seconds(),
    looks_count: 0,
  };
  // One object everywhere, so that a change is seen wherever it is shown.
  world.groups.set(group.id, group);
  return group;
}

/** Brings avatars in training to where their jobs are. */
function train(world: World): void {
  world.settle();
  for (const job of world.all("avatar")) {
    const look = world.looks.get(job.text("look_id") ?? "");
    const group = world.groups.get(job.text("group_id") ?? "");
    if (look && job.outcome) look.status = job.outcome;
    if (group?.status === "processing" && job.outcome) group.status = job.outcome;
  }
}

function seeded(groupId: string): boolean {
  return groupId === "group_ada" || groupId === "group_max" || sampleIds.has(groupId);
}
