import { may, type Role, useSession } from "../api/session";

export { useSession };

/** Whether what needs this role may be offered; on an open server everything may. */
export function useMay(role: Role): boolean {
  return may(useSession().data, role);
}
