export function signDelivery(o: { readonly id: string; readonly body: string; readonly secrets: readonly string[]; readonly now: number }): Record<string, string> { return { "webhook-id": o.id, "content-type": "application/json" }; }
export function newSecret(): string { return "whsec_x"; }
