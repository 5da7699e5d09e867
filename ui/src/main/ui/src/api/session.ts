import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiError, asked, changed, keepCsrf } from "./http";

export type Role = "viewer" | "editor" | "admin";

export interface User {
  name: string;
  role: Role;
  kind: "local" | "oidc" | "webconfig" | "token";
}

export interface Session {
  /** Nobody has to sign in. */
  open: boolean;
  /** No user exists and one must be made first. */
  setup: boolean;
  user: User | null;
  csrf: string;
  oidc: { name: string; path: string } | null;
  passwordLogin: boolean;
}

export type SessionUser = User;

const OPEN: Session = { open: true, setup: false, user: null, csrf: "", oidc: null, passwordLogin: false };

/** Who looks at this page; a server that knows no users is open to everyone who reaches it. */
export async function session(signal?: AbortSignal): Promise<Session> {
  try {
    const found = await asked<Session>("api/v1/session", {}, signal);
    keepCsrf(found.csrf ?? "");
    return found;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) {
      return OPEN;
    }
    throw error;
  }
}

export function signOut(): Promise<void> {
  return changed<void>("DELETE", "api/v1/session");
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
  return useMutation({ mutationFn: signOut, onSuccess: () => client.clear() });
}
