import { api, eventTypes, type ResponseOf } from "@hyperframes-engine/heygen";
import { badParameter, notFound } from "../server/api-fault.ts";
import type { Subscription } from "../webhook-sender.ts";
import type { World } from "../world.ts";
import { pageOf, wholeList } from "./paging.ts";
import { route } from "./route.ts";

const { endpoints } = api.webhook;

/** Registered addresses, and events. */
export const webhookRoutes = [
  route(endpoints.create, ({ world, body }) => {
    checkAddress(body.url);
    const subscription = {
      endpoint_id: world.newId("endpoint"),
      url: body.url,
      events: body.events ?? null,
      status: "enabled",
      created_at: new Date(world.time()).toISOString(),
      secret: world.webhooks.newSecret(),
    };
    world.webhooks.subscriptions.set(subscription.endpoint_id, subscription);
    return { data: { ...subscription } };
  }),
  route(endpoints.list, ({ world, query }) => {
    const page = pageOf([...world.webhooks.subscriptions.values()], query);
    return { ...page, data: page.data.map(withoutSecret) };
  }),
  route(endpoints.update, ({ world, path, body }) => {
    const subscription = find(world, path.endpoint_id);
    if (body.url) checkAddress(body.url);
    subscription.url = body.url ?? subscription.url;
    if (body.events !== undefined) subscription.events = body.events;
    return { data: withoutSecret(subscription) };
  }),
  route(endpoints.delete, ({ world, path }) => {
    find(world, path.endpoint_id);
    world.webhooks.subscriptions.delete(path.endpoint_id);
    return { data: {}, error: null };
  }),
  route(endpoints.rotateSecret, ({ world, path }) => {
    const subscription = find(world, path.endpoint_id);
    subscription.secret = world.webhooks.newSecret();
    return { data: { endpoint_id: path.endpoint_id, secret: subscription.secret } };
  }),
  route(api.webhook.eventTypes.list, () =>
    wholeList(
      eventTypes.map((event_type) => ({ event_type, description: event_type.replaceAll(/[._]/g, " ") })),
    ),
  ),
  route(api.webhook.events.list, ({ world, query }) => {
    const events = world.webhooks.events.filter(
      ({ event_type }) => (query.event_type ?? event_type) === event_type,
    );
    const page = pageOf(events.toReversed(), query);
    return { ...page, data: page.data.map((event) => ({ ...event, event_data: { ...event.event_data } })) };
  }),
];

function find(world: World, id: string): Subscription {
  const subscription = world.webhooks.subscriptions.get(id);
  if (!subscription) throw notFound("webhook");
  return subscription;
}

function withoutSecret(subscription: Subscription): ResponseOf<typeof endpoints.update>["data"] {
  return { ...subscription, secret: null };
}

/** HeyGen wants https; what listens on this machine may do without. */
function checkAddress(url: string): void {
  const { protocol, hostname } = URL.canParse(url) ? new URL(url) : { protocol: "", hostname: "" };
  const local = hostname === "127.0.0.1" || hostname === "localhost";
  if (protocol !== "https:" && !(protocol === "http:" && local)) {
    throw badParameter("url", "'url' must be a publicly accessible HTTPS URL.");
  }
}
