// What this example asks of the render service.
import { sign } from "./webhooks.mjs";

/** Where the service is, and what lets this server in. */
const { HYPERFRAMES_URL, HYPERFRAMES_KEY, WELCOME_HOOK_SECRET } = process.env;

/**
 * Has the ends of renders told to an address; gives the secret that they are signed with. It is told once: a real server keeps it, and this one
 * has another made at each start.
 */
export async function beCalledBack(url) {
  const { endpoints } = await ask("GET", "/v1/endpoints");
  const known = endpoints.find((endpoint) => endpoint.url === url);
  const types = ["render.succeeded", "render.failed"];
  const { secret } = known
    ? await ask("POST", `/v1/endpoints/${known.id}/rotate`)
    : await ask("POST", "/v1/endpoints", { url, types });
  return secret;
}

async function ask(method, path, body) {
  const answer = await fetch(`${HYPERFRAMES_URL}${path}`, {
    method,
    headers: { authorization: `Bearer ${HYPERFRAMES_KEY}`, "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const told = await answer.json();
  if (!answer.ok) throw new Error(`${method} ${path}: ${told.detail}`);
  return told;
}

/** Tells the service of a user; gives the id of the render that becomes of it. */
export async function tellOfUser(user) {
  const body = JSON.stringify({ type: "user.created", data: { user } });
  // The same for each try, so that a try too much makes no second video.
  const id = `user_created_${user.id}`;
  const headers = sign({ id, body, secret: WELCOME_HOOK_SECRET, seconds: Math.floor(Date.now() / 1000) });
  const answer = await fetch(`${HYPERFRAMES_URL}/v1/hooks/welcome`, { method: "POST", headers, body });
  const told = await answer.json();
  if (!answer.ok || told.state !== "accepted") throw new Error(`The webhook was not taken: ${JSON.stringify(told)}`);
  return told.renderId;
}
