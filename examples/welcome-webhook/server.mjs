// A product's own server: people sign up, and see their video when it is there. Without any package.
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { missingPage, signUpPage, userPage } from "./pages.mjs";
import { beCalledBack, tellOfUser } from "./service.mjs";
import { isSigned } from "./webhooks.mjs";

/** By their ids. A real server has a database. */
const users = new Map();
const mostBytes = 1_000_000;
let callbackSecret = "";

const server = createServer((request, response) => {
  answer(request, response).catch((error) => {
    console.error(error.message);
    send(response, 500, "text/plain", "Something went wrong.");
  });
});

async function answer(request, response) {
  const { pathname } = new URL(request.url, "http://localhost");
  const user = users.get(/^\/users\/([\w-]+)$/.exec(pathname)?.[1]);
  if (request.method === "POST" && pathname === "/sign-up") return signUp(request, response);
  if (request.method === "POST" && pathname === "/rendered") return rendered(request, response);
  if (user) return send(response, 200, "text/html", userPage(user));
  if (pathname === "/") return send(response, 200, "text/html", signUpPage());
  return send(response, 404, "text/html", missingPage());
}

/** A new user: the service is told, and makes the video while they look around. */
async function signUp(request, response) {
  const form = new URLSearchParams((await bodyOf(request)).toString());
  const field = (name) => (form.get(name) ?? "").trim().slice(0, 200);
  const user = { id: randomUUID(), first_name: field("first_name"), email: field("email"), plan: field("plan") };
  users.set(user.id, user);
  user.renderId = await tellOfUser(user);
  response.writeHead(303, { location: `/users/${user.id}` }).end();
}

/** The service calls back: maybe twice, maybe late, and maybe it is not the service. */
async function rendered(request, response) {
  const body = await bodyOf(request);
  const seconds = Math.floor(Date.now() / 1000);
  if (!isSigned({ headers: request.headers, body, secret: callbackSecret, seconds })) {
    return send(response, 401, "text/plain", "");
  }
  const { type, data } = JSON.parse(body.toString());
  const user = [...users.values()].find(({ renderId }) => renderId === data.id);
  // It may be faster than the answer to the webhook was.
  if (!user) return send(response, 503, "text/plain", "Not yet known.");
  if (type === "render.succeeded") user.video = data.output.url;
  else user.error = data.error?.message ?? "unknown";
  console.log(`${type} ${user.id} ${user.video ?? user.error}`);
  return send(response, 200, "text/plain", "thanks");
}

async function bodyOf(request) {
  const parts = [];
  let bytes = 0;
  for await (const part of request) {
    bytes += part.length;
    if (bytes > mostBytes) throw new Error("The body is too large.");
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function send(response, status, type, text) {
  response.writeHead(status, { "content-type": `${type}; charset=utf-8` }).end(text);
}

server.listen(Number(process.env.PORT ?? 3000), "127.0.0.1", async () => {
  const url = `http://127.0.0.1:${server.address().port}`;
  callbackSecret = await beCalledBack(`${url}/rendered`);
  console.log(`ready at ${url}`);
});
