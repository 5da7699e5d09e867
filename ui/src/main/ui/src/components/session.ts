import { useQuery } from "@tanstack/react-query";
import { type Role, session } from "../api/session";

export const SESSION_KEY = ["session"] as const;

export function useSession() {
  return useQuery({
    queryKey: SESSION_KEY,
    queryFn: ({ signal }) => session(signal),
    staleTime: 60_000,
    refetchOnWindowFocus: true,
    retry: false,
  });
}

const RANK: Record<Role, number> = { viewer: 0, editor: 1, admin: 2 };

/** Whether who looks at the page may do what needs this role; on an open server everyone may. */
export function useMay(role: Role): boolean {
  const { data } = useSession();
  if (!data) {
    return false;
  }
  return data.open || (data.user !== null && RANK[data.user.role] >= RANK[role]);
}
