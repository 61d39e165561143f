import { OpenAPIHono } from "@hono/zod-openapi";
import { HTTPException } from "hono/http-exception";
import { authenticate } from "./authenticate.ts";
import { Problem } from "./problem.ts";
import { boundBodies, issuesOf } from "./read-body.ts";
import { addBatchRoutes } from "./routes/batch-routes.ts";
import { addDeliveryRoutes } from "./routes/delivery-routes.ts";
import { addEndpointRoutes } from "./routes/endpoint-routes.ts";
import { addEventRoutes } from "./routes/event-routes.ts";
import { addFileRoutes } from "./routes/file-routes.ts";
import { addHealthRoutes } from "./routes/health-routes.ts";
import { addHookRoutes, addReceivedRoutes } from "./routes/hook-routes.ts";
import { addKeyRoutes } from "./routes/key-routes.ts";
import { addRenderRoutes } from "./routes/render-routes.ts";
import { addTemplateRoutes } from "./routes/template-routes.ts";
import type { ApiEnvironment, ServiceParts } from "./service-parts.ts";

/** The service's HTTP interface, and its own description. */
export function buildApi(parts: ServiceParts): OpenAPIHono<ApiEnvironment> {
  const app = new OpenAPIHono<ApiEnvironment>({
    defaultHook: (result) => {
      if (result.success) return;
      throw new Problem("invalid", "Something in the request does not fit.", {
        errors: issuesOf(result.error),
      });
    },
  });
  app.onError((error) => answerTo(error, parts.onError));
  app.notFound((context) =>
    new Problem(
      "not-found",
      `There is nothing at ${context.req.path}. /openapi.json tells what there is.`,
    ).toResponse(),
  );
  addHealthRoutes(app, parts);
  addFileRoutes(app, parts);
  addHookRoutes(app, parts);
  // Above the line that wants a key: webhooks are signed instead.
  app.use("/v1/*", authenticate(parts), boundBodies(parts.limits.bodyBytes));
  addRenderRoutes(app, parts);
  addBatchRoutes(app, parts);
  addEventRoutes(app, parts);
  addTemplateRoutes(app, parts);
  addEndpointRoutes(app, parts);
  addDeliveryRoutes(app, parts);
  addReceivedRoutes(app, parts);
  addKeyRoutes(app, parts);
  app.openAPIRegistry.registerComponent("securitySchemes", "key", { type: "http", scheme: "bearer" });
  app.doc31("/openapi.json", {
    openapi: "3.1.0",
    info: { title: "HyperFrames", version: parts.version },
    security: [{ key: [] }],
  });
  return app;
}

function answerTo(error: Error, onError: (error: unknown) => void): Response {
  if (error instanceof Problem) return error.toResponse();
  if (error instanceof HTTPException) return new Problem("bad-request", error.message).toResponse();
  onError(error);
  if (isDatabaseAway(error))
    return new Problem("unavailable", "The database does not answer.", { retryAfterSeconds: 5 }).toResponse();
  return new Problem("internal", "The service's log tells why.").toResponse();
}

/** Classes 08, 53 and 57 of https://www.postgresql.org/docs/current/errcodes-appendix.html, and what the system says. */
function isDatabaseAway(error: Error): boolean {
  const { code } = error as { readonly code?: unknown };
  const isAway =
    typeof code === "string" &&
    /^(?:08|53|57)\w{3}$|^E(?:CONN|PIPE|TIMEDOUT|HOST|NET|NOTFOUND|AI)/.test(code);
  return (
    isAway ||
    /connection terminated|timeout exceeded when trying to connect|database's process has ended/i.test(
      error.message,
    )
  );
}
