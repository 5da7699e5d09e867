import { Menu } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { Check, Keyboard, LogOut, Monitor, Moon, Sun, UserRound } from "lucide-react";
import { type Session, useSignOut as useEnd } from "../../api/session";
import { useSession } from "../../components/session";
import { messageOf } from "../../components/states";
import type { ThemeChoice } from "../../components/themeChoice";
import { useToast } from "../../components/toast";
import styles from "./shell.module.css";

export const THEMES = [
  { theme: "dark", icon: Moon },
  { theme: "light", icon: Sun },
  { theme: "system", icon: Monitor },
] as const;

function initials(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const first = words[0] ?? "";
  return (words.length > 1 ? first.charAt(0) + (words[1] ?? "").charAt(0) : first.slice(0, 2)).toUpperCase();
}

function words(session: Session | undefined): string {
  if (!session) {
    return "Asking who you are";
  }
  if (session.user) {
    return `${session.user.name}, ${session.user.role}`;
  }
  return session.open ? "Nobody has to sign in here" : "Not signed in";
}

/** Ends the session here and on the server, and goes where one signs in. */
export function useSignOut(): () => Promise<void> {
  const end = useEnd();
  const navigate = useNavigate();
  const toast = useToast();
  return async () => {
    try {
      await end.mutateAsync();
      await navigate({ to: "/login" as string });
    } catch (error) {
      toast({ state: "critical", text: `Still signed in: ${messageOf(error)}` });
    }
  };
}

export interface UserMenuProps {
  theme: ThemeChoice;
  onTheme: (theme: ThemeChoice) => void;
  onHelp: () => void;
}

export function UserMenu({ theme, onTheme, onHelp }: UserMenuProps) {
  const { data } = useSession();
  const leave = useSignOut();
  const user = data?.user;
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <button type="button" className={`btn ghost ico ${styles.user}`} aria-label={`You: ${words(data)}`}>
          {user ? <span className={styles.avatar}>{initials(user.name)}</span> : <UserRound className="i" />}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{words(data)}</Menu.Label>
        {THEMES.map(({ theme: each, icon: Icon }) => (
          <Menu.Item
            key={each}
            leftSection={<Icon className="i s" aria-hidden />}
            rightSection={each === theme ? <Check className="i s" aria-hidden /> : undefined}
            onClick={() => onTheme(each)}
          >
            Theme: {each}
          </Menu.Item>
        ))}
        <Menu.Item leftSection={<Keyboard className="i s" aria-hidden />} onClick={onHelp}>
          Keyboard
        </Menu.Item>
        {user && (
          <Menu.Item leftSection={<LogOut className="i s" aria-hidden />} onClick={() => void leave()}>
            Sign out
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
