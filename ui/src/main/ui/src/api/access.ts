import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { asked, changed } from "./http";
import type { Role } from "./session";

export type { Role };
export const ROLES: readonly Role[] = ["viewer", "editor", "admin"];

export interface User {
  name: string;
  role: Role;
  kind: "local" | "oidc" | "webconfig";
  created: string;
  lastSeen: string | null;
}

export interface OpenSession {
  id: string;
  user: string;
  created: string;
  lastSeen: string;
  from: string;
  agent: string;
  current: boolean;
}

export interface Token {
  id: string;
  name: string;
  role: Role;
  scopes: string[];
  created: string;
  expires: string | null;
  lastUsed: string | null;
  createdBy: string;
}

export interface Scope {
  name: string;
  help: string;
}

export interface NewToken {
  name: string;
  role: Role;
  scopes: string[];
  expires: string | null;
}

export interface AuditEntry {
  id: number;
  time: string;
  who: string;
  action: string;
  what: string;
  detail: string;
  from: string;
}

export interface AuditPage {
  entries: AuditEntry[];
  /** Where the next older page begins; null at the end. */
  next: number | null;
}

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

export function useScopes() {
  return useQuery({
    queryKey: ["token-scopes"],
    queryFn: ({ signal }) => asked<Scope[]>("api/v1/tokens/scopes", {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useAudit(filter: AuditFilter) {
  return useQuery({
    queryKey: ["audit", filter],
    queryFn: ({ signal }) => asked<AuditPage>("api/v1/audit", { limit: 100, ...filter }, signal),
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
  useAccessChange(({ name, ...body }: { name: string; password: string; current?: string }) =>
    changed<void>("PUT", `api/v1/users/${part(name)}/password`, body),
  );

export const useRemoveUser = () =>
  useAccessChange((name: string) => changed<void>("DELETE", `api/v1/users/${part(name)}`));

export const useEndSession = () =>
  useAccessChange((id: string) => changed<void>("DELETE", `api/v1/sessions/${part(id)}`));

export const useAddToken = () =>
  useAccessChange((token: NewToken) => changed<Token & { token: string }>("POST", "api/v1/tokens", token));

export const useRevokeToken = () =>
  useAccessChange((id: string) => changed<void>("DELETE", `api/v1/tokens/${part(id)}`));

export const useSignIn = () =>
  useAccessChange((who: { name: string; password: string }) =>
    changed<unknown>("POST", "api/v1/session", who),
  );

export const useFirstUser = () =>
  useAccessChange((who: { link: string; name: string; password: string }) =>
    changed<unknown>("POST", "api/v1/setup", who),
  );
