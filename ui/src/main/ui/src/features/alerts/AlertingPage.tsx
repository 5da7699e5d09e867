import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { BellOff, Plus } from "lucide-react";
import { useCallback } from "react";
import { Button } from "../../components/controls";
import { Drawer } from "../../components/Drawer";
import { Panel } from "../../components/Panel";
import { useSelection } from "../../components/selection";
import { useMay } from "../../components/session";
import { Failed, Loading } from "../../components/states";
import { keepTime } from "../../components/time/search";
import { AlertHead, AlertPane } from "./AlertPane";
import styles from "./alerts.module.css";
import { FiringTab } from "./FiringTab";
import { NewAlerts } from "./NewAlerts";
import { OutboxHead, OutboxPane, OutboxTab } from "./OutboxTab";
import { PendingTab, PendingTable } from "./PendingTab";
import { ResponsePanel } from "./ResponsePanel";
import { RoutingTab } from "./RoutingTab";
import { RulesTab } from "./RulesTab";
import { Setup } from "./Setup";
import { SilencesTab } from "./SilencesTab";
import { type AlertingSearch, TABS, type Tab } from "./search";
import { type Actions, useActions } from "./useActions";
import { type Alerts, useAlerts, useSilences } from "./useAlerting";

const WORDS: Record<Tab, string> = {
  firing: "Firing",
  pending: "Pending",
  rules: "Rules",
  silences: "Silences",
  routing: "Routing",
  outbox: "Outbox",
};

function Tabs({ tab, counts }: { tab: Tab; counts: Partial<Record<Tab, number>> }) {
  return (
    <nav className={styles.tabs} aria-label="Views of alerts">
      {TABS.map((each) => (
        <Link
          key={each}
          to="/alerting"
          search={(before) => ({ ...keepTime(before), tab: each === "firing" ? undefined : each })}
          activeOptions={{ includeSearch: true, explicitUndefined: true }}
          data-on={each === tab || undefined}
        >
          {WORDS[each]}
          {counts[each] !== undefined && <span>{counts[each]}</span>}
        </Link>
      ))}
    </nav>
  );
}

interface BodyProps {
  tab: Tab;
  alerts: Alerts;
  actions: Actions;
  search: AlertingSearch;
  sel?: string;
  onSelect: (sel: string | undefined) => void;
  onSearch: (change: Partial<AlertingSearch>) => void;
}

function Body(props: BodyProps) {
  const { tab, alerts, actions, search, sel, onSelect, onSearch } = props;
  const toRule = (name: string) => onSearch({ tab: "rules", q: `alertname="${name}"`, sel: undefined });
  switch (tab) {
    case "firing":
      return (
        <>
          <FiringTab {...props} />
          {alerts.waiting.length > 0 && (
            <Panel
              title="Pending"
              sub={`${alerts.waiting.length} would fire if this goes on`}
              flush
              className={styles.below}
            >
              <PendingTable waiting={alerts.waiting.slice(0, 8)} onOpen={(one) => toRule(one.name)} />
            </Panel>
          )}
          <NewAlerts />
          <ResponsePanel />
        </>
      );
    case "pending":
      return <PendingTab waiting={alerts.waiting} onOpen={(one) => toRule(one.name)} />;
    case "rules":
      return <RulesTab groups={alerts.groups ?? []} search={search} onSearch={onSearch} />;
    case "silences":
      return <SilencesTab firing={alerts.firing} actions={actions} search={search} onSearch={onSearch} />;
    case "routing":
      return <RoutingTab firing={alerts.firing} search={search} onSearch={onSearch} />;
    case "outbox":
      return <OutboxTab search={search} sel={sel} onSelect={onSelect} onSearch={onSearch} />;
  }
}

function openOf(tab: Tab, alerts: Alerts, sel: string | undefined) {
  return {
    opened: tab === "firing" ? alerts.firing.find((a) => a.id === sel) : undefined,
    entry: tab === "outbox" && sel !== undefined && /^\d+$/.test(sel) ? Number(sel) : undefined,
  };
}

/** Neither a rule nor an alert: then the way to the first one is shown. */
function isUnused(tab: Tab, { groups, firing }: Alerts): boolean {
  return (groups ?? []).length === 0 && firing.length === 0 && (tab === "firing" || tab === "rules");
}

function Content(props: BodyProps) {
  const { alerts, tab } = props;
  if (alerts.isReady) {
    return isUnused(tab, alerts) ? <Setup /> : <Body {...props} />;
  }
  return (
    <Panel title="Alerts" className={styles.below}>
      {alerts.error ? (
        <Failed error={alerts.error} actions={[{ label: "Retry", run: alerts.retry }]} />
      ) : (
        <Loading what="alerts" height={160} />
      )}
    </Panel>
  );
}

export function AlertingPage() {
  const search: AlertingSearch = useSearch({ from: "/alerting" });
  const navigate = useNavigate({ from: "/alerting" });
  const [sel, onSelect] = useSelection();
  const alerts = useAlerts();
  const actions = useActions();
  const silences = useSilences();
  const may = useMay("editor");
  const onSearch = useCallback(
    (change: Partial<AlertingSearch>) =>
      void navigate({ search: (before) => ({ ...before, ...change }), replace: change.tab === undefined }),
    [navigate],
  );
  const tab = search.tab ?? "firing";
  const { opened, entry } = openOf(tab, alerts, sel);
  const pane = opened ? (
    <AlertPane alert={opened} actions={actions} onSearch={onSearch} />
  ) : entry !== undefined ? (
    <OutboxPane id={entry} />
  ) : null;
  return (
    <Drawer
      label={opened ? `Alert ${opened.name}` : "Notification"}
      open={pane !== null}
      onClose={() => onSelect(undefined)}
      head={opened ? <AlertHead alert={opened} /> : entry !== undefined ? <OutboxHead id={entry} /> : null}
      pane={pane}
    >
      <div className="page">
        <div className="ptitle">
          <h1>Alerts</h1>
          {may && (
            <span className="end row">
              <Button
                icon={BellOff}
                onClick={() =>
                  onSearch({ tab: "silences", silence: "new", match: undefined, sel: undefined })
                }
              >
                New silence
              </Button>
              <Link to="/alerting/rules/new" search={keepTime} className="btn pri">
                <Plus className="i" aria-hidden />
                New rule
              </Link>
            </span>
          )}
        </div>
        <Tabs
          tab={tab}
          counts={{
            firing: alerts.isReady ? alerts.firing.filter((a) => a.keptBy.length === 0).length : undefined,
            pending: alerts.isReady ? alerts.waiting.length : undefined,
            rules: alerts.groups?.reduce((sum, g) => sum + g.rules.length, 0),
            silences: silences.data?.filter((s) => s.status.state !== "expired").length,
          }}
        />
        <Content
          tab={tab}
          alerts={alerts}
          actions={actions}
          search={search}
          sel={sel}
          onSelect={onSelect}
          onSearch={onSearch}
        />
      </div>
    </Drawer>
  );
}
