/** Where an event is on its way to an address. */
export const deliveryStates = ["pending", "delivered", "failed"] as const;

/** Where an event is on its way to an address. */
export type DeliveryState = (typeof deliveryStates)[number];
