import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { asked, changed } from "./http";
import type { Role } from "./session";

export type { Role };
export const ROLES: readonly Role[] = ["viewer", "editor", "admin"];

/** Times are milliseconds since 1970; a user of a file has none. */
export interface User {
  name: string;
  role: Role;
  kind: "local" | "oidc" | "webconfig";
  created?: number;
  lastSeen?: number | null;
}

export interface OpenSession {
  id: number;
  user: string;
  created: number;
  seen: number;
  expires: number;
  address: string;
  agent: string;
}

export interface Token {
  id: number;
  name: string;
  role: Role;
  scopes: Scope[];
  created: number;
  createdBy: string;
  expires: number | null;
  used: number | null;
}

export const SCOPES = ["read", "write", "alerts", "edit", "admin"] as const;
export type Scope = (typeof SCOPES)[number];

export interface NewToken {
  name: string;
  role: Role;
  scopes: Scope[];
  expires: number | null;
}

export interface AuditEntry {
  id: number;
  time: number;
  user: string;
  action: string;
  what: string;
  detail: string;
  address: string;
}

export interface AuditPage {
  entries: AuditEntry[];
  /** Where the next older page begins; null at the end. */
  next: number | null;
}

const AUDIT_PAGE = 100;

export interface AuditFilter {
  user?: string;
  action?: string;
  before?: number;
}

const part = encodeURIComponent;

export function useUsers() {
  return useQuery({
    queryKey: ["users"],
    queryFn: ({ signal }) => asked<User[]>("api/v1/users", {}, signal),
  });
}

export function useSessions() {
  return useQuery({
    queryKey: ["sessions"],
    queryFn: ({ signal }) => asked<OpenSession[]>("api/v1/sessions", {}, signal),
  });
}

export function useTokens() {
  return useQuery({
    queryKey: ["tokens"],
    queryFn: ({ signal }) => asked<Token[]>("api/v1/tokens", {}, signal),
  });
}

export function useAudit(filter: AuditFilter) {
  return useQuery({
    queryKey: ["audit", filter],
    queryFn: async ({ signal }): Promise<AuditPage> => {
      const entries = await asked<AuditEntry[]>("api/v1/audit", { limit: AUDIT_PAGE, ...filter }, signal);
      return { entries, next: entries.length === AUDIT_PAGE ? (entries.at(-1)?.id ?? null) : null };
    },
  });
}

/** A change of who may do what; the lists that show it are asked again. */
function useAccessChange<In, Out>(run: (value: In) => Promise<Out>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: () =>
      Promise.all(
        ["users", "sessions", "tokens", "audit", "session"].map((key) =>
          client.invalidateQueries({ queryKey: [key] }),
        ),
      ),
  });
}

export const useAddUser = () =>
  useAccessChange((user: { name: string; role: Role; password: string }) =>
    changed<User>("POST", "api/v1/users", user),
  );

export const useSetRole = () =>
  useAccessChange(({ name, role }: { name: string; role: Role }) =>
    changed<User>("PUT", `api/v1/users/${part(name)}`, { role }),
  );

export const useSetPassword = () =>
  useAccessChange(({ name, ...body }: { name: string; password: string; old?: string }) =>
    changed<void>("PUT", `api/v1/users/${part(name)}/password`, body),
  );

export const useRemoveUser = () =>
  useAccessChange((name: string) => changed<void>("DELETE", `api/v1/users/${part(name)}`));

export const useEndSession = () =>
  useAccessChange((id: number) => changed<void>("DELETE", `api/v1/sessions/${id}`));

export const useAddToken = () =>
  useAccessChange((token: NewToken) => changed<Token & { token: string }>("POST", "api/v1/tokens", token));

export const useRevokeToken = () =>
  useAccessChange((id: number) => changed<void>("DELETE", `api/v1/tokens/${id}`));

export const useSignIn = () =>
  useAccessChange((who: { name: string; password: string }) =>
    changed<unknown>("POST", "api/v1/session", who),
  );

export const useFirstUser = () =>
  useAccessChange((who: { link: string; name: string; password: string }) =>
    changed<unknown>("POST", "api/v1/setup", who),
  );
