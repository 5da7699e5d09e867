import { Clock, Lock, type LucideIcon, Search } from "lucide-react";
import type { ReactNode } from "react";
import { ApiError } from "../api/http";
import { errorPlace, shortError } from "../lib/promql";
import { Button } from "./controls";
import { Glyph } from "./Glyph";

export interface Action {
  label: string;
  run: () => void;
}

interface ReasonProps {
  icon: ReactNode;
  what: string;
  why: ReactNode;
  actions: Action[];
  role?: "alert" | "status";
}

function Reason({ icon, what, why, actions, role }: ReasonProps) {
  return (
    <div className="why" role={role}>
      <span className="wi">{icon}</span>
      <div className="grow">
        <b className="med">{what}</b>
        <p className="muted t12">{why}</p>
        {actions.length > 0 && (
          <div className="row" style={{ marginTop: 10, flexWrap: "wrap" }}>
            {actions.map((action, i) => (
              <Button key={action.label} kind={i === 0 ? "plain" : "ghost"} onClick={action.run}>
                {action.label}
              </Button>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}

/** The frame of what will come; shown at once, without a spinner. */
export function Loading({ what, height }: { what: string; height: number }) {
  return (
    <div role="status" aria-label={`Loading ${what}`}>
      <i className="load" />
      <div className="skel" style={{ height }}>
        <i />
        <i />
        <i />
        <i />
      </div>
    </div>
  );
}

export interface EmptyProps {
  /** The reason, never just that there is nothing. */
  kind: "no-match" | "too-early" | "not-yet";
  what: string;
  why: ReactNode;
  actions?: Action[];
}

const EMPTY_ICONS: Record<EmptyProps["kind"], LucideIcon> = {
  "no-match": Search,
  "too-early": Clock,
  "not-yet": Clock,
};

export function Empty({ kind, what, why, actions = [] }: EmptyProps) {
  const Icon = EMPTY_ICONS[kind];
  return <Reason icon={<Icon className="i" aria-hidden />} what={what} why={why} actions={actions} />;
}

/** The query with the faulty place underlined. */
export function QuotedQuery({ query, message }: { query: string; message: string }) {
  const place = errorPlace(message, query);
  if (!place) {
    return <code className="mono">{query}</code>;
  }
  return (
    <code className="mono">
      {query.slice(0, place.start)}
      <span style={{ textDecoration: "underline wavy var(--critical)", color: "var(--text)" }}>
        {query.slice(place.start, place.end)}
      </span>
      {query.slice(place.end)}
    </code>
  );
}

export interface FailedProps {
  error: unknown;
  /** What was asked for: a query is quoted with the place of the fault. */
  query?: string;
  actions?: Action[];
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export function Failed({ error, query, actions = [] }: FailedProps) {
  if (error instanceof ApiError && error.isDenied) {
    return <Denied what="You may not see this" why={error.message} actions={actions} />;
  }
  const message = messageOf(error);
  const words = shortError(message);
  return (
    <Reason
      role="alert"
      icon={<Glyph state="warning" />}
      what={words.charAt(0).toUpperCase() + words.slice(1)}
      why={
        query ? <QuotedQuery query={query} message={message} /> : "It is asked again with the next refresh."
      }
      actions={actions}
    />
  );
}

export function Denied({ what, why, actions = [] }: { what: string; why: string; actions?: Action[] }) {
  return (
    <Reason icon={<Lock className="i" aria-hidden />} what={what} why={why} actions={actions} role="alert" />
  );
}
