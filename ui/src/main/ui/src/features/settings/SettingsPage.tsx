import { Link, useSearch } from "@tanstack/react-router";
import { AuditTab } from "./AuditTab";
import { ConfigurationTab } from "./ConfigurationTab";
import { HealthTab } from "./HealthTab";
import { ReceiversTab } from "./ReceiversTab";
import { SourcesTab } from "./SourcesTab";
import { StorageTab } from "./StorageTab";
import type { SettingsTab } from "./search";
import { TABS } from "./search";
import styles from "./settings.module.css";
import { TokensTab } from "./TokensTab";
import { UsersTab } from "./UsersTab";

const PARTS: Record<SettingsTab, { word: string; Tab: () => React.ReactNode }> = {
  sources: { word: "Sources", Tab: SourcesTab },
  receivers: { word: "Receivers", Tab: ReceiversTab },
  storage: { word: "Storage", Tab: StorageTab },
  configuration: { word: "Configuration", Tab: ConfigurationTab },
  health: { word: "Health", Tab: HealthTab },
  users: { word: "Users", Tab: UsersTab },
  tokens: { word: "API tokens", Tab: TokensTab },
  audit: { word: "Audit", Tab: AuditTab },
};

/** What runs, who it tells, what it keeps, and who may change that. */
export function SettingsPage() {
  const { tab = "sources" } = useSearch({ from: "/settings" });
  const { Tab } = PARTS[tab];
  return (
    <div className="page">
      <div className="ptitle">
        <h1>Settings</h1>
      </div>
      <nav className={styles.tabs} aria-label="Settings">
        {TABS.map((each) => (
          <Link
            key={each}
            to="/settings"
            search={(before) => ({
              ...before,
              tab: each === "sources" ? undefined : each,
              user: undefined,
              action: undefined,
            })}
            className={each === tab ? styles.on : ""}
            aria-current={each === tab ? "page" : undefined}
          >
            {PARTS[each].word}
          </Link>
        ))}
      </nav>
      <div className={styles.body}>
        <Tab />
      </div>
    </div>
  );
}
