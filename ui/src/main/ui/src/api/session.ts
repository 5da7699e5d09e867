import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { asked, changed, keepCsrf } from "./http";

export type Role = "viewer" | "editor" | "admin";

export interface SessionUser {
  name: string;
  role: Role;
  kind: "local" | "oidc" | "webconfig" | "token";
}

export interface Session {
  /** Nobody needs to sign in: there are no users, and this is the machine itself. */
  open: boolean;
  /** Nothing but the one-time link is served until there is a user. */
  setup: boolean;
  user: SessionUser | null;
  csrf: string;
  /** Where to sign in elsewhere, and what it is called. */
  oidc: { name: string; path: string } | null;
  passwordLogin: boolean;
}

async function session(signal?: AbortSignal): Promise<Session> {
  const now = await asked<Session>("api/v1/session", {}, signal);
  keepCsrf(now.csrf);
  return now;
}

/** Who looks at the page, and what that person may do. */
export function useSession() {
  return useQuery({
    queryKey: ["session"],
    queryFn: ({ signal }) => session(signal),
    staleTime: 60_000,
    refetchOnWindowFocus: true,
  });
}

const RANK: Record<Role, number> = { viewer: 0, editor: 1, admin: 2 };

/** Whether what needs `role` may be offered; the server decides again when it is done. */
export function may(now: Session | undefined, role: Role): boolean {
  return now === undefined || now.open || (now.user !== null && RANK[now.user.role] >= RANK[role]);
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => changed<void>("DELETE", "api/v1/session"),
    onSuccess: () => client.clear(),
  });
}
