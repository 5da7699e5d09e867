import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import {
  type AlertingRule,
  deleteRules,
  type RuleGroup,
  rules,
  savedRules,
  saveRules,
} from "../../api/alerting";
import { ApiError } from "../../api/http";
import { messageOf } from "../../components/states";
import { useToast } from "../../components/toast";
import { severityOf } from "../../lib/severity";
import { compactDuration } from "../../lib/time/duration";
import { EMPTY, type Form, formOf, subjectOf, yamlOf } from "./form";
import type { RuleSearch } from "./search";
import type { Known } from "./words";

const seconds = (n: number) => (n > 0 ? compactDuration(n * 1000) : "");

/** A rule as the server evaluates it, in the form. */
export function formOfRule(rule: AlertingRule): Form {
  const { summary = "", description = "", runbook_url = "", ...rest } = rule.annotations;
  const { severity, ...labels } = rule.labels;
  return {
    ...EMPTY,
    name: rule.name,
    by: "promql",
    expr: rule.query,
    for: seconds(rule.duration),
    keepFiringFor: seconds(rule.keepFiringFor),
    severity: severityOf(severity),
    labels: Object.entries(labels),
    summary,
    description,
    runbook: runbook_url,
    annotations: Object.entries(rest),
  };
}

function findRule(groups: readonly RuleGroup[], { file, group, rule }: RuleSearch) {
  const fits = groups.filter((g) => (!file || g.file === file) && (!group || g.name === group));
  return fits.flatMap((g) => g.rules).find((r) => r.name === rule);
}

/** The name under which rules are saved, as a part of an address and of a file's name. */
export function fileName(name: string): string {
  return name
    .trim()
    .replace(/[^a-zA-Z0-9_-]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 64);
}

export interface Loaded {
  form: Form;
  /** Of a file that the form cannot say all of. */
  yaml?: string;
  /** As it is saved now; 0 for what is new. */
  version: number;
  /** Under which it is saved; undefined for a rule of a file on disk. */
  saved?: string;
  /** A recording rule, or one that is gone. */
  problem?: string;
}

async function load(search: RuleSearch, signal: AbortSignal): Promise<Loaded> {
  const [groups, saved] = await Promise.all([
    rules(signal),
    savedRules(signal).catch((error: unknown) => {
      // a server that cannot save rules still shows them
      if (error instanceof ApiError && error.status === 404) {
        return [];
      }
      throw error;
    }),
  ]);
  const file = saved.find((s) => s.file === search.file);
  if (file) {
    const { parse } = await import("yaml");
    const form = formOf(parse(file.yaml));
    return {
      form: form ?? EMPTY,
      yaml: form ? undefined : file.yaml,
      version: file.version,
      saved: file.name,
    };
  }
  const rule = findRule(groups, search);
  if (!rule) {
    return {
      form: EMPTY,
      version: 0,
      problem: `There is no rule ${search.rule ?? ""} in this file any more.`,
    };
  }
  if (rule.type === "recording") {
    return {
      form: { ...EMPTY, name: rule.name.replaceAll(":", "_"), by: "promql", expr: rule.query },
      version: 0,
      problem: `${rule.name} is a recording rule: it stores what its query answers and alerts of nothing. Below is its query, for a new alert.`,
    };
  }
  return { form: formOfRule(rule), version: 0 };
}

export function useLoaded(search: RuleSearch, isNew: boolean) {
  const { file, group, rule } = search;
  return useQuery({
    queryKey: ["rules", "load", file, group, rule],
    queryFn: ({ signal }) => load({ file, group, rule }, signal),
    enabled: !isNew,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

/** The form and the YAML beside it, always the same; YAML that the form cannot say stays YAML. */
export function useDraft(loaded: Loaded, known: readonly Known[]) {
  const [form, setForm] = useState(loaded.form);
  const [text, setText] = useState(loaded.yaml);
  const [apart, setApart] = useState(loaded.yaml !== undefined);
  const made = useMemo(() => yamlOf(form, known), [form, known]);
  const onForm = useCallback((change: Partial<Form>) => {
    setForm((before) => ({ ...before, ...change }));
    setText(undefined);
    setApart(false);
  }, []);
  const onYaml = useCallback(async (next: string) => {
    setText(next);
    const { parse } = await import("yaml");
    let read: Form | undefined;
    try {
      read = formOf(parse(next));
    } catch {
      read = undefined;
    }
    setApart(read === undefined);
    if (read) {
      setForm(read);
    }
  }, []);
  const backToForm = useCallback(() => {
    setText(undefined);
    setApart(false);
  }, []);
  const yaml = text ?? made;
  const isEmpty = !apart && subjectOf(form).trim() === "";
  const [first] = useState(yaml);
  const dirty = yaml !== first && !isEmpty;
  return { form, yaml, apart, isEmpty, dirty, onForm, onYaml, backToForm };
}

export type Draft = ReturnType<typeof useDraft>;

/** Asks before the browser leaves a page with something that is not saved. */
export function useGuard(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) {
      return;
    }
    const stay = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", stay);
    return () => removeEventListener("beforeunload", stay);
  }, [dirty]);
}

export function useSave(loaded: Loaded, onSaved: (name: string) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ form, yaml, message }: { form: Form; yaml: string; message: string }) => {
      const name = loaded.saved ?? fileName(form.name);
      await saveRules(name, { yaml, version: loaded.version, message });
      return name;
    },
    onSuccess: (name) => {
      void client.invalidateQueries({ queryKey: ["alerting"] });
      onSaved(name);
    },
  });
}

/** Deletes what is saved; until the toast is gone it can be had back. */
export function useDelete(loaded: Loaded, onDeleted: () => void) {
  const client = useQueryClient();
  const toast = useToast();
  return useCallback(async () => {
    const name = loaded.saved;
    if (name === undefined) {
      return;
    }
    const renew = () => void client.invalidateQueries({ queryKey: ["alerting"] });
    try {
      const before = (await savedRules()).find((s) => s.name === name);
      await deleteRules(name);
      renew();
      onDeleted();
      toast({
        text: `Deleted ${name}`,
        undo: async () => {
          await saveRules(name, { yaml: before?.yaml ?? "", version: 0, message: `brings ${name} back` });
          renew();
        },
      });
    } catch (error) {
      toast({ state: "critical", text: `Not deleted: ${messageOf(error)}` });
    }
  }, [client, loaded.saved, onDeleted, toast]);
}
